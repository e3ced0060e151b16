namespace Kirana.Pictures.Scales;

/// <summary>Spreads positive numbers so that equal ratios are equally far apart; ticks are powers of ten, with 2 and 5 between where few fit.</summary>
internal sealed class LogScale : Scale
{
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly string _prefix;
    private readonly string _suffix;

    /// <summary>Creates a scale from the positive values it must show.</summary>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="prefix">What stands before numbers.</param>
    /// <param name="suffix">What stands after numbers.</param>
    public LogScale(double minimum, double maximum, string prefix = "", string suffix = "")
    {
        if (!(minimum > 0) || !(minimum <= maximum))
            (minimum, maximum) = (1, 10);
        _minimum = Math.Log10(minimum);
        _maximum = Math.Log10(maximum);
        if (_maximum - _minimum < 1e-6)
            (_minimum, _maximum) = (_minimum - 0.5, _maximum + 0.5);
        _prefix = prefix;
        _suffix = suffix;
    }

    public override double Place(double value) =>
        value > 0 && IsShown(value) ? (Math.Log10(value) - _minimum) / (_maximum - _minimum) : double.NaN;

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        var decades = _maximum - _minimum;
        var every = Math.Max(1, (int)Math.Ceiling(decades / Math.Max(1, most)));
        ReadOnlySpan<double> factors = decades * 3 <= most ? [1, 2, 5] : [1];
        var ticks = new List<Tick>();
        for (var power = (int)Math.Floor(_minimum); power <= Math.Ceiling(_maximum); power++)
            foreach (var factor in factors)
            {
                var value = factor * Math.Pow(10, power);
                if (power % every == 0 && Place(value) is >= -1e-9 and <= 1 + 1e-9)
                    ticks.Add(new Tick(value, _prefix + NumberText.Round(value) + _suffix));
            }

        if (ticks.Count > 0)
            return ticks;
        // Less than a decade without a round value inside: its ends are all there is to say.
        return [new Tick(Math.Pow(10, _minimum), Text(Math.Pow(10, _minimum))), new Tick(Math.Pow(10, _maximum), Text(Math.Pow(10, _maximum)))];
    }

    public override string Text(double value) => _prefix + NumberText.Short(value) + _suffix;
}
