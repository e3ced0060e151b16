namespace Kirana.Pictures.Scales;

/// <summary>Gives each name an equal part of the axis.</summary>
internal sealed class CategoryScale : Scale
{
    private readonly IReadOnlyList<string> _names;

    /// <summary>Creates a scale of names.</summary>
    /// <param name="names">The names in order.</param>
    /// <param name="least">Parts to make room for where there are fewer names.</param>
    public CategoryScale(IReadOnlyList<string> names, int least)
    {
        _names = names;
        Count = Math.Max(1, Math.Max(least, names.Count));
    }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    public override double Place(double value) => value >= -0.5 && value <= Count - 0.5 ? (value + 0.5) / Count : double.NaN;

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        var every = Math.Max(1, (int)Math.Ceiling(_names.Count / (double)Math.Max(1, most)));
        var ticks = new List<Tick>();
        for (var i = 0; i < _names.Count; i += every)
            ticks.Add(new Tick(i, _names[i]));
        return ticks;
    }

    public override string Text(double value)
    {
        var index = (int)Math.Round(value);
        return index >= 0 && index < _names.Count ? _names[index] : "";
    }
}
