using Kirana.Data;

namespace Kirana.Learn.Networks;

/// <summary>Rows as a network learns or is judged by them.</summary>
/// <param name="Features">The scaled features (n × p), row by row.</param>
/// <param name="Targets">The standardised numbers, or the places of the classes (n).</param>
/// <param name="Weights">The weight of each row, 1 on average; all are 1 where empty.</param>
internal sealed record NetworkRows(float[] Features, float[] Targets, float[] Weights)
{
    public int Count => Targets.Length;

    public float Weight(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <summary>Some of the rows.</summary>
    public NetworkRows Take(int[] rows)
    {
        var size = Features.Length / Math.Max(1, Count);
        var features = new float[rows.Length * size];
        for (var i = 0; i < rows.Length; i++)
            Features.AsSpan(rows[i] * size, size).CopyTo(features.AsSpan(i * size));
        return new NetworkRows(features, Array.ConvertAll(rows, row => Targets[row]), Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => Weights[row]));
    }

    /// <summary>Refuses targets that are not finite.</summary>
    /// <exception cref="DataException"><c>bad-target</c>.</exception>
    public static void CheckNumbers(float[] values, string? column)
    {
        for (var row = 0; row < values.Length; row++)
            if (!float.IsFinite(values[row]))
                throw new DataException($"The target of row {row + 1} is {(float.IsNaN(values[row]) ? "missing" : "infinite")}; expected a finite number.")
                {
                    Code = "bad-target", Row = row + 1, Column = column, Hint = "Leave such rows out.",
                };
    }
}
