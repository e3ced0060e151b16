namespace Kirana.Forecast.Intervals;

/// <summary>Quantiles of scaled errors (horizon × levels), ascending in the level. Immutable and thread-safe.</summary>
internal sealed class ErrorProfile
{
    private readonly double[] _levels;
    private readonly double[] _quantiles;

    /// <param name="levels">The levels, ascending.</param>
    /// <param name="quantiles">The quantiles in row-major order, one row a step.</param>
    public ErrorProfile(double[] levels, double[] quantiles)
    {
        _levels = levels;
        _quantiles = quantiles;
    }

    /// <summary>The quantiles in row-major order.</summary>
    public ReadOnlySpan<double> Values => _quantiles;

    /// <summary>Steps that were calibrated.</summary>
    public int Horizon => _quantiles.Length / _levels.Length;

    /// <summary>The quantile of the scaled error at a step and a level between the outermost ones. Beyond the last calibrated step the
    /// spread grows with the square root of the step, as that of a random walk does.</summary>
    public double At(int step, double level)
    {
        var row = _quantiles.AsSpan(Math.Min(step, Horizon - 1) * _levels.Length, _levels.Length);
        var growth = step < Horizon ? 1 : Math.Sqrt((step + 1.0) / Horizon);
        var place = Array.BinarySearch(_levels, level);
        if (place >= 0)
            return row[place] * growth;
        var above = Math.Clamp(~place, 1, _levels.Length - 1);
        var share = Math.Clamp((level - _levels[above - 1]) / (_levels[above] - _levels[above - 1]), 0, 1);
        return (row[above - 1] + share * (row[above] - row[above - 1])) * growth;
    }

    /// <summary>Finds the quantiles of a pool.</summary>
    public static ErrorProfile Of(ErrorPool pool, int horizon, double[] levels, int fewest)
    {
        var quantiles = new double[horizon * levels.Length];
        for (var k = 0; k < horizon; k++)
            pool.Quantiles(k, levels, fewest, quantiles.AsSpan(k * levels.Length, levels.Length));
        return new ErrorProfile(levels, quantiles);
    }
}
