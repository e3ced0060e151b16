using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Clusters;
using Kirana.Learn.Linear;
using Kirana.Learn.Networks;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Components;

/// <summary>A fit of <see cref="PrincipalComponents"/> or <see cref="TruncatedSvd"/>.</summary>
internal static class ComponentFit
{
    private const int BlockRows = 128;
    private const int ChunkRows = 4096;

    /// <summary>An eigenvalue below this share of the greatest is what rounding leaves of 0.</summary>
    private const double RoundingShare = 1e-14;

    public static void Check(string learner, int? components, double? share)
    {
        var faults = new List<string>();
        if (components is < 1)
            faults.Add($"Components is {components}; expected at least 1");
        if (share is not (null or > 0 and <= 1))
            faults.Add($"Share is {share}; expected a number above 0 up to 1");
        if (components is not null && share is not null)
            faults.Add("Components and Share are both given; expected one of them");
        if (faults.Count > 0)
            throw new ArgumentException($"{learner} cannot be fitted: {string.Join("; ", faults)}.");
    }

    public static ComponentModel Of(DesignMatrix x, double[] shifts, double[] factors, int? components, double? share, bool isCentred, FitContext context)
    {
        var rows = new ClusterRows(x, new InputScale(shifts, factors));
        for (var i = 0; i < rows.Count; i++)
            if (rows.Weights[i] is not 1)
                Scale.By(Math.Sqrt(rows.Weights[i]), rows.Values.AsSpan(i * rows.Features, rows.Features));
        var (size, isOfRows) = (Math.Min(rows.Count, rows.Features), rows.Count < rows.Features);
        var matrix = isOfRows ? OfRows(rows) : OfFeatures(rows, context);
        var total = 0.0;
        for (var k = 0; k < size; k++)
            total += matrix[k * size + k];
        if (!(total > 0))
            throw new DataException(isCentred ? "No feature varies; expected at least one that does." : "Every feature is 0; expected at least one that is not.") { Code = "constant", Hint = "Look at the columns of the table." };
        context.Cancellation.ThrowIfCancellationRequested();
        var values = new double[size];
        if (!SymmetricEigen.TryDecompose(matrix, size, values))
            throw new NotConvergedException("The products of the features are not finite. Scale the columns.", 0, double.NaN);
        for (var k = 0; k < size; k++)
            values[k] = values[k] > RoundingShare * values[0] ? values[k] : 0;
        var most = Math.Min(isCentred ? Math.Min(size, Math.Max(1, rows.Count - 1)) : size, components ?? int.MaxValue);
        for (var (k, sum) = (0, 0.0); share is { } wanted && k < most; k++)
            if ((sum += values[k] / total) >= wanted - 1e-12)
                most = k + 1;
        var vectors = isOfRows ? Directions(rows, matrix, values, most) : matrix[..(most * rows.Features)];
        for (var k = 0; k < most; k++)
            TurnUp(vectors.AsSpan(k * rows.Features, rows.Features));
        // Of one row nothing is known of the variance; then the sum of squares stands for it.
        var divisor = isCentred ? rows.WeightSum > 1 ? rows.WeightSum - 1 : rows.WeightSum : rows.WeightSum;
        return new ComponentModel(x.Columns, shifts, factors, vectors, values[..most], divisor, total, isCentred);
    }

    private static double[] OfFeatures(ClusterRows rows, FitContext context)
    {
        var size = rows.Features;
        var parts = new double[(rows.Count + ChunkRows - 1) / ChunkRows][];
        Blocks.Run(rows.Count, ChunkRows, context.Threads, context.Cancellation, (chunk, first, end) =>
        {
            parts[chunk] = new double[checked(size * size)];
            for (var start = first; start < end; start += BlockRows)
            {
                var count = Math.Min(BlockRows, end - start);
                Syrk.AddGram(rows.Values.AsSpan(start * size, count * size), count, size, parts[chunk]);
            }
        });
        for (var chunk = 1; chunk < parts.Length; chunk++)
            Axpy.Add(1, parts[chunk], parts[0]);
        return parts[0];
    }

    private static double[] OfRows(ClusterRows rows)
    {
        var products = new double[checked(rows.Count * rows.Count)];
        Gemm.MultiplyTransposed(rows.Count, rows.Count, rows.Features, rows.Values, rows.Values, products);
        return products;
    }

    /// <summary>v = Xᵀu/σ of each vector u of the rows.</summary>
    private static double[] Directions(ClusterRows rows, double[] vectors, double[] values, int count)
    {
        var directions = new double[count * rows.Features];
        for (var k = 0; k < count && values[k] > 0; k++)
        {
            var own = directions.AsSpan(k * rows.Features, rows.Features);
            for (var i = 0; i < rows.Count; i++)
                Axpy.Add(vectors[k * rows.Count + i] / Math.Sqrt(values[k]), rows.Row(i), own);
        }

        return directions;
    }

    private static void TurnUp(Span<double> vector)
    {
        var greatest = 0.0;
        foreach (var value in vector)
            // Of equal ones the first decides, whatever rounding does to them.
            greatest = Math.Abs(value) > Math.Abs(greatest) * (1 + 1e-9) ? value : greatest;
        if (greatest < 0)
            Scale.By(-1, vector);
    }
}
