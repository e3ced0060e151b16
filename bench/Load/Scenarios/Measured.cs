namespace Kirana.Bench.Load.Scenarios;

/// <summary>A figure, and what it should be.</summary>
/// <param name="Name">What was measured, such as <c>p99</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Measured(string Name, double Value, string Unit)
{
    /// <summary>What it should be at most, if anything.</summary>
    public double? AtMost { get; init; }

    /// <summary>What it should be at least, if anything.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Whether it is as it should be; <see langword="null"/> where nothing was asked.</summary>
    public bool? Met => AtMost is null && AtLeast is null ? null : !(Value > AtMost) && !(Value < AtLeast) && !double.IsNaN(Value);
}
