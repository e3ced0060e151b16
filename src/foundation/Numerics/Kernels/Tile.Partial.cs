using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

internal static partial class Tile<TRegister, T>
{
    /// <summary>Elements of the room that <see cref="AddPartial"/> needs.</summary>
    public static int Room => Rows * Columns;

    /// <summary>C ← C + A·B for a block of which only some rows and columns lie in C; A and B are padded.</summary>
    public static void AddPartial(
        int depth, ref readonly T a, nint aStep, ref readonly T b, Span<T> c, int cStep, int rows, int columns, Span<T> room)
    {
        room.Clear();
        for (var row = 0; row < rows; row++)
            c.Slice(row * cStep, columns).CopyTo(room[(row * Columns)..]);
        Add(depth, in a, aStep, in b, ref MemoryMarshal.GetReference(room), Columns);
        for (var row = 0; row < rows; row++)
            room.Slice(row * Columns, columns).CopyTo(c[(row * cStep)..]);
    }
}
