using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>A shop as it is served: the current models with everybody's histories in an immutable snapshot that is swapped atomically, and
/// the events that came since on top of it. What HTTP routes, pages and other applications ask.</summary>
/// <remarks>Thread-safe; answering never waits for a rebuild. A model that is missing or damaged degrades its part and leaves the rest alone.</remarks>
public sealed class ShopServing : IDisposable
{
    /// <summary>Opens a shop for serving; models that are there are loaded before it returns.</summary>
    /// <param name="shop">The shop, which must stay open and is not disposed.</param>
    /// <param name="clock">The clock.</param>
    public static ShopServing Open(IShop shop, TimeProvider clock) => throw new NotSupportedException();

    /// <summary>The shop.</summary>
    public IShop Shop => throw new NotSupportedException();

    /// <summary>What is served now.</summary>
    public ServingState State => throw new NotSupportedException();

    /// <summary>Calls back after every new state, on the thread that made it.</summary>
    /// <param name="react">Called with the new state; must be quick.</param>
    /// <returns>Ends the calls when disposed.</returns>
    public IDisposable WhenSwapped(Action<ServingState> react) => throw new NotSupportedException();

    /// <summary>Looks whether the shop changed in another process, or its models in this one, and if so makes a new state.</summary>
    /// <returns>Whether there is a new state.</returns>
    public bool Refresh() => throw new NotSupportedException();

    /// <summary>Refreshes twice a second until cancelled; a failing refresh becomes a problem of the state and is tried again.</summary>
    /// <param name="cancellation">Ends the watch.</param>
    public Task Watch(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>A list for a user. An unknown one gets the popular list; without a model it is empty and degraded.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="options">How the list is to be.</param>
    public ServedList Recommend(string user, RecommendOptions options) => throw new NotSupportedException();

    /// <summary>A list for the visit under way.</summary>
    /// <param name="session">Who, and what happened in the visit.</param>
    /// <param name="options">How the list is to be.</param>
    public ServedList Recommend(SessionRequest session, RecommendOptions options) => throw new NotSupportedException();

    /// <summary>Items that go with an item.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="KeyNotFoundException">The shop does not know the item; the message names near matches.</exception>
    public ServedList Similar(string item, RecommendOptions options) => throw new NotSupportedException();

    /// <summary>One item's future demand, by the model alone: no record is read.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all together if <see langword="null"/>.</param>
    /// <param name="horizon">Steps ahead; what the model is calibrated for if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <param name="levels">The quantiles' levels, ascending; 0.1, 0.5, 0.9 if <see langword="null"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no model (the message says how to get one), or it knows no such item or location.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range.</exception>
    public ServedForecast Forecast(string item, string? location = null, int? horizon = null, Step step = Step.Day, IReadOnlyList<double>? levels = null) =>
        throw new NotSupportedException();

    /// <summary>One item's demand as it was, up to the last event.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all together if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <exception cref="KeyNotFoundException">The shop never sold such an item there.</exception>
    public TimeSeries Demand(string item, string? location = null, Step step = Step.Day) => throw new NotSupportedException();

    /// <summary>How one item would have been forecast.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all together if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <exception cref="KeyNotFoundException">There is no model, or the shop never sold such an item there.</exception>
    /// <exception cref="DataException">The series is too short to hold anything out (<c>short-series</c>).</exception>
    public SeriesBacktest Backtest(string item, string? location = null, Step step = Step.Day) => throw new NotSupportedException();

    /// <summary>How well items were forecast, by slices, with the worst of them.</summary>
    /// <param name="step">Day or week.</param>
    /// <exception cref="KeyNotFoundException">There is no model, or it was trained before such figures were kept.</exception>
    public ForecastAccuracy Accuracy(Step step = Step.Day) => throw new NotSupportedException();

    /// <summary>What a user did, newest first.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="limit">The most lines.</param>
    public IReadOnlyList<HistoryLine> History(string user, int limit) => throw new NotSupportedException();

    /// <summary>Users whose id begins with or holds a text, those with most events first.</summary>
    /// <param name="text">The text; empty for the users with most events.</param>
    /// <param name="limit">The most matches.</param>
    public IReadOnlyList<SearchMatch> FindUsers(string text, int limit) => throw new NotSupportedException();

    /// <summary>Items whose id or title holds a text, regardless of case, the most bought first.</summary>
    /// <param name="text">The text; empty for the most bought.</param>
    /// <param name="limit">The most matches.</param>
    public IReadOnlyList<SearchMatch> FindItems(string text, int limit) => throw new NotSupportedException();

    /// <summary>Locations with sales of an item, the best first.</summary>
    /// <param name="item">The item's id.</param>
    public IReadOnlyList<SearchMatch> LocationsOf(string item) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
