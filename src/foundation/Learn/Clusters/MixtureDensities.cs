using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Clusters;

/// <summary>The densities of a mixture's components, with factors of their covariances.</summary>
internal sealed class MixtureDensities
{
    private const double LogOfTwoPi = 1.8378770664093453;

    private readonly int _features;
    private readonly double[] _means;
    private readonly double[] _constants;
    private readonly double[] _factors;
    private readonly bool _isFull;

    public MixtureDensities(MixtureCovariance covariance, double[] shares, double[] means, double[] covariances, int features)
    {
        (_features, _means, _isFull) = (features, means, covariance == MixtureCovariance.Full);
        (_constants, _factors) = (new double[shares.Length], covariances.AsSpan().ToArray());
        for (var k = 0; k < shares.Length; k++)
        {
            var determinant = _isFull ? Factor(k) : Invert(k);
            _constants[k] = Elementary.Log(shares[k]) - (features * LogOfTwoPi + determinant) / 2;
        }
    }

    /// <summary>The logarithm of the density at a row, and the share of each component in it.</summary>
    /// <param name="row">The features less what was taken off (p).</param>
    /// <param name="shares">Takes the shares (k).</param>
    /// <param name="scratch">Memory (p).</param>
    public double Of(ReadOnlySpan<double> row, Span<double> shares, Span<double> scratch)
    {
        var (greatest, sum) = (double.NegativeInfinity, 0.0);
        for (var k = 0; k < shares.Length; k++)
            greatest = Math.Max(greatest, shares[k] = _constants[k] - Distance(row, k, scratch) / 2);
        if (double.IsNegativeInfinity(greatest))
        {
            // So far away that no component has a density there: they share alike.
            shares.Fill(1.0 / shares.Length);
            return greatest;
        }

        foreach (ref var share in shares)
            sum += share = Elementary.Exp(share - greatest);
        foreach (ref var share in shares)
            share /= sum;
        return greatest + Elementary.Log(sum);
    }

    /// <summary>The squared distance of Mahalanobis: ‖L⁻¹(x − μ)‖².</summary>
    private double Distance(ReadOnlySpan<double> row, int k, Span<double> scratch)
    {
        var mean = _means.AsSpan(k * _features, _features);
        var sum = 0.0;
        if (!_isFull)
        {
            for (var f = 0; f < row.Length; f++)
                sum += (row[f] - mean[f]) * (row[f] - mean[f]) * _factors[k * _features + f];
            return sum;
        }

        var factor = _factors.AsSpan(k * _features * _features, _features * _features);
        for (var f = 0; f < row.Length; f++)
        {
            scratch[f] = (row[f] - mean[f] - Dot.Of(factor.Slice(f * _features, f), scratch[..f])) / factor[f * _features + f];
            sum += scratch[f] * scratch[f];
        }

        return sum;
    }

    private double Invert(int k)
    {
        var determinant = 0.0;
        foreach (ref var variance in _factors.AsSpan(k * _features, _features))
        {
            determinant += Elementary.Log(variance);
            variance = 1 / variance;
        }

        return determinant;
    }

    private double Factor(int k)
    {
        var own = _factors.AsSpan(k * _features * _features, _features * _features);
        var kept = own.ToArray();
        // A floor that rounding has eaten is given again, in the size of the variances.
        for (var ridge = 1e-12; !Cholesky.TryFactor(own, _features); ridge *= 100)
        {
            kept.CopyTo(own);
            for (var f = 0; f < _features; f++)
                own[f * _features + f] *= 1 + ridge;
        }

        var determinant = 0.0;
        for (var f = 0; f < _features; f++)
            determinant += 2 * Elementary.Log(own[f * _features + f]);
        return determinant;
    }
}
