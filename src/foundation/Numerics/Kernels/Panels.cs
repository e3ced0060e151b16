using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

/// <summary>Copies a part of a matrix into panels that the micro kernel reads front to back: for each k the elements of one block side by side.</summary>
internal static class Panels
{
    /// <summary>Packs vectors of length depth into panels of <paramref name="width"/> of them; the last panel is padded with zeros.</summary>
    /// <param name="panels">⌈count / width⌉·width·depth elements.</param>
    /// <param name="width">Vectors in a panel.</param>
    /// <param name="count">The number of vectors.</param>
    /// <param name="depth">Their length, k.</param>
    /// <param name="source">Element k of vector v at v·<paramref name="vectorStep"/> + k·<paramref name="depthStep"/>.</param>
    /// <param name="vectorStep">Elements between two vectors.</param>
    /// <param name="depthStep">Elements between two k.</param>
    public static void Pack<T>(
        Span<T> panels, int width, int count, int depth, ReadOnlySpan<T> source, int vectorStep, int depthStep)
        where T : unmanaged
    {
        for (var first = 0; first < count; first += width)
        {
            var panel = panels.Slice(first * depth, width * depth);
            var vectors = Math.Min(width, count - first);
            if (vectors < width)
                panel.Clear();
            if (vectorStep == 1)
            {
                for (var k = 0; k < depth; k++)
                    source.Slice(first + k * depthStep, vectors).CopyTo(panel[(k * width)..]);
                continue;
            }

            ref var target = ref MemoryMarshal.GetReference(panel);
            for (var v = 0; v < vectors; v++)
            {
                // The slice checks the bounds of the whole vector once.
                var vector = source.Slice((first + v) * vectorStep, (depth - 1) * depthStep + 1);
                ref var element = ref MemoryMarshal.GetReference(vector);
                for (nint k = 0; k < depth; k++)
                    Unsafe.Add(ref target, k * width + v) = Unsafe.Add(ref element, k * depthStep);
            }
        }
    }

    /// <summary>Changes the sign of all elements.</summary>
    /// <param name="panels">A multiple of two registers long.</param>
    public static void Negate<TRegister, T>(Span<T> panels)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var first = ref MemoryMarshal.GetReference(panels);
        var sign = TRegister.Broadcast(T.NegativeZero);
        for (nint i = 0; i < panels.Length; i += TRegister.Count)
            TRegister.Store(TRegister.Load(in first, i) ^ sign, ref first, i);
    }
}
