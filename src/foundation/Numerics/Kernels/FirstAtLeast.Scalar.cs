namespace Kirana.Numerics.Kernels;

public static partial class FirstAtLeast
{
    /// <summary>The plain form.</summary>
    internal static int Scalar(ReadOnlySpan<float> values, float threshold)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i] >= threshold)
                return i;
        return -1;
    }
}
