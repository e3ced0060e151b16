using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>A fit of <see cref="LogisticRegression"/> with a price of absolute coefficients: one output after another is replaced by its Newton step, an
/// elastic net of working responses with working weights.</summary>
/// <remarks>Friedman, Hastie and Tibshirani, Journal of Statistical Software 33 (2010), §3 and §4; a step is halved until the objective does not rise.</remarks>
internal sealed class SparseLogisticFit(DesignMatrix x, double[] classes, int outputs, LogisticRegression options, FitContext context)
{
    /// <summary>Working weights from which on a row's response is not blown up by its sureness.</summary>
    private const double LeastCurvature = 1e-6;

    /// <summary>What the duality gap of one step may be, as a share of the working variance.</summary>
    private const double InnerTolerance = 1e-13;

    private readonly int _size = x.Features + 1;
    private readonly double[] _deviations = x.Deviations(options.WithIntercept ? x.Means : new double[x.Features]);

    /// <summary>Features that are constant.</summary>
    public IEnumerable<int> Dropped => Enumerable.Range(0, x.Features).Where(f => _deviations[f] is 0);

    /// <summary>Moves coefficients and intercepts (K × (p + 1)) to the optimum.</summary>
    /// <returns>The rounds that were done.</returns>
    /// <exception cref="NotConvergedException">The rounds are used up.</exception>
    public int Run(double[] point)
    {
        var slopes = new double[point.Length];
        var objective = Objective(point, slopes);
        for (var round = 1; round <= options.MostSteps; round++)
        {
            var change = 0.0;
            for (var k = 0; k < outputs; k++)
            {
                var own = point.AsSpan(k * _size, _size).ToArray();
                var step = Step(k, point);
                Axpy.Add(-1, own, step);
                for (var length = 1.0; length > 1e-10; length /= 2)
                {
                    own.CopyTo(point, k * _size);
                    Axpy.Add(length, step, point.AsSpan(k * _size, _size));
                    if (Objective(point, slopes) is var next && next <= objective + 1e-13 * Math.Abs(objective))
                    {
                        objective = next;
                        break;
                    }
                }

                for (var f = 0; f < _size; f++)
                    change = Math.Max(change, Math.Abs(point[k * _size + f] - own[f]) * (f == x.Features ? 0 : _deviations[f]));
            }

            if (change <= Math.Max(options.Tolerance, 1e-10))
                return round;
        }

        throw new NotConvergedException($"Logistic regression did not settle within {options.Tolerance} in {options.MostSteps} rounds; give more, or a larger price.", options.MostSteps, objective);
    }

    /// <summary>The greatest failure of a condition of optimality of the mean loss, by coefficients of features of deviation 1 and intercepts.</summary>
    public double KktResidual(double[] point)
    {
        var (slopes, greatest) = (new double[point.Length], 0.0);
        Objective(point, slopes);
        for (var at = 0; at < point.Length; at++)
        {
            if (at % _size is var f && f == x.Features)
            {
                greatest = Math.Max(greatest, options.WithIntercept ? Math.Abs(slopes[at]) : 0);
                continue;
            }

            if (_deviations[f] is 0)
                continue;
            var scale = options.Standardises ? _deviations[f] : 1;
            var (l1, slope) = (options.Penalty * options.L1Share * scale, slopes[at] + options.Penalty * (1 - options.L1Share) * scale * scale * point[at]);
            greatest = Math.Max(greatest, (point[at] is 0 ? Math.Max(0, Math.Abs(slope) - l1) : Math.Abs(slope + Math.Sign(point[at]) * l1)) / _deviations[f]);
        }

        return greatest / x.WeightSum;
    }

    private double Objective(double[] point, double[] slopes)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var shifts = new double[x.Features];
        var value = outputs == 1
            ? x.Pass(shifts, point, slopes, new LogisticRowLoss(classes, x.Weights), context.Threads, context.Cancellation)
            : x.Pass(shifts, point, slopes, new SoftmaxRowLoss(classes, x.Weights), context.Threads, context.Cancellation);
        for (var at = 0; at < point.Length; at++)
            if (at % _size is var f && f < x.Features)
            {
                var own = Math.Abs(point[at]) * (options.Standardises ? _deviations[f] : 1);
                value += options.Penalty * (options.L1Share * own + (1 - options.L1Share) * own * own / 2);
            }

        return value;
    }

    /// <summary>The coefficients and the intercept at which the quadratic model of one output is least.</summary>
    private double[] Step(int output, double[] point)
    {
        var (weights, responses) = (new double[x.Rows], new double[x.Rows]);
        x.Pass(new double[x.Features], point, new double[point.Length], new WorkingRows(classes, x.Weights, output, LeastCurvature, weights, responses), context.Threads, context.Cancellation);
        var working = x.WithWeights(weights);
        var (shifts, targetShift) = options.WithIntercept ? (working.Means, working.Mean(responses)) : (new double[x.Features], 0);
        double[] scales = [.. _deviations.Select(deviation => deviation is 0 ? 0 : options.Standardises ? deviation : 1)];
        var descent = Problem(working, responses, shifts, targetShift, scales);
        for (var f = 0; f < x.Features; f++)
            if (point[output * _size + f] is not 0 and var own && scales[f] > 0)
                descent.Move(f, own * scales[f]);
        var lambda = options.Penalty / working.WeightSum;
        new DescentPath(descent, options.L1Share, InnerTolerance, 100_000).Solve(lambda, lambda, context.Cancellation);
        var step = new double[_size];
        for (var f = 0; f < x.Features; f++)
            step[f] = scales[f] > 0 ? descent.Coefficients[f] / scales[f] : 0;
        step[^1] = options.WithIntercept ? targetShift - Dot.Of(shifts, step.AsSpan(0, x.Features)) : 0;
        return step;
    }

    private Descent Problem(DesignMatrix working, double[] responses, double[] shifts, double targetShift, double[] scales)
    {
        if (x.Features > CentredProducts.FewFeatures)
            return ResidualDescent.Of(working, responses, shifts, targetShift, scales);
        var products = CentredProducts.Of(working, responses, options.WithIntercept, context.Threads, context.Cancellation);
        return GramDescent.Of(products, scales, products.TargetSquares / products.WeightSum);
    }
}
