namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>Whether probabilities mean what they say: rows by predicted probability, and how many of each part were of the second class.</summary>
/// <param name="Predicted">The mean probability of each part, ascending.</param>
/// <param name="Observed">The share of the second class in it.</param>
/// <param name="Lower">The lower limit of 95 % of that share.</param>
/// <param name="Upper">The upper limit.</param>
public sealed record Calibration(IReadOnlyList<double> Predicted, IReadOnlyList<double> Observed, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)
{
    private const int MostParts = 10;
    private const int FewestRows = 10;
    private const double Normal95 = 1.959964;

    /// <summary>Parts rows by probability into about equally many.</summary>
    /// <param name="truths">1 for the second class, else 0.</param>
    /// <param name="probabilities">The probability of the second class.</param>
    internal static Calibration Of(float[] truths, float[] probabilities)
    {
        int[] order = [.. Enumerable.Range(0, truths.Length).OrderBy(row => probabilities[row])];
        var parts = Math.Clamp(order.Length / FewestRows, 1, MostParts);
        var (predicted, observed, lower, upper) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var part = 0; part < parts; part++)
        {
            var rows = order[(int)((long)order.Length * part / parts)..(int)((long)order.Length * (part + 1) / parts)];
            var share = rows.Average(row => truths[row] > 0 ? 1.0 : 0.0);
            predicted.Add(rows.Average(row => (double)probabilities[row]));
            observed.Add(share);
            var (low, high) = Wilson(share, rows.Length);
            lower.Add(low);
            upper.Add(high);
        }

        return new Calibration(predicted, observed, lower, upper);
    }

    /// <summary>Wilson's interval of a share (JASA 1927), which keeps inside 0 and 1.</summary>
    private static (double Lower, double Upper) Wilson(double share, int rows)
    {
        var square = Normal95 * Normal95;
        var middle = (share + square / (2 * rows)) / (1 + square / rows);
        var half = Normal95 * Math.Sqrt(share * (1 - share) / rows + square / (4.0 * rows * rows)) / (1 + square / rows);
        // Rounding must not leave a share of 0 or 1 outside its interval.
        return (Math.Clamp(middle - half, 0, share), Math.Clamp(middle + half, share, 1));
    }
}
