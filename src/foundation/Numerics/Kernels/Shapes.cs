using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>Checks of lengths and shapes shared by the kernels; a fault names both sides.</summary>
internal static class Shapes
{
    /// <summary>Demands that two spans have one length.</summary>
    public static void Equal(int x, int y, string name)
    {
        if (x != y)
            ThrowUnequal(x, y, name);
    }

    /// <summary>Demands that a span holds exactly a row-major matrix.</summary>
    public static void Matrix(int length, int rows, int columns, string name)
    {
        if (rows < 0 || columns < 0 || length != (long)rows * columns)
            ThrowMatrix(length, rows, columns, name);
    }

    /// <summary>Demands that some elements from a place on lie within a span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Within(int place, int count, int length)
    {
        if ((ulong)(uint)place + (uint)count > (uint)length)
            ThrowOutside(place, count, length);
    }

    [DoesNotReturn]
    private static void ThrowOutside(int place, int count, int length) =>
        throw new ArgumentOutOfRangeException(nameof(place), place, $"{count} elements from there on reach beyond the span, which has {length}.");

    [DoesNotReturn]
    private static void ThrowUnequal(int x, int y, string name) =>
        throw new ArgumentException($"The length is {y}, but the other vector has {x} elements.", name);

    [DoesNotReturn]
    private static void ThrowMatrix(int length, int rows, int columns, string name) =>
        throw new ArgumentException($"A {rows} × {columns} matrix has {(long)rows * columns} elements, but the span has {length}.", name);
}
