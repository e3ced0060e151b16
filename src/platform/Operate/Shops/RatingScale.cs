namespace Kirana.Operate.Shops;

/// <summary>The scale of a shop's ratings.</summary>
public sealed record RatingScale
{
    /// <summary>How far from 0 a scale may reach.</summary>
    public const decimal Limit = 1_000_000;

    /// <summary>The worst that can be given; 1 by default.</summary>
    public decimal Lowest { get; init; } = 1;

    /// <summary>The best that can be given, above <see cref="Lowest"/>; 5 by default.</summary>
    public decimal Highest { get; init; } = 5;
}
