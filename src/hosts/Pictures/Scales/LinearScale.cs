namespace Kirana.Pictures.Scales;

/// <summary>Spreads numbers evenly; ticks are 1, 2 or 5 times a power of ten apart.</summary>
internal sealed class LinearScale : Scale
{
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly string _prefix;
    private readonly string _suffix;

    /// <summary>Creates a scale from the values it must show.</summary>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="prefix">What stands before numbers.</param>
    /// <param name="suffix">What stands after numbers.</param>
    public LinearScale(double minimum, double maximum, string prefix = "", string suffix = "")
    {
        if (!(minimum <= maximum))
            (minimum, maximum) = (0, 1);
        // A range that doubles cannot divide is widened around its middle.
        if (maximum - minimum <= Math.Max(Math.Abs(minimum), Math.Abs(maximum)) * 1e-9 || maximum - minimum < 1e-290)
        {
            var around = Math.Abs(maximum) < 1e-280 ? 1 : Math.Abs(maximum) * 0.5;
            (minimum, maximum) = (minimum - around, maximum + around);
        }

        _minimum = minimum;
        _maximum = maximum;
        _prefix = prefix;
        _suffix = suffix;
    }

    /// <summary>The value at the axis's beginning.</summary>
    public double Minimum => _minimum;

    /// <summary>The value at the axis's end.</summary>
    public double Maximum => _maximum;

    /// <summary>The same scale, widened to the ticks around its ends.</summary>
    /// <param name="most">About how many ticks fit.</param>
    /// <param name="below">Whether the beginning may move.</param>
    /// <param name="above">Whether the end may move.</param>
    public LinearScale Widened(int most, bool below, bool above)
    {
        var step = Step(most);
        return new LinearScale(
            below ? Math.Floor(_minimum / step + 1e-9) * step : _minimum,
            above ? Math.Ceiling(_maximum / step - 1e-9) * step : _maximum, _prefix, _suffix);
    }

    public override double Place(double value) => IsShown(value) ? (value - _minimum) / (_maximum - _minimum) : double.NaN;

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        var step = Step(most);
        var text = NumberText.OfStep(step, Math.Max(Math.Abs(_minimum), Math.Abs(_maximum)));
        var ticks = new List<Tick>();
        var first = Math.Ceiling(_minimum / step - 1e-9);
        for (var i = 0; i <= most + 2 && (first + i) * step <= _maximum + step * 1e-9; i++)
            ticks.Add(new Tick((first + i) * step, WithUnit(text((first + i) * step))));
        return ticks;
    }

    public override string Text(double value) => WithUnit(NumberText.Short(value));

    private double Step(int most)
    {
        var raw = (_maximum - _minimum) / Math.Max(1, most);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
            if (factor * power >= raw * (1 - 1e-9))
                return factor * power;
        return 10 * power;
    }

    private string WithUnit(string text) => text.StartsWith('−') ? $"−{_prefix}{text[1..]}{_suffix}" : _prefix + text + _suffix;
}
