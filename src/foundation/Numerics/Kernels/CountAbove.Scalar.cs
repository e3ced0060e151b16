namespace Kirana.Numerics.Kernels;

public static partial class CountAbove
{
    /// <summary>The plain form.</summary>
    internal static (int Above, int Equal) Scalar(ReadOnlySpan<float> values, float value)
    {
        var (above, equal) = (0, 0);
        foreach (var one in values)
        {
            above += one > value ? 1 : 0;
            equal += one == value ? 1 : 0;
        }

        return (above, equal);
    }
}
