using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>Applies a function to each pair of elements of two vectors.</summary>
internal static partial class Elements
{
    /// <summary>result ← f(x, y).</summary>
    /// <param name="map">f.</param>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments, as many.</param>
    /// <param name="result">Takes as many results; may be the memory of x or y, but not shifted against it.</param>
    public static void Map<TMap>(TMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
        where TMap : struct, IElementMap => Map(Simd.Width, map, x, y, result);

    internal static void Map<TMap>(SimdWidth width, TMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
        where TMap : struct, IElementMap
    {
        if (x.Length != result.Length || y.Length != result.Length)
            throw new ArgumentException($"There are {x.Length} and {y.Length} arguments for {result.Length} places.", nameof(result));
        switch (width)
        {
            case SimdWidth.Bits512:
                Vector<TMap, Register512<float>>(map, x, y, result);
                break;
            case SimdWidth.Bits256:
                Vector<TMap, Register256<float>>(map, x, y, result);
                break;
            case SimdWidth.Bits128:
                Vector<TMap, Register128<float>>(map, x, y, result);
                break;
            default:
                Scalar(map, x, y, result);
                break;
        }
    }
}
