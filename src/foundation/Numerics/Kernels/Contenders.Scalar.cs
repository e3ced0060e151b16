namespace Kirana.Numerics.Kernels;

public static partial class Contenders
{
    /// <summary>The plain form, from a place on.</summary>
    internal static int Scalar(
        ReadOnlySpan<int> products, ReadOnlySpan<float> scales, ReadOnlySpan<float> lengths, ReadOnlySpan<float> errors,
        float perLength, float perError, float threshold, Span<int> places, Span<float> values, int start, int found)
    {
        for (var i = start; i < products.Length; i++)
        {
            var value = products[i] * scales[i];
            if (!(float.FusedMultiplyAdd(perError, errors[i], float.FusedMultiplyAdd(perLength, lengths[i], value)) >= threshold))
                continue;
            places[found] = i;
            values[found++] = value;
        }

        return found;
    }
}
