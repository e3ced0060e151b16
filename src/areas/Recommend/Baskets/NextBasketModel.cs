using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Baskets;

/// <summary>Habits of users without their names, to tell a shopper's next basket. Immutable and thread-safe; scoring allocates nothing once warm.</summary>
/// <remarks>An item that neither the shopper nor a neighbour bought scores −∞.</remarks>
public sealed class NextBasketModel : IRecommender
{
    internal const string ModelKind = "next-basket";
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;

    private readonly UserSearch _search;
    private readonly NextBasket _learner;

    internal NextBasketModel(IdMap items, SparseRows habits, NextBasket learner)
    {
        (Items, _learner) = (items, learner);
        _search = new UserSearch(habits, new Closeness(NeighborSimilarity.Cosine, 0.5, 0), 0, learner.UsersPerItem);
    }

    /// <inheritdoc/>
    public string Kind => ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Clear();
        using var habits = new Habits(_learner, shopper);
        for (var i = 0; i < habits.Items.Length; i++)
            scores[habits.Items[i]] = (float)_learner.Own * habits.Values[i];
        using var users = UsersLike(habits);
        users.AddTo(scores, Others(users));
        for (var item = 0; item < scores.Length; item++)
            if (scores[item] == 0)
                scores[item] = float.NegativeInfinity;
    }

    /// <inheritdoc/>
    /// <remarks>A <c>repeat</c> of the shopper's own, and what the shopper shares with neighbours who buy the item.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var reasons = new List<Reason>();
        using var habits = new Habits(_learner, shopper);
        if (habits.Items.BinarySearch(item) is var place and >= 0 && _learner.Own * habits.Values[place] is var own and > 0)
            reasons.Add(new Reason("repeat", item, (float)own));
        using var users = UsersLike(habits);
        reasons.AddRange(users.Reasons(item, Others(users)));
        return [.. reasons.Where(reason => reason.Weight > 0).OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Kind, StringComparer.Ordinal).ThenBy(reason => reason.Item).Take(MostReasons)];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _learner.Options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("users", _search.Users.Starts);
        writer.Add("user-items", _search.Users.Columns);
        writer.Add("habits", _search.Users.Values);
        writer.Add("sizes", [_learner.GroupSize, _learner.Neighbors, _learner.Baskets, _learner.LongestHistory, _learner.UsersPerItem]);
        writer.Add("settings", [_learner.Pause.TotalMinutes, _learner.BasketDecay, _learner.GroupDecay, _learner.DayHalfLife, _learner.Own]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static NextBasketModel Read(ModelReader reader)
    {
        reader.Expect(ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var rows = UserSearch.ReadRows(reader, "habits", items.Count);
        var (sizes, settings) = (reader.Ints("sizes"), reader.Doubles("settings"));
        ModelParts.RequireLength(reader, "sizes", sizes.Length, 5);
        ModelParts.RequireLength(reader, "settings", settings.Length, 5);
        try
        {
            var learner = new NextBasket
            {
                GroupSize = sizes[0], Neighbors = sizes[1], Baskets = sizes[2], LongestHistory = sizes[3], UsersPerItem = sizes[4],
                Pause = TimeSpan.FromMinutes(settings[0]), BasketDecay = settings[1], GroupDecay = settings[2], DayHalfLife = settings[3], Own = settings[4],
            };
            learner.Check();
            return new NextBasketModel(items, rows, learner);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw reader.Invalid("settings", "options in their ranges", e.Message);
        }
    }

    private SimilarUsers UsersLike(Habits habits) => new(_search, habits.Items, habits.Values, _learner.Neighbors, 0);

    /// <summary>What a neighbour's vote of 1 is multiplied by, so that all together are a mean.</summary>
    private float Others(SimilarUsers users) => (float)(1 - _learner.Own) / Math.Max(1, users.Users.Length);
}
