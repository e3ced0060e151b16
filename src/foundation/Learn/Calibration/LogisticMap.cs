using Kirana.Learn.Metrics;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Calibration;

/// <summary>Fits p = 1 / (1 + exp(−Σ aⱼ·xⱼ − b)) to few features by Newton's method, by which Platt's and beta calibration are found.</summary>
/// <remarks>Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector machines", Machine Learning 68 (2007): a small ridge
/// keeps the Hessian regular, the step is halved until the loss falls enough.</remarks>
internal static class LogisticMap
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-12;
    private const double Enough = 1e-10;
    private const double Armijo = 1e-4;

    /// <summary>The coefficients of the features, then the intercept.</summary>
    /// <param name="features">The features (n × m), row by row.</param>
    /// <param name="targets">What the probability of each row should be, in [0, 1] (n).</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <param name="count">m.</param>
    /// <param name="start">Where to begin (m + 1).</param>
    public static double[] Fit(ReadOnlySpan<double> features, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, int count, double[] start)
    {
        var size = count + 1;
        var point = start;
        var (gradient, hessian) = (new double[size], new double[size * size]);
        var loss = Derivatives(features, targets, weights, point, gradient, hessian);
        for (var round = 0; round < MostSteps && gradient.Max(Math.Abs) > Enough * targets.Length; round++)
        {
            var step = Solve(hessian, gradient, size);
            var promise = 0.0;
            for (var j = 0; j < size; j++)
                promise += gradient[j] * step[j];
            var (length, next, nextLoss) = (1.0, point, double.PositiveInfinity);
            for (; length > 1e-10; length /= 2)
            {
                next = [.. point.Select((value, j) => value - length * step[j])];
                nextLoss = Derivatives(features, targets, weights, next, gradient, hessian);
                if (nextLoss <= loss - Armijo * length * promise)
                    break;
            }

            if (!(nextLoss < loss))
                break;
            (point, loss) = (next, nextLoss);
        }

        return point;
    }

    /// <summary>The loss Σ w·(ln(1 + exp(s)) − t·s) with its first and second derivatives.</summary>
    private static double Derivatives(
        ReadOnlySpan<double> features, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, double[] point, double[] gradient, double[] hessian)
    {
        var count = point.Length - 1;
        Array.Clear(gradient);
        Array.Clear(hessian);
        Span<double> row = stackalloc double[point.Length];
        row[count] = 1;
        var loss = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            features.Slice(i * count, count).CopyTo(row);
            var score = 0.0;
            for (var j = 0; j < point.Length; j++)
                score += point[j] * row[j];
            var weight = BinaryRows.Weight(weights, i);
            // ln(1 + eˢ) without overflow on either side.
            var small = Elementary.Exp(-Math.Abs(score));
            var probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
            loss += weight * (Math.Max(score, 0) + Elementary.Log(1 + small) - targets[i] * score);
            for (var j = 0; j < point.Length; j++)
            {
                gradient[j] += weight * (probability - targets[i]) * row[j];
                for (var k = 0; k <= j; k++)
                    hessian[j * point.Length + k] += weight * probability * (1 - probability) * row[j] * row[k];
            }
        }

        return loss;
    }

    /// <summary>Solves (H + ridge)·x = g for a symmetric H of whose lower triangle is given, by Gaussian elimination: it has at most three rows.</summary>
    private static double[] Solve(double[] hessian, double[] gradient, int size)
    {
        var (a, x) = (new double[size, size], gradient.ToArray());
        for (var j = 0; j < size; j++)
            for (var k = 0; k < size; k++)
                a[j, k] = hessian[Math.Max(j, k) * size + Math.Min(j, k)] + (j == k ? Ridge : 0);
        for (var pivot = 0; pivot < size; pivot++)
            for (var below = pivot + 1; below < size; below++)
            {
                var factor = a[below, pivot] / a[pivot, pivot];
                for (var k = pivot; k < size; k++)
                    a[below, k] -= factor * a[pivot, k];
                x[below] -= factor * x[pivot];
            }

        for (var j = size - 1; j >= 0; j--)
        {
            for (var k = j + 1; k < size; k++)
                x[j] -= a[j, k] * x[k];
            x[j] /= a[j, j];
        }

        return x;
    }
}
