using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Operate.Registry;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>Lists of one model over one state of everybody's histories. Immutable but for what the cards learn; thread-safe.</summary>
internal sealed class ShopLists
{
    private readonly Interactions _histories;
    private readonly ItemCards _cards;
    private readonly int[] _places;

    /// <summary>Joins a model and records.</summary>
    /// <param name="version">The version of the model.</param>
    /// <param name="recommender">The model.</param>
    /// <param name="records">Who bought what, and the catalogue.</param>
    public ShopLists(ModelVersion version, ShopRecommender recommender, ServedRecords records)
    {
        Version = version;
        Recommender = recommender;
        Label = $"{version.Kind} {version.Number}";
        Records = records;
        Maker = new ListMaker(recommender, records.Cards);
        _histories = records.Contents.Histories;
        _cards = records.Cards;
        // Histories stay in the shop's own indices, so that a new model costs one place an item and not one an event.
        _places = new int[_histories.Items.Count];
        for (var item = 0; item < _places.Length; item++)
            _places[item] = recommender.Model.Items.TryGetIndex(_histories.Items[item], out var place) ? place : -1;
    }

    /// <summary>The version that answers.</summary>
    public ModelVersion Version { get; }

    /// <summary>The version as lists name it, such as <c>implicit-als 3</c>.</summary>
    public string Label { get; }

    /// <summary>The model.</summary>
    public ShopRecommender Recommender { get; }

    /// <summary>The records.</summary>
    public ServedRecords Records { get; }

    /// <summary>Turns scored items into lists.</summary>
    public ListMaker Maker { get; }

    /// <summary>A list for a shopper.</summary>
    /// <param name="shopper">Who, and what came after the histories.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="note">Why the list is less than the model's; <see langword="null"/> if it is not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public IReadOnlyList<RecommendedItem> For(in ListedShopper shopper, RecommendOptions options, out string? note)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        var row = -1;
        var isKnown = !shopper.IsForgotten && _histories.Users.TryGetIndex(shopper.User, out row);
        var history = new HistoryBuffer((isKnown ? _histories.ItemsOf(row).Length : 0) + shopper.Since.Length + shopper.Visit.Count + shopper.Exclude.Count);
        try
        {
            if (isKnown)
                AddHistory(ref history, row, options);
            AddSince(ref history, shopper, options);
            AddVisit(ref history, shopper, options);
            note = history.Count > 0 ? null : NoteFor(shopper, isKnown || !shopper.Since.IsEmpty);
            return note is null ? Maker.Make(history.At(shopper.Now), history.Excluded, options) : Maker.Popular(history.Excluded, options);
        }
        catch (NotConvergedException)
        {
            note = "The model cannot say anything of this history: these are the shop's most popular items.";
            return Maker.Popular(history.Excluded, options);
        }
        finally
        {
            history.Dispose();
        }
    }

    /// <summary>Items that go with an item, which itself is never listed.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="note">Why the list is less than the model's; <see langword="null"/> if it is not.</param>
    /// <exception cref="KeyNotFoundException">The shop does not know the item; the message names near matches.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public IReadOnlyList<RecommendedItem> Beside(string item, RecommendOptions options, out string? note)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        note = null;
        if (Recommender.Model.Items.TryGetIndex(item, out var index))
            return Maker.Make(new Shopper([index], [1], [0], 0), [index], options);
        if (!_cards.Knows(item))
            throw _cards.Unknown(item);
        note = $"The item '{item}' was never bought by a known customer: these are the shop's most popular items.";
        return Maker.Popular([], options);
    }

    private void AddHistory(ref HistoryBuffer history, int row, RecommendOptions options)
    {
        var items = _histories.ItemsOf(row);
        var weights = _histories.WeightsOf(row);
        var times = _histories.TimesOf(row);
        for (var i = 0; i < items.Length; i++)
        {
            var place = _places[items[i]];
            if (place < 0)
                continue;
            history.Add(place, weights[i], times[i]);
            if (!options.IncludeBought)
                history.Exclude(place);
        }
    }

    private void AddSince(ref HistoryBuffer history, in ListedShopper shopper, RecommendOptions options)
    {
        var visits = shopper.Now - (long)VisitWeights.Length.TotalMicroseconds;
        foreach (ref readonly var one in shopper.Since)
        {
            if ((one.IsVisit && one.Time < visits) || !Recommender.Model.Items.TryGetIndex(one.Item, out var place))
                continue;
            history.Add(place, one.Weight, one.Time);
            if (!one.IsVisit && !options.IncludeBought)
                history.Exclude(place);
        }
    }

    private void AddVisit(ref HistoryBuffer history, in ListedShopper shopper, RecommendOptions options)
    {
        foreach (var one in shopper.Visit)
        {
            var weight = VisitWeights.Of(one.Kind);
            if (weight == 0 || !Recommender.Model.Items.TryGetIndex(one.Item, out var place))
                continue;
            history.Add(place, weight, one.Time is { } time ? Microseconds.Of(time) : shopper.Now);
            if (!options.IncludeBought && one.Kind is "purchase" or "cart")
                history.Exclude(place);
        }

        foreach (var item in shopper.Exclude)
            if (Recommender.Model.Items.TryGetIndex(item, out var place))
                history.Exclude(place);
    }

    private static string NoteFor(in ListedShopper shopper, bool isKnown) => shopper.User switch
    {
        null => "Nothing of the visit is known to the model: these are the shop's most popular items.",
        var user when isKnown => $"Nothing the user '{user}' bought is known to the model: these are the shop's most popular items.",
        var user => $"The user '{user}' is unknown: these are the shop's most popular items.",
    };
}
