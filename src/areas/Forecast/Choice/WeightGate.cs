using Kirana.Forecast.Ensembles;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Choice;

/// <summary>Weights of ensemble members by a series' features: w = softmax(θ x), x standardised.</summary>
/// <remarks>
/// θ minimises the mean absolute (or squared) scaled error of the weighted forecasts from past origins, as Montero-Manso, Athanasopoulos, Hyndman and
/// Talagala, "FFORMA: Feature-based forecast model averaging", International Journal of Forecasting 36 (2020) do with boosted trees; here the
/// gate is linear, so that some hundred series suffice. A ridge draws the constant towards equal weights, less with more series, and
/// the features towards none. Adam (Kingma and Ba 2015) with a falling step; the errors are convex in the weights.
/// </remarks>
internal sealed class WeightGate
{
    private const int Rounds = 250;
    private const double Step = 0.1;
    private const double FeatureRidge = 0.01;

    // A series that stood still until the origin has errors of thousands of its unit; it shall not speak for all.
    private const double LargestError = 20;

    private readonly double[] _mean;
    private readonly double[] _inverse;
    private readonly double[] _theta;

    private WeightGate(double[] mean, double[] inverse, double[] theta)
    {
        _mean = mean;
        _inverse = inverse;
        _theta = theta;
        Members = theta.Length / SeriesFeatures.Count;
    }

    /// <summary>The number of members.</summary>
    public int Members { get; }

    /// <summary>A gate that gives all members the same weight.</summary>
    public static WeightGate Equal(int members) =>
        new(new double[SeriesFeatures.Count], new double[SeriesFeatures.Count], new double[members * SeriesFeatures.Count]);

    /// <summary>The weights of a series' members, above 0, with sum 1.</summary>
    public double[] Weights(ReadOnlySpan<double> features)
    {
        var weights = new double[Members];
        Span<double> x = stackalloc double[SeriesFeatures.Count];
        Standardise(features, x);
        Softmax(x, _theta, weights);
        return weights;
    }

    /// <summary>The gate to some of the members alone, their weights standing to one another as before.</summary>
    public WeightGate Only(IReadOnlyList<int> members) => new(
        _mean, _inverse, [.. members.SelectMany(member => _theta[(member * SeriesFeatures.Count)..((member + 1) * SeriesFeatures.Count)])]);

    /// <summary>Learns a gate.</summary>
    /// <param name="cases">Forecasts from past origins.</param>
    /// <param name="members">Forecasts in each case.</param>
    /// <param name="series">The number of series they come from.</param>
    /// <param name="loss">What is made least.</param>
    /// <param name="cancellation">Checked in every round.</param>
    public static WeightGate Learn(IReadOnlyList<ChoiceCase> cases, int members, int series, PointLoss loss, CancellationToken cancellation)
    {
        if (cases.Count == 0 || members == 1)
            return Equal(members);
        var (mean, inverse) = Moments(cases);
        var gate = new WeightGate(mean, inverse, new double[members * SeriesFeatures.Count]);
        var rows = cases.Select(one =>
        {
            var x = new double[SeriesFeatures.Count];
            gate.Standardise(one.Features, x);
            return x;
        }).ToArray();
        var importance = Importance(cases, members, loss);
        var (first, second) = (new double[gate._theta.Length], new double[gate._theta.Length]);
        var gradient = new double[gate._theta.Length];
        for (var round = 1; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            gate.Ridge(series, gradient);
            for (var i = 0; i < rows.Length; i++)
                gate.Add(cases[i], rows[i], importance[i], loss, gradient);
            gate.Move(round, gradient, first, second);
        }

        return gate;
    }

    private void Ridge(int series, double[] gradient)
    {
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = _theta[i] * (i % SeriesFeatures.Count == 0 ? 0.1 / series : FeatureRidge + 1.0 / series);
    }

    /// <summary>∂|f − y| / ∂θ = ± w (forecast − f) x; of ½ (f − y)² the error itself stands for the sign.</summary>
    private void Add(ChoiceCase one, double[] x, double importance, PointLoss loss, double[] gradient)
    {
        Span<double> weights = stackalloc double[Members];
        Span<double> slopes = stackalloc double[Members];
        Softmax(x, _theta, weights);
        slopes.Clear();
        for (var k = 0; k < one.Steps; k++)
        {
            var forecast = 0.0;
            for (var m = 0; m < weights.Length; m++)
                forecast = Math.FusedMultiplyAdd(weights[m], one.Forecasts[m * one.Steps + k], forecast);
            var error = forecast - one.Truth[k];
            var pull = loss == PointLoss.Squared ? error : Math.Sign(error);
            for (var m = 0; m < weights.Length; m++)
                slopes[m] = Math.FusedMultiplyAdd(pull, one.Forecasts[m * one.Steps + k] - forecast, slopes[m]);
        }

        for (var m = 0; m < weights.Length; m++)
            for (var j = 0; j < x.Length; j++)
                gradient[m * x.Length + j] = Math.FusedMultiplyAdd(importance * weights[m] * slopes[m], x[j], gradient[m * x.Length + j]);
    }

    private void Move(int round, double[] gradient, double[] first, double[] second)
    {
        var step = Step * (1 - 0.9 * round / Rounds);
        var (firstLeft, secondLeft) = (1 - Power(0.9, round), 1 - Power(0.99, round));
        for (var i = 0; i < gradient.Length; i++)
        {
            first[i] = 0.9 * first[i] + 0.1 * gradient[i];
            second[i] = 0.99 * second[i] + 0.01 * gradient[i] * gradient[i];
            _theta[i] -= step * (first[i] / firstLeft) / (Math.Sqrt(second[i] / secondLeft) + 1e-8);
        }
    }

    private void Standardise(ReadOnlySpan<double> features, Span<double> x)
    {
        x[0] = 1;
        for (var j = 1; j < x.Length; j++)
            x[j] = Math.Clamp((features[j] - _mean[j]) * _inverse[j], -3, 3);
    }

    private static void Softmax(ReadOnlySpan<double> x, double[] theta, Span<double> weights)
    {
        var largest = double.NegativeInfinity;
        for (var m = 0; m < weights.Length; m++)
        {
            var sum = 0.0;
            for (var j = 0; j < x.Length; j++)
                sum = Math.FusedMultiplyAdd(theta[m * x.Length + j], x[j], sum);
            weights[m] = sum;
            largest = Math.Max(largest, sum);
        }

        var total = 0.0;
        foreach (ref var weight in weights)
            total += weight = Elementary.Exp(weight - largest);
        foreach (ref var weight in weights)
            weight /= total;
    }

    /// <summary>What a case counts for each of its steps: as much as any other, in units of the mean error of equal weights.</summary>
    private static double[] Importance(IReadOnlyList<ChoiceCase> cases, int members, PointLoss loss)
    {
        var errors = cases.Select(one => EqualError(one, members, loss)).ToArray();
        var limit = LargestError * MedianModel.Median((double[])errors.Clone());
        var total = errors.Sum(error => Math.Min(error, limit));
        return [.. cases.Select((one, i) => total > 0 ? Math.Min(1, errors[i] > 0 ? limit / errors[i] : 1) / (total * one.Steps) : 0)];
    }

    private static double EqualError(ChoiceCase one, int members, PointLoss loss)
    {
        var sum = 0.0;
        for (var k = 0; k < one.Steps; k++)
        {
            var forecast = 0.0;
            for (var m = 0; m < members; m++)
                forecast += one.Forecasts[m * one.Steps + k] / members;
            var error = Math.Abs(forecast - one.Truth[k]);
            sum += loss == PointLoss.Squared ? error * error : error;
        }

        return Models.Magnitude.Finite(sum / one.Steps);
    }

    private static (double[] Mean, double[] Inverse) Moments(IReadOnlyList<ChoiceCase> cases)
    {
        var (mean, inverse) = (new double[SeriesFeatures.Count], new double[SeriesFeatures.Count]);
        for (var j = 1; j < mean.Length; j++)
        {
            mean[j] = cases.Sum(one => one.Features[j]) / cases.Count;
            var deviation = Math.Sqrt(cases.Sum(one => (one.Features[j] - mean[j]) * (one.Features[j] - mean[j])) / cases.Count);
            inverse[j] = deviation > 1e-6 ? 1 / deviation : 0;
        }

        return (mean, inverse);
    }

    private static double Power(double value, int exponent)
    {
        var power = 1.0;
        for (var i = 0; i < exponent; i++)
            power *= value;
        return power;
    }
}
