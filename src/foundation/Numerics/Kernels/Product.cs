using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>C ← C ± A·B by blocks that fit the caches, after Goto and van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34 (2008).</summary>
/// <remarks>A block of B of <see cref="Depth"/> × <see cref="BColumns"/> stays in the second-level cache and its current panel in the first,
/// while a block of A of <see cref="ARows"/> × <see cref="Depth"/> runs past it. Each element of C takes its products in the order of k.</remarks>
internal static class Product<TRegister, T>
    where TRegister : struct, IRegister<TRegister, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So far right that no row lies below the diagonal.</summary>
    public const int Whole = int.MaxValue / 2;

    private const int Depth = 256;
    private const int ARows = 128;
    private const int BColumns = 512;

    /// <summary>Up to this depth a matrix A whose rows lie side by side is read where it stands: packing would cost more than it saves.</summary>
    private const int Shallow = 16;

    /// <summary>Adds or subtracts a product.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, whose rows begin <paramref name="cStep"/> elements apart.</param>
    /// <param name="cStep">Elements between two rows of C.</param>
    /// <param name="subtract">C ← C − A·B instead.</param>
    /// <param name="right">How many columns C begins right of a diagonal below which its contents may become undefined; <see cref="Whole"/>
    /// if all of it is wanted.</param>
    public static void Add(int m, int n, int depth, Strided<T> a, Strided<T> b, Span<T> c, int cStep, bool subtract, int right)
    {
        var (rows, columns) = (Tile<TRegister, T>.Rows, Tile<TRegister, T>.Columns);
        var most = Math.Min(Depth, depth);
        var sizeOfA = RoundUp(Math.Min(ARows, m), rows) * most;
        var sizeOfB = RoundUp(Math.Min(BColumns, n), columns) * most;
        var scratch = Scratch<T>.Take(sizeOfB + sizeOfA + Tile<TRegister, T>.Room);
        var packedB = scratch[..sizeOfB];
        var packedA = scratch.Slice(sizeOfB, sizeOfA);
        var room = scratch[(sizeOfB + sizeOfA)..];

        for (var k0 = 0; k0 < depth; k0 += Depth)
        {
            var kCount = Math.Min(Depth, depth - k0);
            for (var j0 = 0; j0 < n; j0 += BColumns)
            {
                var jCount = Math.Min(BColumns, n - j0);
                Panels.Pack(packedB, columns, jCount, kCount, b.From(k0, j0), b.ColumnStep, b.RowStep);
                if (subtract)
                    Panels.Negate<TRegister, T>(packedB[..(RoundUp(jCount, columns) * kCount)]);
                for (var i0 = 0; i0 < m && i0 < right + j0 + jCount; i0 += ARows)
                {
                    var iCount = Math.Min(ARows, m - i0);
                    var inPlace = kCount <= Shallow && a.RowStep == 1 && iCount % rows == 0;
                    if (!inPlace)
                        Panels.Pack(packedA, rows, iCount, kCount, a.From(i0, k0), a.RowStep, a.ColumnStep);
                    var panels = inPlace ? new Strided<T>(a.From(i0, k0), 1, a.ColumnStep) : new Strided<T>(packedA, kCount, rows);
                    AddBlock(iCount, jCount, kCount, panels, packedB, c[(i0 * cStep + j0)..], cStep, right + j0 - i0, room);
                }
            }
        }
    }

    private static void AddBlock(
        int m, int n, int depth, Strided<T> a, ReadOnlySpan<T> packedB, Span<T> c, int cStep, int right, Span<T> room)
    {
        var (rows, columns) = (Tile<TRegister, T>.Rows, Tile<TRegister, T>.Columns);
        for (var j = 0; j < n; j += columns)
        {
            ref readonly var panelB = ref packedB[j * depth];
            var jCount = Math.Min(columns, n - j);
            for (var i = 0; i < m && i < right + j + columns; i += rows)
            {
                ref readonly var panelA = ref a.From(i, 0)[0];
                var iCount = Math.Min(rows, m - i);
                if (iCount == rows && jCount == columns)
                    Tile<TRegister, T>.Add(depth, in panelA, a.ColumnStep, in panelB, ref c[i * cStep + j], cStep);
                else
                    Tile<TRegister, T>.AddPartial(depth, in panelA, a.ColumnStep, in panelB, c[(i * cStep + j)..], cStep, iCount, jCount, room);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
