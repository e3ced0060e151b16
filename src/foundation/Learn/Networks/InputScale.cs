using Kirana.Learn.Linear;

namespace Kirana.Learn.Networks;

/// <summary>Features less their means, times the inverse of their deviations.</summary>
/// <param name="Means">What is subtracted from each feature (p).</param>
/// <param name="Factors">What it is multiplied by then (p); 0 for a feature that is constant.</param>
internal sealed record InputScale(double[] Means, double[] Factors)
{
    public static InputScale Of(DesignMatrix x, bool standardises) => standardises
        ? new InputScale(x.Means, Array.ConvertAll(x.Deviations(x.Means), deviation => deviation > 0 ? 1 / deviation : 0))
        : new InputScale(new double[x.Features], [.. Enumerable.Repeat(1.0, x.Features)]);

    /// <summary>The features of a table (n × p), row by row.</summary>
    public float[] Rows(DesignMatrix x)
    {
        var (rows, column) = (new float[checked(x.Rows * x.Features)], new double[x.Rows]);
        for (var f = 0; f < x.Features; f++)
        {
            x.Read(f, 0, Means[f], column);
            for (var i = 0; i < column.Length; i++)
                rows[i * x.Features + f] = (float)(column[i] * Factors[f]);
        }

        return rows;
    }

    /// <summary>Scales rows.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="scaled">Takes as many numbers.</param>
    public void Apply(ReadOnlySpan<float> rows, Span<float> scaled)
    {
        for (var start = 0; start < rows.Length; start += Means.Length)
            for (var f = 0; f < Means.Length; f++)
                // 0 times what is missing is missing; of a constant feature nothing is asked.
                scaled[start + f] = Factors[f] is 0 ? 0 : (float)((rows[start + f] - Means[f]) * Factors[f]);
    }
}
