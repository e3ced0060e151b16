using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>One fit of <see cref="LogisticRegression"/>, in centred features: that makes the intercepts almost independent of the coefficients.</summary>
internal sealed class LogisticFit
{
    /// <summary>Rows for each feature that the first Hessian is made of.</summary>
    private const int RowsPerFeature = 100;

    private readonly DesignMatrix _x;
    private readonly Targets _targets;
    private readonly double[] _classes;
    private readonly LogisticRegression _options;
    private readonly FitContext _context;
    private readonly double[] _shifts;
    private readonly double[] _deviations;
    private readonly double[] _penalties;
    private readonly double[] _shares;
    private readonly NormalEquations[] _equations;
    private double _residual;

    public LogisticFit(DesignMatrix x, Targets targets, LogisticRegression options, FitContext context)
    {
        (_x, _targets, _options, _context) = (x, targets, options, context);
        _classes = Array.ConvertAll(targets.Values, value => (double)value);
        _shares = Shares(x, targets);
        _shifts = options.WithIntercept ? x.Means : new double[x.Features];
        if (x.Features > CentredProducts.FewFeatures)
        {
            _deviations = x.Deviations(_shifts);
            _penalties = Penalties(_deviations);
            _equations = [.. Enumerable.Range(0, Outputs).Select(k =>
                NormalEquations.OfDiagonal(Array.ConvertAll(_deviations, deviation => deviation * deviation * Curvature(k) * x.WeightSum), _penalties))];
            return;
        }

        var products = Products(Math.Max(1, x.Rows / (RowsPerFeature * x.Features)));
        _deviations = products.Deviations();
        // The price is of the deviations of all rows, also where the first Hessian is of some.
        _penalties = Penalties(options.Standardises ? x.Deviations(_shifts) : _deviations);
        _equations = Equations(products);
        if (products.WeightSum < x.WeightSum && _equations[0].Kept.Length < x.Features)
        {
            // A column that some rows do not tell from others may differ in the rest.
            products = Products(1);
            _deviations = products.Deviations();
            _equations = Equations(products);
        }
    }

    private int Size => _x.Features + 1;

    private int Outputs => _shares.Length == 2 ? 1 : _shares.Length;

    public LogisticModel Run()
    {
        var point = new double[Outputs * Size];
        for (var k = 0; k < Outputs && _options.WithIntercept; k++)
            point[k * Size + _x.Features] = Outputs == 1 ? Elementary.Log(_shares[1] / _shares[0]) : Elementary.Log(_shares[k]);
        var steps = QuasiNewton.Minimize(point, Value, Precondition, IsEnough, _options.MostSteps);
        if (_options.Penalty is 0 && Wrong(point) == 0)
            throw new DataException("A plane parts the classes without an error, so that the likelihood has no greatest value; expected rows that mix, or a price of coefficients.")
            {
                Code = "separable", Hint = $"Set {nameof(LogisticRegression.Penalty)} above 0, and look for a feature that knows the target.",
            };
        if (steps < 0)
            throw new NotConvergedException($"Logistic regression did not reach the tolerance {_options.Tolerance} in {_options.MostSteps} steps; give more, or a price of coefficients.", _options.MostSteps, Value(point, new double[point.Length]));
        return Model(point, steps);
    }

    private LogisticModel Model(double[] point, int steps)
    {
        var (features, coefficients, intercepts) = (_x.Features, new double[Outputs][], new double[Outputs]);
        for (var k = 0; k < Outputs; k++)
        {
            coefficients[k] = point.AsSpan(k * Size, features).ToArray();
            intercepts[k] = point[k * Size + features] - Dot.Of(_shifts, coefficients[k]);
        }

        // The same number added to the scores of all classes changes no probability: their mean is made 0 where no price has done so.
        if (Outputs > 1)
            Centre(coefficients, intercepts);
        var kept = _equations[0].Kept.ToArray();
        return new LogisticModel(_x.Columns, _targets.Labels, coefficients, intercepts, steps, Enumerable.Range(0, features).Where(f => Array.BinarySearch(kept, f) < 0)) { KktResidual = _residual };
    }

    private void Centre(double[][] coefficients, double[] intercepts)
    {
        var mean = intercepts.Average();
        for (var k = 0; k < intercepts.Length; k++)
            intercepts[k] -= mean;
        for (var f = 0; f < _x.Features && _options.Penalty is 0; f++)
        {
            var own = coefficients.Average(output => output[f]);
            foreach (var output in coefficients)
                output[f] -= own;
        }
    }

    private double Value(double[] point, double[] gradient)
    {
        var (threads, cancellation) = (_context.Threads, _context.Cancellation);
        cancellation.ThrowIfCancellationRequested();
        var value = Outputs == 1
            ? _x.Pass(_shifts, point, gradient, new LogisticRowLoss(_classes, _x.Weights), threads, cancellation)
            : _x.Pass(_shifts, point, gradient, new SoftmaxRowLoss(_classes, _x.Weights), threads, cancellation);
        for (var k = 0; k < Outputs; k++)
        {
            for (var f = 0; f < _x.Features; f++)
            {
                value += _penalties[f] * point[k * Size + f] * point[k * Size + f] / 2;
                gradient[k * Size + f] += _penalties[f] * point[k * Size + f];
            }

            if (!_options.WithIntercept)
                gradient[k * Size + _x.Features] = 0;
        }

        return value;
    }

    private double Wrong(double[] point) =>
        _x.Pass(_shifts, point, new double[point.Length], new WrongRowLoss(_classes, _x.Weights), _context.Threads, _context.Cancellation);

    private void Precondition(double[] direction)
    {
        for (var k = 0; k < Outputs; k++)
        {
            var own = direction.AsSpan(k * Size, Size);
            _equations[k].Solve(own[..^1]).CopyTo(own);
            own[^1] /= Curvature(k) * _x.WeightSum;
        }
    }

    private bool IsEnough(double[] gradient)
    {
        _residual = 0;
        for (var at = 0; at < gradient.Length; at++)
            if (at % Size is var f && (f == _x.Features || _equations[0].Kept.BinarySearch(f) >= 0))
                _residual = Math.Max(_residual, Math.Abs(gradient[at]) / _x.WeightSum / (f == _x.Features ? 1 : _deviations[f]));
        return _residual <= _options.Tolerance;
    }

    private double[] Penalties(double[] deviations) =>
        Array.ConvertAll(deviations, deviation => _options.Standardises ? _options.Penalty * deviation * deviation : _options.Penalty);

    private CentredProducts Products(int every) => CentredProducts.Of(_x, _classes, _options.WithIntercept, _context.Threads, _context.Cancellation, every);

    /// <summary>Each output's Hessian where the coefficients are 0: pₖ(1 − pₖ)·XᵀX + penalty.</summary>
    private NormalEquations[] Equations(CentredProducts products)
    {
        var equations = new NormalEquations[Outputs];
        for (var k = 0; k < Outputs; k++)
        {
            var scale = Curvature(k) * _x.WeightSum / products.WeightSum;
            var scaled = products with { Gram = Array.ConvertAll(products.Gram, value => value * scale), WeightSum = _x.WeightSum * Curvature(k) };
            equations[k] = NormalEquations.Of(scaled, _options.Penalty is 0 ? [] : _penalties);
        }

        return equations;
    }

    private double Curvature(int output) => _shares[output] * (1 - _shares[output]);

    /// <summary>The weighted share of each class.</summary>
    /// <exception cref="DataException"><c>one-class</c>: a class has no weight.</exception>
    public static double[] Shares(DesignMatrix x, Targets targets)
    {
        var shares = new double[targets.Labels.Length];
        for (var row = 0; row < x.Rows; row++)
            shares[(int)targets.Values[row]] += (x.Weights.Length == 0 ? 1 : x.Weights[row]) / x.WeightSum;
        var empty = Array.FindIndex(shares, share => share is 0);
        return empty < 0 ? shares : throw new DataException($"No row of the class '{targets.Labels[empty]}' has a weight above 0.") { Code = "one-class" };
    }
}
