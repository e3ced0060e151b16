namespace Kirana.Learn.Metrics;

/// <summary>What metrics of two classes demand of their rows.</summary>
internal static class BinaryRows
{
    /// <exception cref="ArgumentException">Lengths differ, there is no row, a score is NaN, or a weight is negative or not finite.</exception>
    public static void Check(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights)
    {
        if (scores.IsEmpty)
            throw new ArgumentException("There is no row to judge.", nameof(scores));
        Same(truths.Length, scores.Length, nameof(truths));
        CheckWeights(weights, scores.Length);
        for (var row = 0; row < scores.Length; row++)
            if (double.IsNaN(scores[row]))
                throw new ArgumentException($"The score of row {row + 1} is NaN; expected a number. Leave such rows out, or find out why the model gives none.", nameof(scores));
    }

    /// <exception cref="ArgumentException">There are weights, but not one for each row, or one is negative or not finite.</exception>
    public static void CheckWeights(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.IsEmpty)
            return;
        Same(weights.Length, rows, nameof(weights));
        for (var row = 0; row < weights.Length; row++)
            if (!(weights[row] >= 0) || float.IsInfinity(weights[row]))
                throw new ArgumentException($"The weight of row {row + 1} is {weights[row]}; expected a finite number from 0 up.", nameof(weights));
    }

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Same(int length, int rows, string name)
    {
        if (length != rows)
            throw new ArgumentException($"There are {length} {name} for {rows} rows; expected as many.", name);
    }

    /// <summary>The weight of a row; 1 where there are none.</summary>
    public static double Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];
}
