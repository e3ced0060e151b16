namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The step of four weights that stays in their box: the minimum of ½ δᵀAδ − rᵀδ between bounds.</summary>
/// <remarks>The equations are solved; a weight that would leave the box is set on its bound, the one that would leave it farthest first;
/// the others are solved again.</remarks>
internal static class BoxStep
{
    private const int Count = Coordinates.Weights;

    /// <summary>Solves.</summary>
    /// <param name="matrix">A, 4 × 4, positive definite; its lower triangle is read.</param>
    /// <param name="right">r.</param>
    /// <param name="lower">The least step of each weight, at most 0.</param>
    /// <param name="upper">The greatest, at least 0.</param>
    /// <param name="step">The step.</param>
    public static void Solve(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> step)
    {
        Span<bool> bound = stackalloc bool[Count];
        for (var round = 0; round <= Count; round++)
        {
            SolveFree(matrix, right, bound, step);
            var (farthest, excess) = (-1, 0.0);
            for (var i = 0; i < Count; i++)
            {
                if (bound[i])
                    continue;
                var outside = Math.Max(lower[i] - step[i], step[i] - upper[i]) / (upper[i] - lower[i]);
                if (!(outside <= excess))
                    (farthest, excess) = (i, outside);
            }

            if (farthest < 0)
                return;
            bound[farthest] = true;
            step[farthest] = Math.Clamp(double.IsNaN(step[farthest]) ? 0 : step[farthest], lower[farthest], upper[farthest]);
        }
    }

    /// <summary>Solves for the free weights, the bound ones being given, by Gaussian elimination.</summary>
    private static void SolveFree(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, ReadOnlySpan<bool> bound, Span<double> step)
    {
        Span<double> a = stackalloc double[Count * Count];
        Span<double> b = stackalloc double[Count];
        for (var i = 0; i < Count; i++)
        {
            b[i] = bound[i] ? step[i] : right[i];
            for (var j = 0; j < Count; j++)
            {
                var entry = matrix[Math.Max(i, j) * Count + Math.Min(i, j)];
                a[i * Count + j] = bound[i] ? (i == j ? 1 : 0) : bound[j] ? 0 : entry;
                if (!bound[i] && bound[j])
                    b[i] -= entry * step[j];
            }
        }

        for (var k = 0; k < Count; k++)
        {
            for (var i = k + 1; i < Count; i++)
            {
                var factor = a[i * Count + k] / a[k * Count + k];
                for (var j = k + 1; j < Count; j++)
                    a[i * Count + j] -= factor * a[k * Count + j];
                b[i] -= factor * b[k];
            }
        }

        for (var k = Count - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < Count; j++)
                b[k] -= a[k * Count + j] * step[j];
            step[k] = b[k] / a[k * Count + k];
        }
    }
}
