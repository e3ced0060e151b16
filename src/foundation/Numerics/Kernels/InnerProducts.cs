using System.Numerics;

namespace Kirana.Numerics.Kernels;

/// <summary>The inner products of all pairs of some vectors: the Gram matrix of columns that lie one after another.</summary>
/// <remarks>Each element is the inner product that <see cref="Dot"/> gives, so register width changes no bit. Unlike <see cref="Syrk"/>, which
/// takes rows, nothing is packed: the vectors are read where they lie, which is the quickest where a few hundred of them fit the second-level cache.</remarks>
public static partial class InnerProducts
{
    /// <summary>Elements that a vector's length must be a multiple of; fill it up with zeros.</summary>
    public const int LengthUnit = 16;

    /// <summary>Gᵢⱼ ← Gᵢⱼ + xᵢᵀxⱼ for i ≤ j, in double.</summary>
    /// <param name="vectors">The vectors, (count × length), row-major.</param>
    /// <param name="count">Their number.</param>
    /// <param name="length">Their length, a multiple of <see cref="LengthUnit"/>.</param>
    /// <param name="gram">G, (count × count): its upper triangle is read and written, the other is left as it is.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix, or the length is no multiple.</exception>
    public static void AddUpper(ReadOnlySpan<double> vectors, int count, int length, Span<double> gram)
    {
        Check(vectors.Length, count, length, gram.Length);
        AddUpper(Simd.Width, vectors, count, length, gram);
    }

    /// <inheritdoc cref="AddUpper(ReadOnlySpan{double}, int, int, Span{double})"/>
    /// <summary>Gᵢⱼ ← Gᵢⱼ + xᵢᵀxⱼ for i ≤ j: the products in float, each sum of a vector's length added in double.</summary>
    public static void AddUpper(ReadOnlySpan<float> vectors, int count, int length, Span<double> gram)
    {
        Check(vectors.Length, count, length, gram.Length);
        AddUpper(Simd.Width, vectors, count, length, gram);
    }

    /// <summary>The form for a register width; the shapes fit.</summary>
    internal static void AddUpper<T>(SimdWidth simd, ReadOnlySpan<T> vectors, int count, int length, Span<double> gram)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (simd)
        {
            case SimdWidth.Bits512:
                Vector<Register512<T>, T>(vectors, count, length, gram);
                break;
            case SimdWidth.Bits256:
                Vector<Register256<T>, T>(vectors, count, length, gram);
                break;
            case SimdWidth.Bits128:
                Vector<Register128<T>, T>(vectors, count, length, gram);
                break;
            default:
                Scalar(vectors, count, length, gram);
                break;
        }
    }

    private static void Check(int vectors, int count, int length, int gram)
    {
        Shapes.Matrix(vectors, count, length, nameof(vectors));
        Shapes.Matrix(gram, count, count, nameof(gram));
        if (length % LengthUnit != 0)
            throw new ArgumentException($"The vectors have {length} elements; expected a multiple of {LengthUnit}.", nameof(length));
    }
}
