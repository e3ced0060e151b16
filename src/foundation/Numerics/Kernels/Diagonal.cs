using System.Numerics;

namespace Kirana.Numerics.Kernels;

/// <summary>Products and solutions with D + s·I, a diagonal matrix shifted by a number.</summary>
/// <remarks>Elements do not meet, so the bits are the same at every register width.</remarks>
public static partial class Diagonal
{
    /// <summary>y = (D + s·I)·x.</summary>
    /// <param name="diagonal">The elements of D.</param>
    /// <param name="shift">s.</param>
    /// <param name="x">x, beside the diagonal.</param>
    /// <param name="y">Takes y, beside the diagonal; may be x itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Multiply(ReadOnlySpan<float> diagonal, float shift, ReadOnlySpan<float> x, Span<float> y)
    {
        Check(diagonal, x, y);
        Run(Simd.Width, divides: false, diagonal, shift, x, y);
    }

    /// <summary>The solution y of (D + s·I)·y = x.</summary>
    /// <param name="diagonal">The elements of D.</param>
    /// <param name="shift">s.</param>
    /// <param name="x">x, beside the diagonal.</param>
    /// <param name="y">Takes y, beside the diagonal; may be x itself. Not finite where an element is −s.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Solve(ReadOnlySpan<float> diagonal, float shift, ReadOnlySpan<float> x, Span<float> y)
    {
        Check(diagonal, x, y);
        Run(Simd.Width, divides: true, diagonal, shift, x, y);
    }

    /// <summary>The form for a register width; what does not fill a register takes the plain form.</summary>
    internal static void Run<T>(SimdWidth width, bool divides, ReadOnlySpan<T> diagonal, T shift, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var done = width switch
        {
            SimdWidth.Bits512 => Vector<Register512<T>, T>(divides, diagonal, shift, x, y),
            SimdWidth.Bits256 => Vector<Register256<T>, T>(divides, diagonal, shift, x, y),
            SimdWidth.Bits128 => Vector<Register128<T>, T>(divides, diagonal, shift, x, y),
            _ => 0,
        };
        Scalar(divides, diagonal[done..], shift, x[done..], y[done..]);
    }

    private static void Check(ReadOnlySpan<float> diagonal, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Shapes.Equal(diagonal.Length, x.Length, nameof(x));
        Shapes.Equal(diagonal.Length, y.Length, nameof(y));
    }
}
