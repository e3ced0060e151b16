using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Forecast.Hierarchy;

/// <summary>The errors of all series on all paths, made when asked for: joint over series, independent over steps and paths.</summary>
internal sealed class PathDraws
{
    private readonly double[] _standard;
    private readonly int _residuals;
    private readonly ulong _seed;
    private readonly int _paths;
    private readonly int[] _times = [];
    private readonly double[] _factors = [];
    private readonly double _own;
    private readonly double _common;

    public PathDraws(CoherentPaths options, SeriesHierarchy hierarchy, SeriesMatrix residuals, int horizon, ulong seed)
    {
        (_residuals, _seed, _paths, Length) = (residuals.Steps, seed, options.Paths, options.Paths * horizon);
        if (_residuals < 2)
            throw new DataException($"There is {_residuals} residual for each series; paths need 2 at least.") { Code = "too-few-residuals" };
        _standard = ErrorCovariance.Filled(hierarchy, residuals);
        var variances = ErrorCovariance.Variances(_standard, _residuals);
        var lambda = options.Errors == PathErrorKind.Gaussian ? ShrinkageIntensity.Of(_standard, variances, _residuals) : 0;
        for (var i = 0; i < variances.Length; i++)
            Scale.By(1 / Math.Sqrt(variances[i]), _standard.AsSpan(i * _residuals, _residuals));
        if (options.Errors == PathErrorKind.Bootstrap)
        {
            _times = new int[Length];
            for (var path = 0; path < _paths; path++)
            {
                var random = new RandomStream(seed, (ulong)path);
                foreach (ref var time in _times.AsSpan(path * horizon, horizon))
                    time = random.Next(_residuals);
            }

            return;
        }

        (_own, _common) = (Math.Sqrt(lambda), Math.Sqrt((1 - lambda) / _residuals));
        _factors = new double[_residuals * Length];
        for (var t = 0; t < _residuals; t++)
        {
            var random = new RandomStream(seed, (ulong)t);
            foreach (ref var factor in _factors.AsSpan(t * Length, Length))
                factor = random.NextGaussian();
        }
    }

    /// <summary>Errors of a series: paths × steps, those of a path side by side.</summary>
    public int Length { get; }

    /// <summary>The errors of a series in units of its standard deviation.</summary>
    /// <param name="series">Its place.</param>
    /// <param name="innovations"><see cref="Length"/> places, all of which are written.</param>
    public void Fill(int series, Span<double> innovations)
    {
        var own = _standard.AsSpan(series * _residuals, _residuals);
        if (_times.Length > 0)
        {
            for (var k = 0; k < innovations.Length; k++)
                innovations[k] = own[_times[k]];
            return;
        }

        // The streams of the factors come first.
        var random = new RandomStream(_seed, (ulong)_residuals + (ulong)series);
        foreach (ref var innovation in innovations)
            innovation = _own * random.NextGaussian();
        for (var t = 0; t < _residuals; t++)
            Axpy.Add(_common * own[t], _factors.AsSpan(t * Length, Length), innovations);
    }
}
