namespace Kirana.Forecast.Models;

/// <summary>The step that stays in a box: the minimum of ½ δᵀAδ − rᵀδ between bounds.</summary>
/// <remarks>The equations are solved; the coordinate that would leave the box farthest, in units of its side, is set on its bound, and the
/// others are solved again until all lie inside.</remarks>
internal static class BoundedStep
{
    /// <summary>Solves.</summary>
    /// <param name="matrix">A, (n × n), positive definite; its lower triangle is read.</param>
    /// <param name="right">r.</param>
    /// <param name="lower">The least step of each coordinate, at most 0.</param>
    /// <param name="upper">The greatest, at least 0.</param>
    /// <param name="step">The step.</param>
    public static void Solve(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> step)
    {
        var count = step.Length;
        Span<bool> bound = stackalloc bool[count];
        Span<double> work = stackalloc double[count * (count + 1)];
        for (var round = 0; round <= count; round++)
        {
            SolveFree(matrix, right, bound, step, work);
            var (farthest, excess) = (-1, 0.0);
            for (var i = 0; i < count; i++)
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

    /// <summary>Solves for the free coordinates, the bound ones being given, by Gaussian elimination.</summary>
    private static void SolveFree(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, ReadOnlySpan<bool> bound, Span<double> step, Span<double> work)
    {
        var count = step.Length;
        var a = work[..(count * count)];
        var b = work[(count * count)..];
        for (var i = 0; i < count; i++)
        {
            b[i] = bound[i] ? step[i] : right[i];
            for (var j = 0; j < count; j++)
            {
                var entry = matrix[Math.Max(i, j) * count + Math.Min(i, j)];
                a[i * count + j] = bound[i] ? (i == j ? 1 : 0) : bound[j] ? 0 : entry;
                if (!bound[i] && bound[j])
                    b[i] -= entry * step[j];
            }
        }

        for (var k = 0; k < count; k++)
        {
            for (var i = k + 1; i < count; i++)
            {
                var factor = a[i * count + k] / a[k * count + k];
                for (var j = k + 1; j < count; j++)
                    a[i * count + j] -= factor * a[k * count + j];
                b[i] -= factor * b[k];
            }
        }

        for (var k = count - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < count; j++)
                b[k] -= a[k * count + j] * step[j];
            step[k] = b[k] / a[k * count + k];
        }
    }
}
