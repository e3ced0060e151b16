namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>What a plan is asked for.</summary>
public sealed record CapacityRequest
{
    /// <summary>How large the shop is to be.</summary>
    public required ShopSize Shop { get; init; }

    /// <summary>Lists asked for in a second at the busiest time; positive, 50 by default.</summary>
    public double ListsPerSecond { get; init; } = 50;

    /// <summary>The share of a processor's time that lists may take, so that few wait; above 0, at most 1, 0.6 by default.</summary>
    public double Load { get; init; } = 0.6;

    /// <summary>Shoppers of the larger of the two made shops that are measured, at least 1,000; 120,000 by default. Fewer measure sooner and say less.</summary>
    public int ProbeUsers { get; init; } = 120_000;

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal void Check()
    {
        Shop.Check();
        if (!(ListsPerSecond > 0) || !double.IsFinite(ListsPerSecond) || !(Load is > 0 and <= 1) || ProbeUsers < 1000)
            throw new ArgumentException($"Lists a second are above 0, the load is above 0 and at most 1, and at least 1,000 shoppers are measured; found {ListsPerSecond}, {Load} and {ProbeUsers}.");
    }
}
