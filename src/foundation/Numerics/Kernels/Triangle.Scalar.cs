using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

internal static partial class Triangle
{
    /// <summary>Copies the elements below the diagonal of one small square, one by one.</summary>
    private static void CopySingly<T>(ref T first, int n, nint iStart, nint jStart, bool fromLower)
    {
        for (var i = iStart; i < Math.Min(iStart + Square, n); i++)
            for (var j = jStart; j < Math.Min(jStart + Square, i); j++)
            {
                ref var lower = ref Unsafe.Add(ref first, i * n + j);
                ref var upper = ref Unsafe.Add(ref first, j * n + i);
                if (fromLower)
                    upper = lower;
                else
                    lower = upper;
            }
    }
}
