using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Sessions;

namespace Kirana.Tests.Areas.Recommend.Sessions;

public sealed class SessionNeighborsTests
{
    /// <summary>Every weight 1 and every decay a half, so that votes can be worked out by hand.</summary>
    private static readonly SessionNeighbors Plain = new()
    {
        Rarity = 0, CandidateRarity = 0, Sharpness = 1, LengthDamping = 0, SessionHalfLife = 1e9, HistoryHalfLife = 1, DistanceHalfLife = 1,
        Backward = 0.5, Repeat = 0, Spread = 0,
    };

    [Fact]
    public void Scores_are_those_of_the_formulas()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Recommend", "session-neighbors.json")));
        var root = golden.RootElement;
        var sessions = root.GetProperty("sessions").EnumerateArray().Select(session => session.EnumerateArray().Select(item => item.GetInt32()).ToArray()).ToArray();
        var current = root.GetProperty("current").EnumerateArray().Select(item => item.GetInt32()).ToArray();
        var weights = root.GetProperty("weights").EnumerateArray().Select(weight => weight.GetSingle()).ToArray();
        var expected = root.GetProperty("scores").EnumerateArray().ToArray();

        var learner = new SessionNeighbors
        {
            Neighbors = 6, Rarity = 2, CandidateRarity = 1, Sharpness = 1.5, LengthDamping = 0.25, SessionHalfLife = 0.7, HistoryHalfLife = 1.5,
            DistanceHalfLife = 2, Backward = 0.6, Repeat = 1.2, RepeatHalfLife = 4, Spread = 0.8,
        };
        var scores = Scores(Fit(learner, expected.Length, sessions), current, weights);
        for (var item = 0; item < scores.Length; item++)
            if (expected[item].ValueKind == JsonValueKind.Null)
                Assert.Equal(float.NegativeInfinity, scores[item]);
            else
                Assert.Equal(expected[item].GetSingle(), scores[item], 1e-5f);
    }

    [Fact]
    public void What_follows_the_shared_item_soon_scores_highest()
    {
        // Session 0 1 2 3 shares item 1 only: 2 follows it (1), 3 one later (½), 0 stands before it (½).
        Near([0.5f, float.NegativeInfinity, 1, 0.5f], Scores(Fit(Plain, 4, [0, 1, 2, 3]), [1]));
    }

    [Fact]
    public void A_later_event_of_the_current_session_counts_more()
    {
        // Similarities 1 (holds 1) and ½ (holds 0), each with one vote for what follows.
        Near([float.NegativeInfinity, float.NegativeInfinity, 0.5f, 1], Scores(Fit(Plain, 4, [0, 2], [1, 3]), [0, 1]));
    }

    [Fact]
    public void Newer_sessions_count_more_and_only_the_newest_of_an_item_are_kept()
    {
        var scores = Scores(Fit(Plain with { SessionHalfLife = 0.5 }, 3, [0, 1], [0, 2]), [0]);
        Near([float.NegativeInfinity, 0.5f, 1], scores);
        scores = Scores(Fit(Plain with { SessionsPerItem = 1 }, 3, [0, 1], [0, 2]), [0]);
        Near([float.NegativeInfinity, float.NegativeInfinity, 1], scores);
    }

    [Fact]
    public void Of_equally_similar_sessions_the_newest_are_neighbours() =>
        Near([float.NegativeInfinity, float.NegativeInfinity, 1], Scores(Fit(Plain with { Neighbors = 1 }, 3, [0, 1], [0, 2]), [0]));

    [Fact]
    public void Items_of_the_current_session_come_back_by_their_age()
    {
        var scores = Scores(Fit(Plain with { Repeat = 4, RepeatHalfLife = 1 }, 4, [0, 2], [1, 3]), [0, 1]);
        Assert.Equal(2, scores[0], 1e-5f);
        Assert.Equal(4, scores[1], 1e-5f);
    }

    [Fact]
    public void The_spread_reaches_items_that_no_neighbour_holds()
    {
        // 0 → 1 in one session, 1 → 2 in another: from 0, only the spread of 1 reaches 2. Its links weigh 0: ½/√1, 2: 1/√1.
        int[][] sessions = [[0, 1], [1, 2]];
        Assert.Equal(float.NegativeInfinity, Scores(Fit(Plain, 3, sessions), [0])[2]);
        Assert.Equal(0.6f * 2 / 3, Scores(Fit(Plain with { Spread = 0.6 }, 3, sessions), [0])[2], 1e-5f);
    }

    [Fact]
    public void Reasons_add_up_to_the_score_where_nothing_comes_through_others()
    {
        var data = MadeData.Grouped();
        var model = (SessionNeighborsModel)(Plain with { Repeat = 1, RepeatHalfLife = 3 }).Fit(data, FitContext.Default);
        var current = new[] { 2, 11, 5 };
        var scores = Scores(model, current);
        for (var item = 0; item < data.ItemCount; item++)
        {
            var reasons = model.Explain(Session(current), item);
            Assert.Equal(float.IsNegativeInfinity(scores[item]) ? 0 : scores[item], reasons.Sum(reason => reason.Weight), 1e-4f);
            Assert.All(reasons, reason => Assert.Contains(reason.Kind, (string[])["seen-together", "repeat"]));
        }
    }

    [Fact]
    public void Long_rows_are_cut_into_sessions()
    {
        var model = Fit(Plain with { LongestSession = 2 }, 6, [0, 1, 2, 3, 4]);
        Assert.Equal(3, model.SessionCount);
        Near([float.NegativeInfinity, float.NegativeInfinity, 1, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity],
            Scores(model, [1]).Select((score, item) => item == 2 ? score : float.NegativeInfinity).ToArray());
    }

    [Fact]
    public void An_empty_session_and_unknown_items_score_nothing()
    {
        var model = Fit(Plain, 4, [0, 1], [2]);
        Assert.All(Scores(model, []), score => Assert.Equal(float.NegativeInfinity, score));
        Assert.All(Scores(model, [900, 3]), score => Assert.Equal(float.NegativeInfinity, score));
        Near(Scores(model, [0]), Scores(model, [0, 900]));
    }

    [Fact]
    public void A_user_of_a_hundred_thousand_events_is_learned_from()
    {
        int[] busy = [.. Enumerable.Range(0, 100_000).Select(e => e * 7 % 50)];
        var scores = Scores(Fit(new SessionNeighbors(), 50, busy, [1, 2]), [1, 2]);
        Assert.DoesNotContain(scores, float.IsNaN);
        Assert.Contains(scores, float.IsFinite);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(Plain with { Neighbors = 0, Sharpness = double.NaN, Backward = 2 }, 2, [0, 1]));
        Assert.All(["Neighbors", "Sharpness", "Backward"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static SessionNeighborsModel Fit(SessionNeighbors learner, int items, params int[][] sessions)
    {
        var builder = new InteractionsBuilder(items: new IdMap(Enumerable.Range(0, items).Select(item => $"i{item}")));
        for (var session = 0; session < sessions.Length; session++)
            for (var place = 0; place < sessions[session].Length; place++)
                builder.Add(session, sessions[session][place], 1, 1_000_000L * session + place);
        return (SessionNeighborsModel)learner.Fit(builder.Build(), FitContext.Default);
    }

    private static Shopper Session(int[] items, float[]? weights = null) =>
        new(items, weights ?? items.Select(_ => 1f).ToArray(), items.Select((_, place) => (long)place).ToArray(), items.Length);

    private static float[] Scores(SessionNeighborsModel model, int[] current, float[]? weights = null)
    {
        var scores = new float[model.Items.Count];
        model.Score(Session(current, weights), scores);
        return scores;
    }

    private static void Near(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            if (float.IsFinite(expected[i]))
                Assert.Equal(expected[i], found[i], 1e-5f);
            else
                Assert.Equal(expected[i], found[i]);
    }
}
