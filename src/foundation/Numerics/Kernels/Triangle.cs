using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

/// <summary>Copies one triangle of a square matrix over the other.</summary>
internal static class Triangle
{
    /// <summary>Rows and columns of a block, so that the strided side stays in the first-level cache.</summary>
    private const int Block = 32;

    /// <summary>Makes the matrix symmetric by its lower triangle.</summary>
    public static void CopyLowerToUpper<T>(Span<T> a, int n) => Copy(a, n, fromRow: n, fromColumn: 1, toRow: 1, toColumn: n);

    /// <summary>Makes the matrix symmetric by its upper triangle.</summary>
    public static void CopyUpperToLower<T>(Span<T> a, int n) => Copy(a, n, fromRow: 1, fromColumn: n, toRow: n, toColumn: 1);

    private static void Copy<T>(Span<T> a, int n, nint fromRow, nint fromColumn, nint toRow, nint toColumn)
    {
        Shapes.Matrix(a.Length, n, n, nameof(a));
        ref var first = ref MemoryMarshal.GetReference(a);
        for (var iBlock = 0; iBlock < n; iBlock += Block)
            for (var jBlock = 0; jBlock <= iBlock; jBlock += Block)
                for (nint i = iBlock; i < Math.Min(iBlock + Block, n); i++)
                {
                    var end = Math.Min(jBlock + Block, i);
                    ref var from = ref Unsafe.Add(ref first, i * fromRow);
                    ref var to = ref Unsafe.Add(ref first, i * toRow);
                    for (nint j = jBlock; j < end; j++)
                        Unsafe.Add(ref to, j * toColumn) = Unsafe.Add(ref from, j * fromColumn);
                }
    }
}
