namespace Kirana.Learn.Networks.Kernels;

internal static partial class Elements
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static void Scalar<TMap>(TMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
        where TMap : struct, IElementMap
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = map.Of(x[i], y[i]);
    }
}
