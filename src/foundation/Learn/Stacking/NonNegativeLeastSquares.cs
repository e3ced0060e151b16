using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Stacking;

/// <summary>Least squares with coefficients from 0 up: min ‖Z·w − y‖² over w ≥ 0, by its normal equations.</summary>
/// <remarks>Lawson and Hanson, "Solving least squares problems", 1974, chapter 23, on ZᵀZ as in Bro and de Jong, Journal of Chemometrics 11 (1997).</remarks>
internal static class NonNegativeLeastSquares
{
    private const double Tolerance = 1e-10;

    /// <summary>Solves.</summary>
    /// <param name="gram">ZᵀZ (m × m), row-major.</param>
    /// <param name="moments">Zᵀy (m).</param>
    public static double[] Solve(double[] gram, double[] moments)
    {
        var m = moments.Length;
        var (weights, isFree) = (new double[m], new bool[m]);
        var scale = Enumerable.Range(0, m).Max(i => gram[i * m + i]);
        if (!(scale > 0) || double.IsInfinity(scale))
            return weights;
        // Each step frees one coefficient and the sum of squares falls, so that no set of free ones comes twice; the limit is for rounding.
        for (var step = 0; step < 30 * m; step++)
        {
            var enter = -1;
            var most = Tolerance * Math.Max(scale, double.Epsilon);
            for (var i = 0; i < m; i++)
            {
                var gradient = moments[i];
                for (var j = 0; j < m; j++)
                    gradient -= gram[i * m + j] * weights[j];
                if (!isFree[i] && gradient > most)
                    (enter, most) = (i, gradient);
            }

            if (enter < 0)
                break;
            isFree[enter] = true;
            Descend(gram, moments, weights, isFree, scale);
        }

        return weights;
    }

    private static void Descend(double[] gram, double[] moments, double[] weights, bool[] isFree, double scale)
    {
        // Every turn but the last binds a coefficient.
        while (isFree.Contains(true))
        {
            var wanted = Free(gram, moments, isFree, scale);
            var (step, bound) = (1.0, -1);
            for (var i = 0; i < weights.Length; i++)
                if (isFree[i] && !(wanted[i] > 0) && weights[i] / (weights[i] - wanted[i]) is var ratio && (bound < 0 || ratio < step))
                    (step, bound) = (double.IsFinite(ratio) ? ratio : 0, i);
            for (var i = 0; i < weights.Length; i++)
                if (isFree[i])
                    weights[i] = bound < 0 ? wanted[i] : Math.Max(0, weights[i] + step * (wanted[i] - weights[i]));
            if (bound < 0)
                return;
            (weights[bound], isFree[bound]) = (0, false);
        }
    }

    /// <summary>The least squares of the free coefficients alone. Members that say the same share a tiny ridge.</summary>
    private static double[] Free(double[] gram, double[] moments, bool[] isFree, double scale)
    {
        int[] free = [.. Enumerable.Range(0, isFree.Length).Where(i => isFree[i])];
        var n = free.Length;
        var (own, solution, found) = (new double[n * n], new double[n], new double[isFree.Length]);
        for (var ridge = 0.0; ridge <= scale; ridge = Math.Max(100 * ridge, 1e-14 * scale))
        {
            for (var i = 0; i < n; i++)
                for (var j = 0; j <= i; j++)
                    own[i * n + j] = gram[free[i] * isFree.Length + free[j]] + (i == j ? ridge : 0);
            if (!Cholesky.TryFactor(own, n))
                continue;
            for (var i = 0; i < n; i++)
                solution[i] = moments[free[i]];
            Cholesky.Solve(own, n, solution);
            break;
        }

        for (var i = 0; i < n; i++)
            found[free[i]] = solution[i];
        return found;
    }
}
