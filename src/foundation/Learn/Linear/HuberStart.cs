using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>The neighbourhood of Huber's optimum by rounds of weighted least squares, each with the best scale for its errors.</summary>
/// <remarks>Holland and Welsch, "Robust regression using iteratively reweighted least-squares", Communications in Statistics 6 (1977). A round never makes the loss greater, whatever
/// the errors are; the last digits it would find slowly.</remarks>
internal sealed class HuberStart
{
    private const int MostRounds = 50;
    private const double Settled = 1e-3;

    /// <summary>The least scale, in deviations of the target: what rounding leaves of errors.</summary>
    private const double LeastScale = 1e-10;

    private readonly double[] _errors;
    private readonly double[] _given;
    private readonly double _epsilon;

    public HuberStart(DesignMatrix x, double[] target, bool withIntercept, double penalty, bool standardises, double epsilon, FitContext context)
    {
        (_errors, _given, _epsilon, Working, Coefficients) = (new double[x.Rows], x.Weights, epsilon, x, []);
        var deviations = standardises ? x.Deviations(withIntercept ? x.Means : new double[x.Features]) : [];
        for (var round = 0; round < MostRounds; round++)
        {
            var before = Scale;
            var products = CentredProducts.Of(Working, target, withIntercept, context.Threads, context.Cancellation);
            // At first the scale is not known, and a price would be a guess.
            var price = round == 0 ? 0 : penalty * Scale / 2;
            var equations = NormalEquations.Of(products, price is 0 ? [] : [.. Enumerable.Range(0, x.Features).Select(f => price * (standardises ? deviations[f] * deviations[f] : 1))]);
            Coefficients = equations.Solve(products.Cross);
            Intercept = products.TargetShift - Dot.Of(products.Shifts, Coefficients);
            Fill(x, target);
            Scale = BestScale();
            Working = x.WithWeights(Weights());
            if (Scale <= LeastScale || (round > 0 && Math.Abs(Scale - before) <= Settled * Scale))
                return;
        }
    }

    /// <summary>The features with the weights of the last round.</summary>
    public DesignMatrix Working { get; private set; }

    public double[] Coefficients { get; private set; }

    public double Intercept { get; private set; }

    /// <summary>σ.</summary>
    public double Scale { get; private set; }

    /// <summary>Whether so many rows lie on the plane that σ is 0 but for rounding.</summary>
    public bool IsExact => Scale <= LeastScale;

    private void Fill(DesignMatrix x, double[] target)
    {
        var column = new double[x.Rows];
        for (var i = 0; i < _errors.Length; i++)
            _errors[i] = target[i] - Intercept;
        for (var f = 0; f < x.Features; f++)
        {
            if (Coefficients[f] is 0)
                continue;
            x.Read(f, 0, 0, column);
            Axpy.Add(-Coefficients[f], column, _errors);
        }
    }

    /// <summary>Where the derivative of the loss by σ, which grows with σ, is 0.</summary>
    private double BestScale()
    {
        var (low, high) = (LeastScale, 1e6);
        for (var halving = 0; halving < 100 && high > low * (1 + 1e-12); halving++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = Slope(middle) < 0 ? (middle, high) : (low, middle);
        }

        return low;
    }

    private double Slope(double scale)
    {
        var sum = 0.0;
        for (var i = 0; i < _errors.Length; i++)
        {
            var ratio = Math.Min(Math.Abs(_errors[i]) / scale, _epsilon);
            sum += (_given.Length == 0 ? 1 : _given[i]) * (1 - ratio * ratio);
        }

        return sum;
    }

    private double[] Weights()
    {
        var weights = new double[_errors.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (_given.Length == 0 ? 1 : _given[i]) * Math.Min(1, _epsilon * Scale / Math.Max(Math.Abs(_errors[i]), double.Epsilon));
        return weights;
    }
}
