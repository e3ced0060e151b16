using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>What a step of intermittent demand may bring: nothing with probability 1 − p, else a size. Immutable.</summary>
/// <remarks>
/// p is a <see cref="DemandChance"/>. Sizes are those seen, newer ones weighing more, mixed with a geometric distribution of the same mean (exponential
/// where sizes are no whole numbers), which counts as four demands: a few sizes seen are not all there are. So the next steps are alike, and
/// independent.
/// </remarks>
internal sealed partial class DemandDistribution
{
    // Found on the parts of two spare-part data sets before their last year.
    private const double SizeForgetting = 0.02;
    private const double GeometricDemands = 4;
    private const double LargeCount = 1e8;

    private readonly DemandChance _chance;
    private readonly bool _isWhole;
    private readonly double[] _sizes;
    private readonly double[] _weights;
    private readonly double _total, _mean, _geometricShare;

    private DemandDistribution(DemandChance chance, bool isWhole, double[] sizes, double[] weights)
    {
        (_chance, _isWhole, _sizes, _weights) = (chance, isWhole, sizes, weights);
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

    /// <summary>See <see cref="Models.IModelKind.TryPredict"/>; true.</summary>
    public bool Quantiles(int horizon, ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        for (var i = 0; i < levels.Length; i++)
            quantiles.Slice(i * horizon, horizon).Fill(Quantile(levels[i]));
        return true;
    }

    /// <summary>The least demand that is not exceeded with a probability of at least <paramref name="level"/>.</summary>
    private double Quantile(double level)
    {
        var p = _chance.Probability;
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
            low = Rounded(_sizes[i]);
        }

        return low;
    }

    private double Rounded(double size) => _isWhole ? Math.Ceiling(size) : size;

    /// <summary>The quantile of the smooth part; +∞ at and above level 1.</summary>
    private double Smooth(double level)
    {
        if (level <= 0)
            return 0;
        if (level >= 1)
            return double.PositiveInfinity;
        // Of large counts the geometric distribution is the exponential one, and 1 − 1/mean would round to 1.
        if (!_isWhole || _mean > LargeCount)
            return Rounded(-_mean * Elementary.Log(1 - level));
        if (_mean <= 1)
            return 1;
        // P(size > x) = (1 − 1/mean)ˣ; a hair less, lest rounding turns a whole number into the next.
        return Math.Max(1, Math.Ceiling(Elementary.Log(1 - level) / Elementary.Log(1 - 1 / _mean) - 1e-9));
    }
}
