using Kirana.Data.Feedback;
using Kirana.Data.Series;

namespace Kirana.Operate.Stores;

/// <summary>The questions areas ask of a shop's records. Every answer is net of reversed purchases and leaves fees and vouchers out.</summary>
/// <remarks>Answers come from one consistent state of the store: the newest, or in a shop that is being served one up to two seconds old, as
/// records arrive all the time. Thread-safe.</remarks>
public interface IShopAnalysis
{
    /// <summary>Every item the records know, imported or seen in events, ordered by id.</summary>
    IReadOnlyList<CatalogueItem> Catalogue();

    /// <summary>Who bought (or viewed, or carted) what.</summary>
    /// <param name="query">Period, kinds of event and their weights.</param>
    Interactions Interactions(InteractionQuery query);

    /// <summary>What users said of goods: ratings, wishes, and how long they looked. A store that keeps nothing of the kind tells nothing.</summary>
    /// <param name="since">Wishes and dwells before it are left out; ratings hold until they are replaced. <see langword="null"/>, the default, for all.</param>
    /// <returns>A row for each user, oldest first; the weight of an entry is the <see cref="Opinion.Code"/> of an <see cref="Opinion"/>.</returns>
    Interactions Opinions(DateTimeOffset? since = null) => new InteractionsBuilder().Build();

    /// <summary>How often things were done with goods, whoever did them, day by day. A store that does not count tells nothing.</summary>
    /// <param name="kinds">Kinds of events; <c>return</c> means the purchases that were taken back, on the day of the first such return.</param>
    /// <returns>A row for each kind in their order; an entry is an item's day in UTC, its weight the number of events, its time the day's beginning.</returns>
    Interactions ItemLog(IReadOnlyList<string> kinds) => new InteractionsBuilder(new IdMap(kinds)).Build();

    /// <summary>The contexts of users: for each trait the value that the user's attributes name, otherwise the commonest of the user's events. Ordered by user, then by trait. A store that
    /// does not know tells nothing.</summary>
    IReadOnlyList<UserContext> UserContexts() => [];

    /// <summary>How much was sold, as regular series without gaps from a series' first sale to the end of the period.</summary>
    /// <param name="query">Level, step and period.</param>
    IReadOnlyList<TimeSeries> Demand(DemandQuery query);

    /// <summary>What the records tell of demand beside the units. A store that keeps nothing of the kind tells nothing.</summary>
    DemandConditions Conditions() => DemandConditions.None;

    /// <summary>Totals for status pages and reports.</summary>
    ShopOverview Overview();

    /// <summary>How returns were matched to the purchases they take back.</summary>
    ReversalReport Reversals();

    /// <summary>What a server keeps in memory, with the version it shows.</summary>
    /// <param name="histories">Which events become histories.</param>
    ShopContents Contents(InteractionQuery histories);

    /// <summary>What lists showed of late. A store that keeps no impressions tells nothing.</summary>
    Exposures Exposures() => Stores.Exposures.None;

    /// <summary>What one user did, newest first.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="limit">The most events to return, at least 1.</param>
    IReadOnlyList<UserEvent> UserEvents(string user, int limit);
}
