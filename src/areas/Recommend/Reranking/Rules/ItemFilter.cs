namespace Kirana.Recommend.Reranking.Rules;

/// <summary>Which items a rule speaks of: those that fulfil every condition that is set; all, if none is.</summary>
public sealed record ItemFilter
{
    /// <summary>Every item.</summary>
    public static ItemFilter Everything { get; } = new();

    /// <summary>Ids, of which one must be the item's; any if empty. For a pin, in the order of preference.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Category paths, of which one must be the item's or lie above it, without regard to case; any if empty.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Brands, of which one must be the item's, without regard to case; any if empty.</summary>
    public IReadOnlyList<string> Brands { get; init; } = [];

    /// <summary>The lowest price; <see langword="null"/> for any. An unknown price is never in a range.</summary>
    public double? PriceFrom { get; init; }

    /// <summary>The highest price; <see langword="null"/> for any.</summary>
    public double? PriceTo { get; init; }

    /// <summary>The most days since the launch; <see langword="null"/> for any. An unknown launch is never recent.</summary>
    public double? NewForDays { get; init; }

    /// <summary>Whether an item fulfils the conditions.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="trait">What is known of it.</param>
    /// <param name="moment">The moment in UTC microseconds.</param>
    public bool Holds(string id, ItemTrait trait, long moment)
    {
        ArgumentNullException.ThrowIfNull(trait);
        return (Items.Count == 0 || Items.Contains(id, StringComparer.Ordinal))
            && (Categories.Count == 0 || Categories.Any(category => ItemTraits.Contains(category, trait.Category)))
            && (Brands.Count == 0 || Brands.Contains(trait.Brand, StringComparer.OrdinalIgnoreCase))
            && InRange(trait.Price)
            && (NewForDays is not { } days || IsNew(trait.Launched, moment, days));
    }

    /// <summary>Whether a launch lies at most so many days before a moment, and not after it.</summary>
    internal static bool IsNew(long launched, long moment, double days) =>
        launched != long.MinValue && launched <= moment && moment - (double)launched <= days * TimeSpan.MicrosecondsPerDay;

    private bool InRange(double price) =>
        (PriceFrom is not { } from || price >= from) && (PriceTo is not { } to || price <= to);
}
