using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Theta;

/// <summary>Finds α, θ and the first level of a theta model with the least squared error.</summary>
/// <remarks>
/// With w = 1 − 1/θ the forecast is ℓ(t−1) + w g(t), g(t) = (1 − α)^(t−1) A + (1 − (1 − α)^t) / α · B, and ℓ(t−1) is linear in the first level. So
/// for a given α every error is e(t) − δ s(t) − w g(t), where e(t) are the errors of smoothing from the first observation, δ what the first
/// level lies above it and s(t) = (1 − α)^(t−1): δ and w have closed forms, w in [0, 1), and α alone is searched, on a grid of sixteen and then three
/// times among eight between the neighbours of the best; a parabola through the last three points ends it.
/// </remarks>
internal sealed class ThetaSearch(double[] values, double[] intercepts, double[] slopes) : IErrorCurve
{
    /// <summary>The smallest α looked at.</summary>
    public const double SmallestAlpha = 0.1;

    /// <summary>The largest α looked at.</summary>
    public const double LargestAlpha = 0.99;

    // θ of 1e10, as far as the reference implementation goes.
    private const double LargestWeight = 1 - 1e-10;
    private const int Lanes = LaneKernel.Lanes;
    private const int GridSize = 2 * Lanes;
    private const int Refinements = 3;

    // A line that smoothing cannot be told from by its last digits has no weight of its own.
    private const double Distinct = 1e-12;

    private readonly double[] _alphas = new double[Lanes];
    private readonly double[] _sums = new double[ThetaPass.Sums * Lanes];

    static int IErrorCurve.Lanes => Lanes;

    /// <summary>The best of all α.</summary>
    /// <returns>α, w and δ.</returns>
    public (double Alpha, double Weight, double Shift) Best()
    {
        Span<double> points = stackalloc double[GridSize];
        for (var i = 0; i < GridSize; i++)
            points[i] = SmallestAlpha + (LargestAlpha - SmallestAlpha) * i / (GridSize - 1);
        return At(ValleySearch.Lowest(this, points, Refinements));
    }

    /// <summary>The best w and δ for one α.</summary>
    public (double Alpha, double Weight, double Shift) At(double alpha)
    {
        _alphas.AsSpan().Fill(alpha);
        LaneKernel.Run(new ThetaPass(values, intercepts, slopes, _alphas, _sums));
        var (weight, shift, _) = Solve(0);
        return (alpha, weight, shift);
    }

    /// <inheritdoc/>
    public void Evaluate(scoped ReadOnlySpan<double> alphas, scoped Span<double> errors)
    {
        alphas.CopyTo(_alphas);
        LaneKernel.Run(new ThetaPass(values, intercepts, slopes, _alphas, _sums));
        for (var lane = 0; lane < Lanes; lane++)
            errors[lane] = Solve(lane).Error;
    }

    private (double Weight, double Shift, double Error) Solve(int lane)
    {
        var (ee, es, eg) = (_sums[lane], _sums[Lanes + lane], _sums[2 * Lanes + lane]);
        var (ss, sg, gg) = (_sums[3 * Lanes + lane], _sums[4 * Lanes + lane], _sums[5 * Lanes + lane]);
        var own = gg - sg / ss * sg;
        var weight = own > Distinct * gg ? Math.Clamp((eg - es / ss * sg) / own, 0, LargestWeight) : 0;
        var shift = (es - weight * sg) / ss;
        var error = ee - 2 * (shift * es + weight * eg) + shift * shift * ss + 2 * shift * weight * sg + weight * weight * gg;
        return (weight, shift, error);
    }
}
