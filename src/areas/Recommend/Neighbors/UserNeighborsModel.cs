using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>Users without their names, asked for what those most like a shopper have. Immutable and thread-safe; scoring allocates nothing once
/// warm.</summary>
/// <remarks>An item that no neighbour has scores −∞.</remarks>
public sealed class UserNeighborsModel : IRecommender
{
    internal const string ModelKind = "user-neighbors";
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;

    private readonly SparseRows _weights;
    private readonly UserSearch _search;
    private readonly UserNeighbors _learner;
    private readonly float _decay;

    internal UserNeighborsModel(IdMap items, SparseRows weights, UserNeighbors learner)
    {
        (Items, _learner, _weights) = (items, learner, weights);
        _decay = (float)Elementary.Exp(-Elementary.Log(2.0) / learner.HistoryHalfLife);
        var users = weights.Select(Damped);
        _search = new UserSearch(
            users, new Closeness(learner.Similarity, learner.ActivityDamping, learner.Shrinkage), learner.PopularityDamping, learner.UsersPerItem,
            learner.Similarity == NeighborSimilarity.Bm25 ? new Bm25Weights(users, learner.Saturation, learner.LengthNormalization) : null);
    }

    /// <inheritdoc/>
    public string Kind => ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <summary>The number of users.</summary>
    public int UserCount => _search.Users.RowCount;

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Clear();
        using var history = HistoryOf(shopper);
        using var users = new SimilarUsers(_search, history.Items, history.Values, _learner.Neighbors, _learner.Sharpness);
        users.AddTo(scores, 1);
        for (var item = 0; item < scores.Length; item++)
            if (scores[item] == 0)
                scores[item] = float.NegativeInfinity;
    }

    /// <inheritdoc/>
    /// <remarks>An item of the history speaks for another by its share of the similarity of every neighbour that has both.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        using var history = HistoryOf(shopper);
        using var users = new SimilarUsers(_search, history.Items, history.Values, _learner.Neighbors, _learner.Sharpness);
        return [.. users.Reasons(item, 1).Take(MostReasons)];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _learner.Options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("users", _weights.Starts);
        writer.Add("user-items", _weights.Columns);
        writer.Add("weights", _weights.Values);
        writer.Add("sizes", [_learner.Neighbors, _learner.UsersPerItem, _learner.LongestHistory, (int)_learner.Similarity]);
        writer.Add("settings",
            [_learner.Shrinkage, _learner.ActivityDamping, _learner.PopularityDamping, _learner.Sharpness, _learner.Saturation, _learner.LengthNormalization, _learner.HistoryHalfLife]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static UserNeighborsModel Read(ModelReader reader)
    {
        reader.Expect(ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var rows = UserSearch.ReadRows(reader, "weights", items.Count);
        return new UserNeighborsModel(items, rows, ReadLearner(reader));
    }

    private static UserNeighbors ReadLearner(ModelReader reader)
    {
        var (sizes, settings) = (reader.Ints("sizes"), reader.Doubles("settings"));
        ModelParts.RequireLength(reader, "sizes", sizes.Length, 4);
        ModelParts.RequireLength(reader, "settings", settings.Length, 7);
        var learner = new UserNeighbors
        {
            Neighbors = sizes[0], UsersPerItem = sizes[1], LongestHistory = sizes[2], Similarity = (NeighborSimilarity)sizes[3],
            Shrinkage = settings[0], ActivityDamping = settings[1], PopularityDamping = settings[2], Sharpness = settings[3],
            Saturation = settings[4], LengthNormalization = settings[5], HistoryHalfLife = settings[6],
        };
        try
        {
            learner.Check();
        }
        catch (ArgumentException e)
        {
            throw reader.Invalid("settings", "options in their ranges", e.Message);
        }

        return learner;
    }

    private static float Damped(float weight) => (float)(Elementary.Log(1.0 + weight) / Elementary.Log(2.0));

    private WeighedHistory HistoryOf(Shopper shopper)
    {
        var history = new WeighedHistory(shopper, _decay, _learner.LongestHistory);
        foreach (ref var value in history.Values)
            value = Damped(value);
        return history;
    }
}
