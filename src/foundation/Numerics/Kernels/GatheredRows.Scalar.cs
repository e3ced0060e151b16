namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarAddWeighted(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
    {
        for (var i = 0; i < indices.Length; i++)
            AddRow(weights[i], rows.Slice(indices[i] * width, width), result);
    }

    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarAddGramProduct(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> result)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            var row = rows.Slice(indices[i] * width, width);
            AddRow(float.FusedMultiplyAdd(weights[i], Dot.Scalar(row, vector), offsets.IsEmpty ? 0 : offsets[i]), row, result);
        }
    }

    private static void AddRow(float weight, ReadOnlySpan<float> row, Span<float> result)
    {
        for (var j = 0; j < row.Length; j++)
            result[j] = float.FusedMultiplyAdd(weight, row[j], result[j]);
    }
}
