using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>The micro kernel of the matrix products: a small block of C stays in registers while k runs.</summary>
/// <remarks>The block has <see cref="Rows"/> rows and two registers of columns: 8 × 2 accumulators where there are 32 registers, 4 × 2
/// where there are 16. That leaves room for two registers of B and one broadcast element of A, and enough independent chains to hide the
/// latency of multiply-add. One accumulator per element and k in order: the bits do not depend on the shape.</remarks>
internal static partial class Tile<TRegister, T>
    where TRegister : struct, IRegister<TRegister, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of the block.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TRegister.ManyRegisters ? 8 : 4;
    }

    /// <summary>Columns of the block.</summary>
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TRegister.Count;
    }

    /// <summary>C ← C + A·B for one block.</summary>
    /// <param name="depth">k.</param>
    /// <param name="a">Packed: the <see cref="Rows"/> elements of column k of A at k·<paramref name="aStep"/>.</param>
    /// <param name="aStep">Elements between two k in A.</param>
    /// <param name="b">Packed: the <see cref="Columns"/> elements of row k of B at k·<see cref="Columns"/>.</param>
    /// <param name="c">The first element of the block.</param>
    /// <param name="cStep">Elements between two rows of C.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(int depth, ref readonly T a, nint aStep, ref readonly T b, ref T c, nint cStep)
    {
        var half = TRegister.Count;
        TRegister c00 = TRegister.Load(in c, 0), c01 = TRegister.Load(in c, half);
        TRegister c10 = TRegister.Load(in c, cStep), c11 = TRegister.Load(in c, cStep + half);
        TRegister c20 = TRegister.Load(in c, 2 * cStep), c21 = TRegister.Load(in c, 2 * cStep + half);
        TRegister c30 = TRegister.Load(in c, 3 * cStep), c31 = TRegister.Load(in c, 3 * cStep + half);
        if (Rows == 4)
        {
            for (nint k = 0; k < depth; k++)
            {
                ref var ak = ref Unsafe.Add(ref Unsafe.AsRef(in a), k * aStep);
                var b0 = TRegister.Load(in b, k * Columns);
                var b1 = TRegister.Load(in b, k * Columns + half);
                AddRow(ref ak, 0, b0, b1, ref c00, ref c01);
                AddRow(ref ak, 1, b0, b1, ref c10, ref c11);
                AddRow(ref ak, 2, b0, b1, ref c20, ref c21);
                AddRow(ref ak, 3, b0, b1, ref c30, ref c31);
            }
        }
        else
        {
            TRegister c40 = TRegister.Load(in c, 4 * cStep), c41 = TRegister.Load(in c, 4 * cStep + half);
            TRegister c50 = TRegister.Load(in c, 5 * cStep), c51 = TRegister.Load(in c, 5 * cStep + half);
            TRegister c60 = TRegister.Load(in c, 6 * cStep), c61 = TRegister.Load(in c, 6 * cStep + half);
            TRegister c70 = TRegister.Load(in c, 7 * cStep), c71 = TRegister.Load(in c, 7 * cStep + half);
            for (nint k = 0; k < depth; k++)
            {
                ref var ak = ref Unsafe.Add(ref Unsafe.AsRef(in a), k * aStep);
                var b0 = TRegister.Load(in b, k * Columns);
                var b1 = TRegister.Load(in b, k * Columns + half);
                AddRow(ref ak, 0, b0, b1, ref c00, ref c01);
                AddRow(ref ak, 1, b0, b1, ref c10, ref c11);
                AddRow(ref ak, 2, b0, b1, ref c20, ref c21);
                AddRow(ref ak, 3, b0, b1, ref c30, ref c31);
                AddRow(ref ak, 4, b0, b1, ref c40, ref c41);
                AddRow(ref ak, 5, b0, b1, ref c50, ref c51);
                AddRow(ref ak, 6, b0, b1, ref c60, ref c61);
                AddRow(ref ak, 7, b0, b1, ref c70, ref c71);
            }

            Store(ref c, 4 * cStep, c40, c41);
            Store(ref c, 5 * cStep, c50, c51);
            Store(ref c, 6 * cStep, c60, c61);
            Store(ref c, 7 * cStep, c70, c71);
        }

        Store(ref c, 0, c00, c01);
        Store(ref c, cStep, c10, c11);
        Store(ref c, 2 * cStep, c20, c21);
        Store(ref c, 3 * cStep, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref T a, nint row, TRegister b0, TRegister b1, ref TRegister c0, ref TRegister c1)
    {
        var element = TRegister.Broadcast(Unsafe.Add(ref a, row));
        c0 = TRegister.MultiplyAdd(element, b0, c0);
        c1 = TRegister.MultiplyAdd(element, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref T c, nint offset, TRegister c0, TRegister c1)
    {
        TRegister.Store(c0, ref c, offset);
        TRegister.Store(c1, ref c, offset + TRegister.Count);
    }
}
