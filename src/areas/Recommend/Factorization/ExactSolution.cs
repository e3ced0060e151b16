using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Recommend.Factorization;

/// <summary>Solves a row's system exactly, by Cholesky's decomposition.</summary>
internal static class ExactSolution
{
    /// <summary>Rows gathered before one rank update: enough to keep the kernel busy, few enough to stay in the first-level cache.</summary>
    private const int GatheredRowsAtOnce = 32;

    /// <summary>Floats of scratch for vectors of a width.</summary>
    public static int ScratchFor(int width) => width * (width + GatheredRowsAtOnce);

    /// <summary>Solves the system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="x">Where the solution goes.</param>
    /// <param name="scratch">As long as <see cref="ScratchFor"/> says; its first width² places then hold the decomposition.</param>
    /// <exception cref="NotConvergedException">Weights are so far apart that float cannot decompose the matrix.</exception>
    public static void Solve(in RowSystem system, Span<float> x, Span<float> scratch)
    {
        var width = x.Length;
        Decompose(system, width, scratch);
        x.Clear();
        for (var i = 0; i < system.Columns.Length; i++)
            Axpy.Add(1 + system.Confidences[i], system.Factors.Slice(system.Columns[i] * width, width), x);
        Cholesky.Solve(scratch[..(width * width)], width, x);
    }

    /// <summary>Decomposes the system's matrix into the first width² places of the scratch.</summary>
    /// <exception cref="NotConvergedException">Weights are so far apart that float cannot decompose the matrix.</exception>
    public static void Decompose(in RowSystem system, int width, Span<float> scratch)
    {
        var matrix = scratch[..(width * width)];
        var gathered = scratch.Slice(width * width, width * GatheredRowsAtOnce);
        if (system.Gram.Length == matrix.Length)
            system.Gram.CopyTo(matrix);
        else
        {
            matrix.Clear();
            for (var j = 0; j < width; j++)
                matrix[j * width + j] = system.Gram[j];
        }

        for (var start = 0; start < system.Columns.Length; start += GatheredRowsAtOnce)
        {
            var count = Math.Min(GatheredRowsAtOnce, system.Columns.Length - start);
            for (var i = 0; i < count; i++)
            {
                var row = gathered.Slice(i * width, width);
                var root = MathF.Sqrt(system.Confidences[start + i]);
                system.Factors.Slice(system.Columns[start + i] * width, width).CopyTo(row);
                for (var j = 0; j < width; j++)
                    row[j] *= root;
            }

            Syrk.AddGram(gathered[..(count * width)], count, width, matrix);
        }

        for (var j = 0; j < width; j++)
            matrix[j * width + j] += system.Penalty;
        if (!Cholesky.TryFactor(matrix, width))
            throw new NotConvergedException("Cholesky's decomposition of a row's system failed: weights or the regularisation are too far apart for single precision. Raise Regularization or lower Alpha.", 0, double.NaN);
    }
}
