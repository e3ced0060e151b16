using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Stacking;

/// <summary>Logistic regression of two classes on the log-odds of members, drawn towards their mean.</summary>
/// <remarks>Minimises Σ w·(log loss) + penalty/2·Σ(βₘ − 1/M)² over β and an intercept without a price, by Newton's method with halved steps: where members say the same, or
/// rows are few, it is their geometric mean.</remarks>
internal static class LogisticPool
{
    private const int MostSteps = 100;

    /// <summary>Fits the weights.</summary>
    /// <param name="odds">The log-odds of each member (n × M), row by row.</param>
    /// <param name="truths">1 for the second class, else 0 (n).</param>
    /// <param name="weights">The weight of each row (n), or none.</param>
    /// <param name="members">M.</param>
    /// <param name="penalty">The price, above 0.</param>
    public static (double[] Weights, double Intercept) Fit(double[] odds, ReadOnlySpan<double> truths, ReadOnlySpan<float> weights, int members, double penalty)
    {
        var size = members + 1;
        double[] point = [.. Enumerable.Repeat(1.0 / members, members), 0];
        var (gradient, hessian, next) = (new double[size], new double[size * size], new double[size]);
        var loss = Loss(odds, truths, weights, point, penalty, gradient, hessian);
        for (var step = 0; step < MostSteps; step++)
        {
            // The intercept has no price, and its curvature is nearly 0 where members are all sure.
            hessian[^1] += 1e-9;
            if (!Cholesky.TryFactor(hessian, size))
                break;
            Cholesky.Solve(hessian, size, gradient);
            double length = 1, better = double.PositiveInfinity;
            for (var halving = 0; halving < 30 && !(better < loss); halving++, length /= 2)
            {
                for (var i = 0; i < size; i++)
                    next[i] = point[i] - length * gradient[i];
                better = Loss(odds, truths, weights, next, penalty, null, null);
            }

            if (!(better < loss - 1e-12 * Math.Abs(loss)))
                break;
            next.CopyTo(point, 0);
            loss = Loss(odds, truths, weights, point, penalty, gradient, hessian);
        }

        return (point[..members], point[^1]);
    }

    private static double Loss(
        double[] odds, ReadOnlySpan<double> truths, ReadOnlySpan<float> weights, double[] point, double penalty, double[]? gradient, double[]? hessian)
    {
        var (members, loss) = (point.Length - 1, 0.0);
        gradient.AsSpan().Clear();
        hessian.AsSpan().Clear();
        for (var row = 0; row < truths.Length; row++)
        {
            var own = odds.AsSpan(row * members, members);
            var weight = weights.IsEmpty ? 1 : weights[row];
            var sum = point[^1] + Dot.Of(own, point.AsSpan(0, members));
            var small = Elementary.Exp(-Math.Abs(sum));
            loss += weight * (Elementary.Log(1 + small) + Math.Max(0, truths[row] > 0 ? -sum : sum));
            if (gradient is null || hessian is null)
                continue;
            var probability = sum >= 0 ? 1 / (1 + small) : small / (1 + small);
            var (slope, curvature) = (weight * (probability - truths[row]), weight * probability * (1 - probability));
            for (var i = 0; i <= members; i++)
            {
                var value = i < members ? own[i] : 1;
                gradient[i] += slope * value;
                for (var j = 0; j <= i; j++)
                    hessian[i * point.Length + j] += curvature * value * (j < members ? own[j] : 1);
            }
        }

        for (var m = 0; m < members; m++)
        {
            var away = point[m] - 1.0 / members;
            loss += penalty / 2 * away * away;
            if (gradient is not null && hessian is not null)
            {
                gradient[m] += penalty * away;
                hessian[m * point.Length + m] += penalty;
            }
        }

        return loss;
    }
}
