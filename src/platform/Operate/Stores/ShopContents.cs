using Kirana.Data.Feedback;

namespace Kirana.Operate.Stores;

/// <summary>What a server keeps of a shop's records in memory, all of one state of the store.</summary>
/// <param name="Version">The version of the records it shows (<see cref="Shops.ShopVersion.Records"/>): every change up to it is in, none after it.</param>
/// <param name="Histories">Who bought (or viewed, or carted) what.</param>
/// <param name="Catalogue">Every item, ordered by id.</param>
/// <param name="Users">Everybody with an event of any kind, those with most events first.</param>
public sealed record ShopContents(long Version, Interactions Histories, IReadOnlyList<CatalogueItem> Catalogue, IReadOnlyList<UserActivity> Users)
{
    /// <summary>For how many days looks are kept.</summary>
    public const int LookDays = 90;

    /// <summary>The kinds of events that are looks, and how far a shopper went with each.</summary>
    public static IReadOnlyDictionary<string, float> LookStages { get; } =
        new Dictionary<string, float>(StringComparer.Ordinal) { ["view"] = 1, ["click"] = 1, ["wishlist"] = 1, ["cart"] = 2 };

    /// <summary>What users said of goods, as <see cref="IShopAnalysis.Opinions"/> tells it: wishes and dwells of the last <see cref="LookDays"/> days, ratings of all time; empty by default.</summary>
    public Interactions Opinions { get; init; } = new InteractionsBuilder().Build();

    /// <summary>Who looked at what or put it into the cart in the last <see cref="LookDays"/> days, weighted by <see cref="LookStages"/>; empty by default.</summary>
    public Interactions Looks { get; init; } = new InteractionsBuilder().Build();
}
