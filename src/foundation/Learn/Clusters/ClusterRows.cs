using Kirana.Learn.Linear;
using Kirana.Learn.Networks;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Clusters;

/// <summary>Rows to be grouped: scaled features in double, row by row, of the rows that have a weight.</summary>
internal sealed class ClusterRows
{
    public ClusterRows(DesignMatrix x, InputScale scale)
    {
        int[] used = x.Weights.Length == 0 ? [.. Enumerable.Range(0, x.Rows)] : [.. Enumerable.Range(0, x.Rows).Where(row => x.Weights[row] > 0)];
        (Count, Features, Values) = (used.Length, x.Features, new double[checked(used.Length * x.Features)]);
        Weights = Array.ConvertAll(used, row => x.Weights.Length == 0 ? 1 : x.Weights[row]);
        var column = new double[x.Rows];
        for (var f = 0; f < Features; f++)
        {
            x.Read(f, 0, scale.Means[f], column);
            for (var i = 0; i < Count; i++)
                Values[i * Features + f] = column[used[i]] * scale.Factors[f];
        }

        WeightSum = Sum.Of(Weights);
    }

    public int Count { get; }

    public int Features { get; }

    public double[] Values { get; }

    public double[] Weights { get; }

    public double WeightSum { get; }

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Features, Features);

    /// <summary>Squared Euclidean distance.</summary>
    public static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var f = 0; f < x.Length; f++)
            sum += (x[f] - y[f]) * (x[f] - y[f]);
        return sum;
    }
}
