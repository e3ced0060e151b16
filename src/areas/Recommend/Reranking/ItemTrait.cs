namespace Kirana.Recommend.Reranking;

/// <summary>What is known of one item besides who bought it.</summary>
public sealed record ItemTrait
{
    /// <summary>Nothing is known.</summary>
    public static ItemTrait Unknown { get; } = new();

    /// <summary>The category path, its levels parted by <c> &gt; </c>; empty if none is known.</summary>
    public string Category { get; init; } = "";

    /// <summary>The brand; empty if none is known.</summary>
    public string Brand { get; init; } = "";

    /// <summary>The price in the shop's currency; NaN if none is known.</summary>
    public double Price { get; init; } = double.NaN;

    /// <summary>Units on hand; NaN if it is not known.</summary>
    public double OnHand { get; init; } = double.NaN;

    /// <summary>The launch in UTC microseconds; <see cref="long.MinValue"/> if it is not known.</summary>
    public long Launched { get; init; } = long.MinValue;
}
