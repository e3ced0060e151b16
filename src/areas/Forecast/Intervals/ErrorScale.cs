namespace Kirana.Forecast.Intervals;

/// <summary>The size of a series' errors, by which they are made comparable with other series' errors.</summary>
/// <remarks>The mean absolute past error, weighed against what the in-sample residuals promise. Windows that overlap repeat one another,
/// so past errors count as many as there are whole horizons in the time they span; the residuals count as four.</remarks>
internal readonly struct ErrorScale
{
    private const double ResidualWeight = 4;

    private readonly double _sum;
    private readonly int _count;
    private readonly double _windows;
    private readonly double _residual;

    /// <param name="past">The past errors.</param>
    /// <param name="residuals">The residuals of the model of the whole series.</param>
    public ErrorScale(PastErrors past, ReadOnlySpan<double> residuals)
    {
        _windows = past.DistinctWindows;
        for (var w = 0; w < past.Windows; w++)
        {
            var (sum, count) = Add(past.Of(w));
            _sum += sum;
            _count += count;
        }

        var (total, steps) = Add(residuals);
        _residual = steps == 0 ? 0 : total / steps;
    }

    /// <summary>How much larger past errors are than residuals; NaN where either is unknown or zero.</summary>
    public double Growth => _count > 0 && _residual > 0 && _sum > 0 ? _sum / _count / _residual : double.NaN;

    /// <summary>The scale of the errors to come.</summary>
    /// <param name="growth">How much larger past errors are than residuals in series alike.</param>
    public double Ahead(double growth) => Mean(_sum, _count, growth);

    /// <summary>The scale of one window's errors, as the other windows tell it.</summary>
    /// <param name="window">The window's errors.</param>
    /// <param name="growth">As in <see cref="Ahead"/>.</param>
    public double Without(ReadOnlySpan<double> window, double growth)
    {
        var (sum, count) = Add(window);
        // Where one window holds nearly all of the sum the difference may round below zero.
        return Mean(Math.Max(0, _sum - sum), _count - count, growth);
    }

    private double Mean(double sum, int count, double growth)
    {
        var promised = growth * _residual;
        return count == 0 ? promised : Models.Magnitude.Finite((_windows * (sum / count) + ResidualWeight * promised) / (_windows + ResidualWeight));
    }

    private static (double Sum, int Count) Add(ReadOnlySpan<double> errors)
    {
        var (sum, count) = (0.0, 0);
        foreach (var error in errors)
        {
            if (double.IsNaN(error))
                continue;
            sum += Math.Abs(error);
            count++;
        }

        return (Models.Magnitude.Finite(sum), count);
    }
}
