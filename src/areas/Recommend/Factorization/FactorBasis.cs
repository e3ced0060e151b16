using System.Buffers;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Factorization;

/// <summary>The basis in which a side's Gram matrix is diagonal: YᵀY = QΛQᵀ, so (YQ)ᵀ(YQ) = Λ.</summary>
/// <remarks>Scores do not change when both sides turn into it, and what rows have in common, YᵀY, then costs a row k operations instead of k².</remarks>
internal sealed class FactorBasis
{
    /// <summary>Rows turned at once: enough that packing Q costs little, few enough to stay in the second-level cache.</summary>
    private const int RowsAtOnce = 256;

    private readonly float[] _turn;

    /// <summary>Finds the basis.</summary>
    /// <param name="gram">YᵀY, (width × width).</param>
    /// <param name="width">k.</param>
    /// <exception cref="NotConvergedException">The matrix is not finite.</exception>
    public FactorBasis(float[] gram, int width)
    {
        Width = width;
        var vectors = Array.ConvertAll(gram, value => (double)value);
        var values = new double[width];
        if (!SymmetricEigen.TryDecompose(vectors, width, values))
            throw new NotConvergedException("The vectors of a factorisation grew beyond single precision. Raise Regularization or lower Alpha.", 0, double.NaN);
        // Rounding may leave a tiny eigenvalue below 0.
        Spectrum = Array.ConvertAll(values, value => (float)Math.Max(0, value));
        _turn = new float[width * width];
        for (var i = 0; i < width; i++)
            for (var j = 0; j < width; j++)
                _turn[i * width + j] = (float)vectors[j * width + i];
    }

    /// <summary>k, the length of a vector.</summary>
    public int Width { get; }

    /// <summary>Λ, the greatest first.</summary>
    public float[] Spectrum { get; }

    /// <summary>Turns all vectors of a side.</summary>
    public void Turn(Side side, FitContext context) => Turn(side.Factors, side.Brief, context);

    /// <summary>Turns many vectors.</summary>
    /// <param name="vectors">The vectors (rows × width).</param>
    /// <param name="brief">Takes them as brief floats, where it is there.</param>
    /// <param name="context">Threads and cancellation.</param>
    public void Turn(float[] vectors, ushort[]? brief, FitContext context) =>
        Blocks.Run(vectors.Length / Width, RowsAtOnce, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var part = vectors.AsSpan(start * Width, (end - start) * Width);
            var scratch = ArrayPool<float>.Shared.Rent(part.Length);
            Turn(part, scratch.AsSpan(0, part.Length));
            if (brief is not null)
                BriefFloats.Pack(part, brief.AsSpan(start * Width, part.Length));
            ArrayPool<float>.Shared.Return(scratch);
        });

    /// <summary>Turns a few vectors.</summary>
    /// <param name="vectors">The vectors (rows × width).</param>
    /// <param name="scratch">As long.</param>
    public void Turn(Span<float> vectors, Span<float> scratch)
    {
        Gemm.Multiply(vectors.Length / Width, Width, Width, vectors, _turn, scratch);
        scratch.CopyTo(vectors);
    }
}
