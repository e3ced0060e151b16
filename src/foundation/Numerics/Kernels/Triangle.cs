using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

/// <summary>Copies one triangle of a square matrix over the other.</summary>
internal static partial class Triangle
{
    /// <summary>Rows and columns of a block, so that the strided side stays in the first-level cache.</summary>
    private const int Block = 32;

    /// <summary>Rows and columns that are turned at once in registers.</summary>
    private const int Square = 4;

    /// <summary>Makes the matrix symmetric by its lower triangle.</summary>
    public static void CopyLowerToUpper<T>(Span<T> a, int n) where T : unmanaged => Copy(Simd.Width, a, n, fromLower: true);

    /// <summary>Makes the matrix symmetric by its upper triangle.</summary>
    public static void CopyUpperToLower<T>(Span<T> a, int n) where T : unmanaged => Copy(Simd.Width, a, n, fromLower: false);

    /// <summary>The form for a register width.</summary>
    internal static void Copy<T>(SimdWidth width, Span<T> a, int n, bool fromLower) where T : unmanaged
    {
        Shapes.Matrix(a.Length, n, n, nameof(a));
        ref var first = ref MemoryMarshal.GetReference(a);
        var inRegisters = width != SimdWidth.Scalar && Sse.IsSupported && Unsafe.SizeOf<T>() == sizeof(float);
        for (var iBlock = 0; iBlock < n; iBlock += Block)
            for (var jBlock = 0; jBlock <= iBlock; jBlock += Block)
                for (var i = iBlock; i < Math.Min(iBlock + Block, n); i += Square)
                    for (var j = jBlock; j < Math.Min(jBlock + Block, i + Square); j += Square)
                    {
                        ref var lower = ref Unsafe.Add(ref first, (nint)i * n + j);
                        ref var upper = ref Unsafe.Add(ref first, (nint)j * n + i);
                        if (inRegisters && i + Square <= n && j < i)
                            Transpose(ref fromLower ? ref lower : ref upper, ref fromLower ? ref upper : ref lower, n);
                        else
                            CopySingly(ref first, n, i, j, fromLower);
                    }
    }
}
