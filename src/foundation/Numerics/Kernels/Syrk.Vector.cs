using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

public static partial class Syrk
{
    /// <summary>Elements of X packed at a time: a quarter of a second-level cache of 1 MB in float.</summary>
    private const int PackedElements = 65_536;

    /// <summary>The fast form: the bits of <see cref="Scalar{T}"/> at any register width.</summary>
    /// <remarks>One packing serves as both factors, since the rows of a block of the micro kernel lie inside its columns.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister, T>(ReadOnlySpan<T> rows, int count, int width, Span<T> gram)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (tileRows, columns) = (Tile<TRegister, T>.Rows, Tile<TRegister, T>.Columns);
        var padded = (width + columns - 1) / columns * columns;
        var most = Math.Clamp(PackedElements / Math.Max(padded, 1), 64, 256);
        var scratch = Scratch<T>.Take(padded * most + Tile<TRegister, T>.Room);
        var packed = scratch[..(padded * most)];
        var room = scratch[(padded * most)..];

        for (var first = 0; first < count; first += most)
        {
            var depth = Math.Min(most, count - first);
            Panels.Pack(packed, columns, width, depth, rows[(first * width)..], vectorStep: 1, depthStep: width);
            for (var j = 0; j < width; j += columns)
            {
                ref readonly var panelB = ref packed[j * depth];
                var jCount = Math.Min(columns, width - j);
                for (var i = 0; i < j + jCount; i += tileRows)
                {
                    ref readonly var panelA = ref packed[i / columns * columns * depth + i % columns];
                    var iCount = Math.Min(tileRows, width - i);
                    if (iCount == tileRows && jCount == columns)
                        Tile<TRegister, T>.Add(depth, in panelA, columns, in panelB, ref gram[i * width + j], width);
                    else
                        Tile<TRegister, T>.AddPartial(
                            depth, in panelA, columns, in panelB, gram[(i * width + j)..], width, iCount, jCount, room);
                }
            }
        }

        Triangle.CopyUpperToLower(gram, width);
    }
}
