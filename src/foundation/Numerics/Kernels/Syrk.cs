using System.Numerics;

namespace Kirana.Numerics.Kernels;

/// <summary>The Gram matrix XᵀX, the heart of least squares.</summary>
/// <remarks>Each element is one chain of fused multiply-adds in the order of the rows, starting from the value it had, so
/// neither blocking nor register width changes a bit, and adding rows in two calls equals adding them in one.</remarks>
public static partial class Syrk
{
    /// <summary>G ← G + XᵀX in float.</summary>
    /// <param name="rows">X, (count × width), row-major.</param>
    /// <param name="count">Rows of X; 0 only mirrors G.</param>
    /// <param name="width">Columns of X.</param>
    /// <param name="gram">G, (width × width): its upper triangle is read, both triangles are written.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix.</exception>
    public static void AddGram(ReadOnlySpan<float> rows, int count, int width, Span<float> gram)
    {
        Check(rows.Length, count, width, gram.Length);
        AddGram(Simd.Width, rows, count, width, gram);
    }

    /// <summary>G ← G + XᵀX in double.</summary>
    /// <param name="rows">X, (count × width), row-major.</param>
    /// <param name="count">Rows of X; 0 only mirrors G.</param>
    /// <param name="width">Columns of X.</param>
    /// <param name="gram">G, (width × width): its upper triangle is read, both triangles are written.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix.</exception>
    public static void AddGram(ReadOnlySpan<double> rows, int count, int width, Span<double> gram)
    {
        Check(rows.Length, count, width, gram.Length);
        AddGram(Simd.Width, rows, count, width, gram);
    }

    /// <summary>The form for a register width; the shapes fit.</summary>
    internal static void AddGram<T>(SimdWidth simd, ReadOnlySpan<T> rows, int count, int width, Span<T> gram)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (simd)
        {
            case SimdWidth.Bits512:
                Vector<Register512<T>, T>(rows, count, width, gram);
                break;
            case SimdWidth.Bits256:
                Vector<Register256<T>, T>(rows, count, width, gram);
                break;
            case SimdWidth.Bits128:
                Vector<Register128<T>, T>(rows, count, width, gram);
                break;
            default:
                Scalar(rows, count, width, gram);
                break;
        }
    }

    private static void Check(int rows, int count, int width, int gram)
    {
        Shapes.Matrix(rows, count, width, nameof(rows));
        Shapes.Matrix(gram, width, width, nameof(gram));
    }
}
