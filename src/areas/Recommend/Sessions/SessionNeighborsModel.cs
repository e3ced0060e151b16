using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Sessions;

/// <summary>Past sessions, asked for what followed in those that resemble the current one. Immutable and thread-safe; a query
/// allocates nothing once warm.</summary>
/// <remarks>An item that neither a neighbour nor a spread reaches scores −∞: nothing can be said of it. Items of the history that
/// the model does not know are passed over.</remarks>
public sealed class SessionNeighborsModel : IRecommender
{
    internal const string ModelKind = "session-neighbors";
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;

    /// <summary>The items that pass on a part of their score.</summary>
    private const int Spreading = 30;

    private readonly NeighborLists _links;
    private readonly float[] _candidateRarities;
    private readonly float _distanceDecay;

    internal SessionNeighborsModel(IdMap items, SessionIndex index, NeighborLists links, SessionNeighbors learner)
    {
        Items = items;
        Index = index;
        Learner = learner;
        _links = links;
        HistoryDecay = DecayOf(learner.HistoryHalfLife);
        _distanceDecay = DecayOf(learner.DistanceHalfLife);
        RepeatDecay = DecayOf(learner.RepeatHalfLife);

        Rarities = new float[index.Frequencies.Length];
        _candidateRarities = new float[Rarities.Length];
        for (var item = 0; item < Rarities.Length; item++)
        {
            var rarity = Elementary.Log(1 + (double)index.Count / Math.Max(1, index.Frequencies[item]));
            Rarities[item] = (float)Powers.Of(rarity, learner.Rarity);
            _candidateRarities[item] = (float)Powers.Of(rarity, learner.CandidateRarity);
        }

        SessionFactors = new float[index.Count];
        var ageing = -Elementary.Log(2.0) / learner.SessionHalfLife / index.Count;
        for (var session = 0; session < SessionFactors.Length; session++)
            SessionFactors[session] = (float)Powers.Of(
                Elementary.Exp(session * ageing) / Powers.Of(index.SessionAt(session).Length, learner.LengthDamping), 1 / learner.Sharpness);
    }

    /// <inheritdoc/>
    public string Kind => ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <summary>The number of past sessions.</summary>
    public int SessionCount => Index.Count;

    internal SessionIndex Index { get; }

    internal SessionNeighbors Learner { get; }

    /// <summary>What one later event takes from the weight of an earlier one.</summary>
    internal float HistoryDecay { get; }

    /// <summary>What one later event takes from the gain of an item that may come back.</summary>
    internal float RepeatDecay { get; }

    /// <summary>What each item's rarity does to its weight in the current session.</summary>
    internal float[] Rarities { get; }

    /// <summary>What the length and the age of each past session do to its similarity, before the power of the similarity.</summary>
    internal float[] SessionFactors { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Fill(float.NegativeInfinity);
        using var query = new SessionQuery(this, shopper);
        Span<int> spreading = stackalloc int[Spreading];
        Span<float> spread = stackalloc float[Spreading];
        var top = new TopItems(spreading, spread);
        ScoreDirectly(query, scores, ref top);
        for (var i = 0; i < top.Items.Length && Learner.Spread > 0; i++)
        {
            var linked = _links.ItemsOf(top.Items[i]);
            var shares = _links.SimilaritiesOf(top.Items[i]);
            var amount = (float)Learner.Spread * top.Scores[i];
            for (var l = 0; l < linked.Length; l++)
                Add(scores, linked[l], amount * shares[l]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>An item of the history speaks for another by the votes of sessions that share it and by its own spread; what reaches
    /// an item through others is not told.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var scores = new float[Items.Count];
        Array.Fill(scores, float.NegativeInfinity);
        using var query = new SessionQuery(this, shopper);
        var top = new TopItems(new int[Spreading], new float[Spreading]);
        var scale = ScoreDirectly(query, scores, ref top);
        var reasons = new List<Reason>();
        for (var i = 0; i < query.Items.Length; i++)
        {
            var source = query.Items[i];
            var weight = scale * _candidateRarities[item] * VotesBy(query, source, item);
            var place = top.Items.IndexOf(source);
            var link = place < 0 ? -1 : _links.ItemsOf(source).IndexOf(item);
            if (link >= 0)
                weight += (float)Learner.Spread * top.Scores[place] * _links.SimilaritiesOf(source)[link];
            if (weight > 0)
                reasons.Add(new Reason("seen-together", source, weight));
            if (source == item && query.Repeats[i] > 0)
                reasons.Add(new Reason("repeat", item, query.Repeats[i]));
        }

        return [.. reasons.OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Item).Take(MostReasons)];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = Learner.Options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("sessions", Index.Starts);
        writer.Add("events", Index.Items);
        _links.Save(writer);
        writer.Add("sizes", [Learner.Neighbors, Learner.SessionsPerItem, Learner.HistoryLength, Learner.LongestSession]);
        writer.Add("weights",
        [
            Learner.HistoryHalfLife, Learner.Rarity, Learner.CandidateRarity, Learner.Sharpness, Learner.LengthDamping, Learner.SessionHalfLife,
            Learner.DistanceHalfLife, Learner.Backward, Learner.Repeat, Learner.RepeatHalfLife, Learner.Spread,
        ]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static SessionNeighborsModel Read(ModelReader reader)
    {
        reader.Expect(ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var starts = reader.Ints("sessions");
        var events = reader.Ints("events");
        if (starts.Length < 2)
            throw reader.Invalid("sessions", "at least one session", $"{starts.Length} places");
        ModelParts.RequireStarts(reader, "sessions", starts, starts.Length - 1, events.Length);
        ModelParts.RequireIndices(reader, "events", events, items.Count);
        var learner = ReadLearner(reader);
        return new SessionNeighborsModel(
            items, new SessionIndex(starts, events, items.Count, learner.SessionsPerItem), NeighborLists.Read(reader, items.Count), learner);
    }

    private static SessionNeighbors ReadLearner(ModelReader reader)
    {
        var sizes = reader.Ints("sizes");
        var weights = reader.Doubles("weights");
        ModelParts.RequireLength(reader, "sizes", sizes.Length, 4);
        ModelParts.RequireLength(reader, "weights", weights.Length, 11);
        var learner = new SessionNeighbors
        {
            Neighbors = sizes[0], SessionsPerItem = sizes[1], HistoryLength = sizes[2], LongestSession = sizes[3],
            HistoryHalfLife = weights[0], Rarity = weights[1], CandidateRarity = weights[2], Sharpness = weights[3],
            LengthDamping = weights[4], SessionHalfLife = weights[5], DistanceHalfLife = weights[6], Backward = weights[7],
            Repeat = weights[8], RepeatHalfLife = weights[9], Spread = weights[10],
        };
        try
        {
            learner.Check();
        }
        catch (ArgumentException e)
        {
            throw reader.Invalid("weights", "options in their ranges", e.Message);
        }

        return learner;
    }

    /// <summary>Scores by votes and repeats, before the spread; says what the votes were multiplied by.</summary>
    private float ScoreDirectly(SessionQuery query, Span<float> scores, ref TopItems top)
    {
        var events = 0;
        foreach (var session in query.Neighbors)
            events += Index.SessionAt(session).Length;
        using var votes = new SumTable(events);
        for (var n = 0; n < query.Neighbors.Length; n++)
            Vote(Index.SessionAt(query.Neighbors[n]), query.Similarities[n], query.Weights, votes);

        var greatest = 0f;
        for (var place = 0; place < votes.Places; place++)
            if (votes.KeyAt(place) is var item and >= 0)
                greatest = Math.Max(greatest, scores[item] = votes.SumAt(place) * _candidateRarities[item]);
        var scale = greatest > 0 ? 1 / greatest : 1;
        for (var place = 0; place < votes.Places; place++)
            if (votes.KeyAt(place) is var item and >= 0)
            {
                scores[item] *= scale;
                if (query.Weights.Of(item) == 0)
                    top.Offer(item, scores[item]);
            }

        for (var i = 0; i < query.Items.Length; i++)
        {
            if (query.Repeats[i] > 0)
                Add(scores, query.Items[i], query.Repeats[i]);
            top.Offer(query.Items[i], scores[query.Items[i]]);
        }

        return scale;
    }

    /// <summary>Adds the votes of one neighbour: what comes after a shared event, then what came before one.</summary>
    private void Vote(ReadOnlySpan<int> session, float similarity, SumTable weights, SumTable votes)
    {
        var total = 0f;
        foreach (var item in session)
            total += weights.Of(item);
        var scale = similarity / total;
        var near = 0f;
        foreach (var item in session)
        {
            if (near > 0)
                votes.Add(item, scale * near);
            near = _distanceDecay * near + weights.Of(item);
        }

        scale *= (float)Learner.Backward;
        near = 0f;
        for (var place = session.Length - 1; place >= 0 && scale > 0; place--)
        {
            if (near > 0)
                votes.Add(session[place], scale * near);
            near = _distanceDecay * near + weights.Of(session[place]);
        }
    }

    /// <summary>The votes for a candidate that one item of the current session brings in.</summary>
    private float VotesBy(SessionQuery query, int source, int candidate)
    {
        var votes = 0.0;
        for (var n = 0; n < query.Neighbors.Length; n++)
        {
            var session = Index.SessionAt(query.Neighbors[n]);
            var (total, own) = (0.0, 0.0);
            for (var t = 0; t < session.Length; t++)
            {
                total += query.Weights.Of(session[t]);
                for (var u = 0; u < session.Length && session[t] == candidate; u++)
                    if (u != t && session[u] == source)
                        own += Powers.Of(_distanceDecay, Math.Abs(t - u) - 1) * (t > u ? 1 : Learner.Backward);
            }

            if (own > 0)
                votes += query.Similarities[n] * own * query.Weights.Of(source) / total;
        }

        return (float)votes;
    }

    private static void Add(Span<float> scores, int item, float amount) =>
        scores[item] = float.IsNegativeInfinity(scores[item]) ? amount : scores[item] + amount;

    private static float DecayOf(double halfLife) => (float)Elementary.Exp(-Elementary.Log(2.0) / halfLife);
}
