using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>The regularisation of a row: λ·(f / f̄)^ν with f the row's summed feedback.</summary>
/// <param name="Regularization">λ.</param>
/// <param name="Exponent">ν.</param>
/// <param name="MeanFeedback">f̄, over the rows that have feedback.</param>
internal sealed record FrequencyPenalty(double Regularization, double Exponent, double MeanFeedback)
{
    /// <summary>The rule for the rows of a matrix, which holds at least one entry.</summary>
    public static FrequencyPenalty For(SparseRows rows, ImplicitAls options)
    {
        var (total, count) = (0.0, 0);
        for (var row = 0; row < rows.RowCount; row++)
        {
            total += Total(rows.ValuesOf(row));
            count += rows.LengthOf(row) > 0 ? 1 : 0;
        }

        return new FrequencyPenalty(options.Regularization, options.RegularizationExponent, total / count);
    }

    /// <summary>λ of a row with this feedback; λ itself for a row without any, whose vector is 0 under every penalty.</summary>
    public float Of(ReadOnlySpan<float> feedback) =>
        (float)(feedback.IsEmpty ? Regularization : Regularization * Powers.Of(Total(feedback) / MeanFeedback, Exponent));

    private static double Total(ReadOnlySpan<float> values)
    {
        var total = 0.0;
        foreach (var value in values)
            total += value;
        return total;
    }
}
