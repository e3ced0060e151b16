using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>A fit of a smooth convex loss of the scores b + xᵀβ with a ridge, in centred features, by L-BFGS that begins with about the true Hessian.</summary>
/// <remarks>The point is β, b, and what else the loss depends on. Columns that are constant or depend on those before them do not move.</remarks>
internal sealed class SmoothFit
{
    private readonly bool _withIntercept;
    private readonly FitContext _context;
    private readonly double[] _penalties;
    private readonly double[] _deviations;
    private readonly double _curvature;
    private readonly NormalEquations _equations;

    /// <summary>A problem.</summary>
    /// <param name="x">The features.</param>
    /// <param name="target">The target, for its products.</param>
    /// <param name="withIntercept">Whether b is free; else it stays.</param>
    /// <param name="penalty">λ of Σ w·loss + ½λ‖β‖².</param>
    /// <param name="standardises">Whether λ is of coefficients of features of deviation 1.</param>
    /// <param name="curvature">About the second derivative of the loss by the score.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <param name="working">The features with weights by which the Hessian is made; those of <paramref name="x"/> by default.</param>
    public SmoothFit(DesignMatrix x, double[] target, bool withIntercept, double penalty, bool standardises, double curvature, FitContext context, DesignMatrix? working = null)
    {
        (X, _withIntercept, _context, _curvature) = (x, withIntercept, context, curvature);
        Products = CentredProducts.Of(working ?? x, target, withIntercept, context.Threads, context.Cancellation);
        Shifts = Products.Shifts;
        _deviations = x.Deviations(withIntercept ? x.Means : Shifts);
        _penalties = standardises ? Array.ConvertAll(_deviations, deviation => penalty * deviation * deviation) : [.. Enumerable.Repeat(penalty, x.Features)];
        var scaled = Products with { Gram = Array.ConvertAll(Products.Gram, value => value * _curvature), WeightSum = Products.WeightSum * _curvature };
        _equations = NormalEquations.Of(scaled, penalty is 0 ? [] : _penalties);
    }

    public DesignMatrix X { get; }

    /// <summary>The means of the features, or 0 without an intercept (p).</summary>
    public double[] Shifts { get; }

    public CentredProducts Products { get; }

    /// <summary>The features left out.</summary>
    public IEnumerable<int> Dropped => Enumerable.Range(0, X.Features).Where(f => _equations.Kept.BinarySearch(f) < 0);

    /// <summary>Finds the optimum.</summary>
    /// <param name="point">Where to begin; takes the optimum.</param>
    /// <param name="loss">Σ w·loss at a point, whose gradient it fills.</param>
    /// <param name="extraCurvature">About the second derivative by what else the loss depends on.</param>
    /// <param name="tolerance">The greatest derivative of the mean by a coefficient of a feature of deviation 1 that is allowed.</param>
    /// <param name="mostSteps">The most steps.</param>
    /// <param name="name">The learner, for messages.</param>
    /// <returns>The greatest derivative left.</returns>
    /// <exception cref="NotConvergedException">The steps are used up.</exception>
    public double Run(double[] point, Func<double[], double[], double> loss, double extraCurvature, double tolerance, int mostSteps, string name)
    {
        var residual = double.NaN;
        var steps = QuasiNewton.Minimize(point, Value, Precondition, IsEnough, mostSteps);
        return steps >= 0 ? residual : throw new NotConvergedException(
            $"{name} did not reach the tolerance {tolerance} in {mostSteps} steps: the greatest derivative is {residual:G3}. Give more steps, a greater penalty, or a greater tolerance.", mostSteps, Value(point, new double[point.Length]));

        double Value(double[] at, double[] gradient)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var value = loss(at, gradient);
            for (var f = 0; f < X.Features; f++)
            {
                value += _penalties[f] * at[f] * at[f] / 2;
                gradient[f] += _penalties[f] * at[f];
            }

            if (!_withIntercept)
                gradient[X.Features] = 0;
            return value;
        }

        void Precondition(double[] direction)
        {
            _equations.Solve(direction.AsSpan(0, X.Features)).CopyTo(direction, 0);
            direction[X.Features] /= _curvature * Products.WeightSum;
            for (var i = X.Features + 1; i < direction.Length; i++)
                direction[i] /= extraCurvature;
        }

        bool IsEnough(double[] gradient)
        {
            residual = 0;
            for (var i = 0; i < gradient.Length; i++)
                if (i >= X.Features || _equations.Kept.BinarySearch(i) >= 0)
                    residual = Math.Max(residual, Math.Abs(gradient[i]) / X.WeightSum / (i < X.Features ? _deviations[i] : 1));
            return residual <= tolerance;
        }
    }

    /// <summary>Scores of centred features and their losses, as one pass over the rows.</summary>
    /// <param name="point">β, b, and more.</param>
    /// <param name="gradient">Takes the derivatives by β and b.</param>
    /// <param name="loss">The loss.</param>
    public double Pass<TLoss>(double[] point, double[] gradient, TLoss loss) where TLoss : IRowLoss
    {
        var size = X.Features + 1;
        return X.Pass(Shifts, point.Length == size ? point : point.AsSpan(0, size).ToArray(), gradient.AsSpan(0, size), loss, _context.Threads, _context.Cancellation);
    }

    /// <summary>The coefficients (p) and the intercept of features as they are.</summary>
    public (double[] Coefficients, double Intercept) Plane(double[] point)
    {
        var coefficients = point.AsSpan(0, X.Features).ToArray();
        return (coefficients, point[X.Features] - Dot.Of(Shifts, coefficients));
    }
}
