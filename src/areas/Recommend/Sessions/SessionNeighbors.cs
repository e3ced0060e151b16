using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;

namespace Kirana.Recommend.Sessions;

/// <summary>Recommends what followed in past sessions that resemble the current one: nearest neighbours of sessions.</summary>
/// <remarks>
/// <para>After Jannach and Ludewig, "When recurrent neural networks meet the neighborhood for session-based recommendation", RecSys
/// 2017, with the vector multiplication, recency and positions of Ludewig and Jannach, "Evaluation of session-based recommendation
/// algorithms", UMUAI 28 (2018), §3.2, and of Garg et al., "Sequence and time aware neighborhood for session-based
/// recommendations", SIGIR 2019, §3. The current session s weighs each distinct item i by its last event, d events from the end:
/// w(i) = 2^(−d / <see cref="HistoryHalfLife"/>) · idf(i)^<see cref="Rarity"/>, idf(i) = ln(1 + N / n(i)) for n(i) of N sessions.
/// A past session n resembles it by
/// r(n) = (Σ_{i ∈ s∩n} w(i))^<see cref="Sharpness"/> · |n|^(−<see cref="LengthDamping"/>) · 2^(−age(n) / <see cref="SessionHalfLife"/>),
/// age as a share of all sessions. The <see cref="Neighbors"/> most similar ones vote for their events t:
/// v(t) = idf^<see cref="CandidateRarity"/> · r(n) / Σ w · Σ_{u≠t} w(u) · ρ^(|t − u| − 1) · (1 if t follows u, otherwise <see cref="Backward"/>),
/// ρ = 2^(−1 / <see cref="DistanceHalfLife"/>).</para>
/// <para>Votes are scaled to a greatest of 1. Then what many shoppers do and votes alone do not tell is added: items of the current
/// session come back (they gain <see cref="Repeat"/> · 2^(−d / <see cref="RepeatHalfLife"/>)),
/// and the best 30 items pass <see cref="Spread"/> of their score on to the items that stood near them in any session, in
/// proportion to Σ ρ^(distance − 1) / √n. The spread reaches items that no neighbour holds.</para>
/// <para>Rows of the data are sessions. A query costs at most <see cref="HistoryLength"/> · <see cref="SessionsPerItem"/> additions.</para>
/// </remarks>
public sealed record SessionNeighbors : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => SessionNeighborsModel.ModelKind;

    /// <summary>The neighbours that vote, 1 to 10,000; 150 by default.</summary>
    public int Neighbors { get; init; } = 150;

    /// <summary>The newest sessions kept for each item, 1 to 100,000; 500 by default.</summary>
    public int SessionsPerItem { get; init; } = 500;

    /// <summary>The latest distinct items of the current session that count, 1 to 100; 20 by default.</summary>
    public int HistoryLength { get; init; } = 20;

    /// <summary>A row of more events is cut into sessions of at most this many, 2 to 10,000; 200 by default.</summary>
    public int LongestSession { get; init; } = 200;

    /// <summary>The number of later events after which an event of the current session counts half; positive, 1 by default.</summary>
    public double HistoryHalfLife { get; init; } = 1;

    /// <summary>How much rare items of the current session count more, 0 to 4; 2 by default.</summary>
    public double Rarity { get; init; } = 2;

    /// <summary>How much rare candidates gain, 0 to 4; 1 by default.</summary>
    public double CandidateRarity { get; init; } = 1;

    /// <summary>The power of the similarity, 0.1 to 8; 1.5 by default. Higher lets the most similar sessions decide.</summary>
    public double Sharpness { get; init; } = 1.5;

    /// <summary>How much less a long session says, 0 to 2; 0.25 by default.</summary>
    public double LengthDamping { get; init; } = 0.25;

    /// <summary>The age at which a session counts half, as a share of all sessions; positive, 0.7 by default.</summary>
    public double SessionHalfLife { get; init; } = 0.7;

    /// <summary>The events of distance after which a vote counts half; positive, 2 by default.</summary>
    public double DistanceHalfLife { get; init; } = 2;

    /// <summary>What an event before the shared one counts beside one after it, 0 to 1; 0.7 by default.</summary>
    public double Backward { get; init; } = 0.7;

    /// <summary>What the last item of the current session gains, in units of the greatest vote, 0 to 100; 1.5 by default.</summary>
    public double Repeat { get; init; } = 1.5;

    /// <summary>The number of later events after which that gain is half; positive, 10 by default.</summary>
    public double RepeatHalfLife { get; init; } = 10;

    /// <summary>The share of its score an item passes on to items near it, 0 to 10; 2 by default.</summary>
    public double Spread { get; init; } = 2;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<SessionNeighbors> Table { get; } = new OptionTable<SessionNeighbors>()
        .Whole("neighbors", learner => learner.Neighbors, (learner, value) => learner with { Neighbors = value })
        .Whole("sessionsPerItem", learner => learner.SessionsPerItem, (learner, value) => learner with { SessionsPerItem = value })
        .Whole("historyLength", learner => learner.HistoryLength, (learner, value) => learner with { HistoryLength = value })
        .Whole("longestSession", learner => learner.LongestSession, (learner, value) => learner with { LongestSession = value })
        .Number("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Number("rarity", learner => learner.Rarity, (learner, value) => learner with { Rarity = value })
        .Number("candidateRarity", learner => learner.CandidateRarity, (learner, value) => learner with { CandidateRarity = value })
        .Number("sharpness", learner => learner.Sharpness, (learner, value) => learner with { Sharpness = value })
        .Number("lengthDamping", learner => learner.LengthDamping, (learner, value) => learner with { LengthDamping = value })
        .Number("sessionHalfLife", learner => learner.SessionHalfLife, (learner, value) => learner with { SessionHalfLife = value })
        .Number("distanceHalfLife", learner => learner.DistanceHalfLife, (learner, value) => learner with { DistanceHalfLife = value })
        .Number("backward", learner => learner.Backward, (learner, value) => learner with { Backward = value })
        .Number("repeat", learner => learner.Repeat, (learner, value) => learner with { Repeat = value })
        .Number("repeatHalfLife", learner => learner.RepeatHalfLife, (learner, value) => learner with { RepeatHalfLife = value })
        .Number("spread", learner => learner.Spread, (learner, value) => learner with { Spread = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var index = SessionIndex.Of(interactions, LongestSession, SessionsPerItem);
        var links = SessionLinks.Of(index, this, context);
        return new SessionNeighborsModel(interactions.Items, index, links, this);
    }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One is out of its range.</exception>
    internal void Check() => new OptionFaults()
        .Require(Neighbors is >= 1 and <= 10_000, Neighbors, "1 to 10,000")
        .Require(SessionsPerItem is >= 1 and <= 100_000, SessionsPerItem, "1 to 100,000")
        .Require(HistoryLength is >= 1 and <= 100, HistoryLength, "1 to 100")
        .Require(LongestSession is >= 2 and <= 10_000, LongestSession, "2 to 10,000")
        .Require(HistoryHalfLife > 0 && double.IsFinite(HistoryHalfLife), HistoryHalfLife, "positive and finite")
        .Require(Rarity is >= 0 and <= 4, Rarity, "0 to 4")
        .Require(CandidateRarity is >= 0 and <= 4, CandidateRarity, "0 to 4")
        .Require(Sharpness is >= 0.1 and <= 8, Sharpness, "0.1 to 8")
        .Require(LengthDamping is >= 0 and <= 2, LengthDamping, "0 to 2")
        .Require(SessionHalfLife > 0 && double.IsFinite(SessionHalfLife), SessionHalfLife, "positive and finite")
        .Require(DistanceHalfLife > 0 && double.IsFinite(DistanceHalfLife), DistanceHalfLife, "positive and finite")
        .Require(Backward is >= 0 and <= 1, Backward, "0 to 1")
        .Require(Repeat is >= 0 and <= 100, Repeat, "0 to 100")
        .Require(RepeatHalfLife > 0 && double.IsFinite(RepeatHalfLife), RepeatHalfLife, "positive and finite")
        .Require(Spread is >= 0 and <= 10, Spread, "0 to 10")
        .ThrowIfAny(Name);
}
