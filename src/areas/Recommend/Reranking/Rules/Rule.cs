namespace Kirana.Recommend.Reranking.Rules;

/// <summary>One business rule. Which of the numbers it needs, its <see cref="Kind"/> says.</summary>
/// <param name="Name">The name that reasons and previews show; not empty.</param>
/// <param name="Kind">What it does.</param>
public sealed record Rule(string Name, RuleKind Kind)
{
    /// <summary>Which items it speaks of; all by default.</summary>
    public ItemFilter Where { get; init; } = ItemFilter.Everything;

    /// <summary>When it begins, in UTC microseconds; from ever by default.</summary>
    public long From { get; init; } = long.MinValue;

    /// <summary>When it ends, in UTC microseconds, itself outside; never by default.</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>For a boost, what relevance is multiplied by, above 0 to 100; 1 by default.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>For a pin, the place from 1 to 1,000; 1 by default.</summary>
    public int Place { get; init; } = 1;

    /// <summary>For a cap, the most items of a group in one list, from 0; for a stock rule, the fewest units on hand, from 0; 1 by default.</summary>
    public int Count { get; init; } = 1;

    /// <summary>For a cap, what is counted together; brands by default.</summary>
    public CapGroup Per { get; init; } = CapGroup.Brand;

    /// <summary>For a cap by category, how many levels of the path make a group, 1 to 10; 1 by default.</summary>
    public int Level { get; init; } = 1;

    /// <summary>For a price band, the lowest price; 0 by default.</summary>
    public double PriceFrom { get; init; }

    /// <summary>For a price band, the highest price; any by default.</summary>
    public double PriceTo { get; init; } = double.PositiveInfinity;

    /// <summary>Whether it holds at a moment.</summary>
    /// <param name="moment">The moment in UTC microseconds.</param>
    public bool IsActive(long moment) => moment >= From && moment < Until;
}
