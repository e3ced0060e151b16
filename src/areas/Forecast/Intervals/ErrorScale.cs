namespace Kirana.Forecast.Intervals;

/// <summary>How much larger a series' past errors are than those of series alike, each in its own unit.</summary>
/// <remarks>The weighted mean of |error| ÷ what is typical of its step, drawn towards the typical series as if one horizon of that had been
/// seen as well. Windows that overlap repeat one another, so they count as many as there are whole horizons in them.</remarks>
internal readonly struct ErrorScale
{
    private readonly PastErrors _past;
    private readonly StepSizes _sizes;
    private readonly bool _even;
    private readonly double _sum;
    private readonly double _count;

    /// <param name="past">The past errors.</param>
    /// <param name="sizes">What is typical of each step.</param>
    /// <param name="even">Whether an old window counts as much as a new one.</param>
    public ErrorScale(PastErrors past, StepSizes sizes, bool even = false)
    {
        _past = past;
        _sizes = sizes;
        _even = even;
        for (var w = 0; w < past.Windows; w++)
        {
            var (sum, count) = Of(w);
            _sum += sum;
            _count += count;
        }
    }

    /// <summary>The mean of |error| ÷ typical size; NaN without an error.</summary>
    public double Mean => _sum / _count;

    /// <summary>The scale of the errors to come.</summary>
    public double Ahead => Shrunk(_sum, _count);

    /// <summary>The scale of one window's errors, as the other windows tell it.</summary>
    public double Without(int window)
    {
        var (sum, count) = Of(window);
        // Where one window holds nearly all of the sum the difference may round below zero.
        return Shrunk(Math.Max(0, _sum - sum), Math.Max(0, _count - count));
    }

    private double Shrunk(double sum, double count)
    {
        var windows = count * _past.Overlap / _past.Horizon;
        return windows > 0 ? Models.Magnitude.Finite((windows * (sum / count) + _sizes.Series) / (windows + 1)) : _sizes.Series;
    }

    private (double Sum, double Count) Of(int window)
    {
        var (sum, count) = (0.0, 0);
        var errors = _past.Of(window);
        for (var k = 0; k < errors.Length; k++)
        {
            if (double.IsNaN(errors[k]))
                continue;
            sum += Math.Abs(errors[k]) / _sizes[k];
            count++;
        }

        var weight = _even ? 1 : _past.WeightOf(window);
        sum *= _sizes.Grown(_past, window);
        return (Models.Magnitude.Finite(weight * sum), weight * count);
    }
}
