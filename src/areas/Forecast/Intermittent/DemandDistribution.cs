using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>What a step of intermittent demand may bring: nothing with probability 1 − p, else a size. Immutable.</summary>
/// <remarks>
/// p is the mean of two beta-binomial estimates, one that remembers every step alike and one that forgets a tenth with each, weighted by how
/// well either foretold the steps so far: a product whose demand fades is told from one that merely pauses (dynamic model averaging; Raftery,
/// Kárný and Ettler, "Online prediction under model uncertainty via dynamic model averaging", Technometrics 52, 2010). Sizes are those seen, newer ones
/// weighing more, mixed with a geometric distribution of the same mean (exponential where sizes are no whole numbers), which counts as
/// four demands: a few sizes seen are not all there are. So the next steps are alike, and independent.
/// </remarks>
internal sealed partial class DemandDistribution
{
    // Found on the parts of two spare-part data sets before their last year.
    private const double Forgetting = 0.1;
    private const double SizeForgetting = 0.02;
    private const double GeometricDemands = 4;
    private const double MostOdds = 1e12;

    private readonly double _prior;
    private readonly double _priorWeight;
    // Demands and steps as the remembering and the forgetting estimate count them.
    private readonly double _demands, _steps, _lateDemands, _lateSteps;
    private readonly double _lateOdds;
    private readonly bool _isWhole;
    private readonly double[] _sizes;
    private readonly double[] _weights;
    private readonly double _total, _mean, _geometricShare;

    private DemandDistribution(
        (double Mean, double Weight) prior, (double Demands, double Steps) all, (double Demands, double Steps) late, double lateOdds, bool isWhole,
        double[] sizes, double[] weights)
    {
        (_prior, _priorWeight) = prior;
        (_demands, _steps) = all;
        (_lateDemands, _lateSteps) = late;
        (_lateOdds, _isWhole, _sizes, _weights) = (lateOdds, isWhole, sizes, weights);
        var squares = 0.0;
        for (var i = 0; i < sizes.Length; i++)
        {
            _total += weights[i];
            squares += weights[i] * weights[i];
        }

        for (var i = 0; i < sizes.Length; i++)
            _mean += sizes[i] * (weights[i] / _total);
        _geometricShare = sizes.Length == 0 ? 0 : GeometricDemands / (GeometricDemands + _total * _total / squares);
    }

    /// <summary>The probability that a step has demand.</summary>
    public double Probability
    {
        get
        {
            var late = _lateOdds / (1 + _lateOdds);
            return late * Estimate(_lateDemands, _lateSteps) + (1 - late) * Estimate(_demands, _steps);
        }
    }

    /// <summary>See <see cref="Models.IModelKind.TryPredict"/>; true.</summary>
    public bool Quantiles(int horizon, ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        for (var i = 0; i < levels.Length; i++)
            quantiles.Slice(i * horizon, horizon).Fill(Quantile(levels[i]));
        return true;
    }

    /// <summary>The least demand that is not exceeded with a probability of at least <paramref name="level"/>.</summary>
    public double Quantile(double level)
    {
        var p = Probability;
        if (_sizes.Length == 0 || level <= 1 - p)
            return 0;
        // The size's own level; at 1 the geometric distribution has no end.
        var wanted = Math.Min((level - (1 - p)) / p, 1 - 1e-12);
        var (below, low) = (0.0, 0.0);
        for (var i = 0; i <= _sizes.Length; i++)
        {
            var smooth = Smooth((wanted - (1 - _geometricShare) * below) / _geometricShare);
            if (i == _sizes.Length || smooth < _sizes[i])
                return Models.Magnitude.Finite(Math.Max(low, smooth));
            below += _weights[i] / _total;
            // Sizes that were joined lie between whole numbers.
            low = _isWhole ? Math.Ceiling(_sizes[i]) : _sizes[i];
        }

        return low;
    }

    private double Estimate(double demands, double steps) => (demands + _priorWeight * _prior) / (steps + _priorWeight);

    /// <summary>The quantile of the smooth part; +∞ at and above level 1.</summary>
    private double Smooth(double level)
    {
        if (level <= 0)
            return 0;
        if (level >= 1)
            return double.PositiveInfinity;
        if (!_isWhole)
            return -_mean * Elementary.Log(1 - level);
        if (_mean <= 1)
            return 1;
        // P(size > x) = (1 − 1/mean)ˣ; a hair less, lest rounding turns a whole number into the next.
        return Math.Max(1, Math.Ceiling(Elementary.Log(1 - level) / Elementary.Log(1 - 1 / _mean) - 1e-9));
    }
}
