using System.Globalization;
using System.Text.Json;
using CsCheck;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Streaming;

namespace Kirana.Tests.Areas.Recommend.Streaming;

public sealed class LayeredModelTests
{
    private const long Day = 86_400_000_000;
    private const long Now = 1000 * Day;
    private static readonly float[] Linear = [.. Enumerable.Range(0, 30).Select(item => 3 - item / 10f)];

    [Fact]
    public void Before_the_first_request_scores_are_the_models_bit_for_bit() => Assert.Equal(Linear, ScoresOf(Layered(Linear), [4, 4, 9]));

    [Fact]
    public void Weights_are_those_of_a_ridge_regression_on_lists_that_are_centred()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Recommend", "linear-layer.json")));
        T[] Read<T>(string name, JsonElement? of = null) => JsonSerializer.Deserialize<T[]>((of ?? golden.RootElement).GetProperty(name))!;
        var (scores, ages, departments) = (Read<float>("scores"), Read<int>("ages"), Read<int>("departments"));
        var memory = new LayerMemory(
            new LinearLayer
            {
                PriorStrength = golden.RootElement.GetProperty("strength").GetDouble(), OutcomePrior = golden.RootElement.GetProperty("prior").GetDouble(),
                MostTaken = golden.RootElement.GetProperty("most").GetDouble(), Candidates = 10,
            }, Now);
        var builder = new InteractionsBuilder();
        for (var item = 0; item < ages.Length; item++)
            builder.Add("one", Name(item), 1, Now - ages[item] * Day);
        var model = new FixedScores(new IdMap(Enumerable.Range(0, scores.Length).Select(Name)), scores);
        var traits = new ItemTraits(model.Items, id => new ItemTrait { Category = Name(departments[model.Items.GetOrAdd(id)]), Price = 1 });
        var layered = new LayeredModel(model, builder.Build(), traits, memory);
        foreach (var request in golden.RootElement.GetProperty("requests").EnumerateArray())
        {
            var taken = Read<int>("taken", request);
            Assert.True(Learn(layered, "one", Read<int>("history", request), taken));
        }

        Assert.Equal(Read<double>("weights"), memory.Weights.ToArray(), (left, right) => Math.Abs(left - right) < 1e-6);
    }

    [Fact]
    public void What_sells_better_than_expected_rises_and_what_is_passed_over_falls()
    {
        var layered = Layered(Linear);
        for (var request = 0; request < 60; request++)
            Learn(layered, null, [25], [12]);
        var scores = ScoresOf(layered, [25]);
        Assert.Equal(12, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[12] - scores[0] > Linear[12] - Linear[0] + 0.5);
        Assert.True(layered.Memory.Weights[2] > 0);
    }

    [Fact]
    public void Only_what_was_shown_competes()
    {
        var layered = Layered(Linear);
        Assert.False(layered.Learn(null, ShopperOf([25]), [12], [1f], [3, 7]));
        Assert.False(layered.Learn(null, ShopperOf([25]), [12], [1f], [12]));
        Assert.True(layered.Learn(null, ShopperOf([25]), [12], [1f], [3, 12, 25, 12, 28]));
        foreach (var item in Enumerable.Range(0, 30))
            Assert.Equal(item is 12 ? 1 : item is 3 or 25 or 28 ? -1 : 0, Math.Sign(layered.Trace(ShopperOf([25]), item).Single(share => share.Feature is "item-went").Value));
    }

    [Fact]
    public void What_lies_behind_the_candidates_keeps_its_score()
    {
        var layered = Layered(Linear, new LinearLayer { Candidates = 10 });
        Learn(layered, null, [25], [3]);
        var scores = ScoresOf(layered, [25]);
        Assert.Equal(Linear[11..25], scores[11..25]);
        Assert.NotEqual(Linear[25], scores[25]);
    }

    [Fact]
    public void A_person_who_is_forgotten_leaves_the_bits_of_before()
    {
        var (with, without) = (Layered(Linear), Layered(Linear));
        foreach (var layered in (LayeredModel[])[with, without])
            for (var request = 0; request < 3; request++)
                Learn(layered, "other", [20], [request]);
        foreach (var user in (string[])["one", "two", "one"])
            Learn(with, user, [21], [7, 2]);
        with.Forget("nobody");
        Assert.Equal(6, with.Memory.Requests);
        with.Forget("one");
        Assert.Equal(3, with.Memory.Requests);
        Assert.Equal(without.Memory.Weights, with.Memory.Weights);
        // How items went since the training held the person too, so that starts again.
        Assert.All(with.Trace(ShopperOf([20]), 0).Where(share => share.Feature.EndsWith("went", StringComparison.Ordinal)), share => Assert.Equal(0, share.Value));
        with.Forget("other");
        Assert.Equal(Linear, ScoresOf(with, [20]));
        Assert.Null(with.Memory.Newest);
    }

    [Fact]
    public void A_trace_tells_all_that_the_layer_added()
    {
        var layered = Layered(Linear, departments: 3);
        for (var request = 0; request < 9; request++)
            Learn(layered, null, [25], [12, 4, request]);
        var scores = ScoresOf(layered, [25]);
        foreach (var item in (int[])[0, 4, 12, 25])
            Assert.Equal(scores[item] - Linear[item], layered.Trace(ShopperOf([25]), item).Sum(share => share.Share), 1e-5);
        Assert.Empty(Layered(Linear).Trace(ShopperOf([25]), 3));
    }

    [Fact]
    public void A_request_that_took_no_candidate_teaches_nothing()
    {
        var scores = (float[])Linear.Clone();
        scores[7] = float.NegativeInfinity;
        var layered = Layered(scores);
        Assert.False(Learn(layered, "one", [3], [7]));
        Assert.False(Learn(layered, "one", [3], []));
        Assert.Equal(0, layered.Memory.Requests);
        Assert.Throws<ArgumentException>(() => layered.Learn("one", ShopperOf([3]), [1, 2], [1f]));
    }

    [Fact]
    public void Old_requests_are_taken_out_when_there_are_too_many()
    {
        var (few, last) = (new LayerMemory(new LinearLayer { MostRequests = 3 }, Now), new LayerMemory(new LinearLayer(), Now));
        for (var request = 0; request < 20; request++)
        {
            var term = TermOf(request);
            few.Add(null, Now + request * Day, term);
            if (request >= 17)
                last.Add(null, Now + request * Day, term);
        }

        Assert.Equal(3, few.Requests);
        Assert.Equal(last.Weights, few.Weights);
        // Anybody may have been among those that are gone.
        Assert.True(few.Forget("anybody"));
        Assert.Equal(0, few.Requests);
        Assert.All(few.Weights, weight => Assert.Equal(0, weight));
        Assert.False(few.Forget("anybody"));
    }

    [Fact]
    public void The_order_of_requests_changes_no_bit_and_what_is_taken_out_leaves_none() =>
        Gen.Select(Gen.Select(Gen.Int[0, 1000], Gen.Long[0, 4000 * Day]).Array[1, 20], Gen.Int[0, 20], Gen.Int).Sample((requests, gone, seed) =>
        {
            var (all, kept) = (new LayerSums(4, TimeSpan.FromDays(30), Now), new LayerSums(4, TimeSpan.FromDays(30), Now));
            foreach (var (term, time) in requests)
                all.Add(TermOf(term), time);
            foreach (var (term, time) in requests.Take(gone))
                all.Remove(TermOf(term), time);
            foreach (var (term, time) in requests.Skip(gone).OrderBy(one => HashCode.Combine(one, seed)))
                kept.Add(TermOf(term), time);
            return all.Solve(100, 4000 * Day).SequenceEqual(kept.Solve(100, 4000 * Day));
        });

    [Fact]
    public void A_half_life_halves_what_a_request_says()
    {
        var (old, half) = (new LayerSums(4, TimeSpan.FromDays(30), Now), new LayerSums(4, TimeSpan.FromDays(30), Now));
        old.Add(TermOf(1), Now);
        half.Add(Array.ConvertAll(TermOf(1), value => value / 2), Now + 30 * Day);
        Assert.Equal(half.Solve(100, Now + 30 * Day), old.Solve(100, Now + 30 * Day), (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var layered = Layered(Linear);
        Learn(layered, null, [25], [12]);
        var scores = new float[Linear.Length];
        Score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Score();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Score() => layered.Score(new Shopper([25], [1], [Now], Now), scores);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => new LayerMemory(
            new LinearLayer { PriorStrength = 0, HalfLife = TimeSpan.Zero, Candidates = 9, OutcomePrior = double.NaN, MostTaken = -1, MostRequests = 0 }, Now));
        Assert.All((string[])["PriorStrength", "HalfLife", "Candidates", "OutcomePrior", "MostTaken", "MostRequests"], option => Assert.Contains(option, fault.Message, StringComparison.Ordinal));
    }

    private static LayeredModel Layered(float[] scores, LinearLayer? layer = null, int departments = 1)
    {
        var builder = new InteractionsBuilder();
        for (var item = 0; item < scores.Length; item++)
            builder.Add("one", Name(item), 1, Now - (1 + item % 7) * 40 * Day);
        var items = new IdMap(Enumerable.Range(0, scores.Length).Select(Name));
        return new LayeredModel(
            new FixedScores(items, scores), builder.Build(), new ItemTraits(items, id => new ItemTrait { Category = Name(items.GetOrAdd(id) % departments), Price = 1 }), new LayerMemory(layer ?? new LinearLayer(), Now));
    }

    private static double[] TermOf(int seed)
    {
        // g, then the triangle of x xᵀ, which has no direction of negative information.
        double[] x = [.. Enumerable.Range(0, 4).Select(i => Math.Sin(seed + 3 * i))];
        return [.. x, .. Enumerable.Range(0, 4).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => x[i] * x[j]))];
    }

    private static bool Learn(LayeredModel layered, string? user, int[] history, int[] taken) => layered.Learn(user, ShopperOf(history), taken, [.. taken.Select(_ => 1f)]);

    private static Shopper ShopperOf(int[] history) => new(history, Enumerable.Repeat(1f, history.Length).ToArray(), Enumerable.Repeat(Now, history.Length).ToArray(), Now);

    private static float[] ScoresOf(LayeredModel model, int[] history)
    {
        var scores = new float[model.Items.Count];
        model.Score(ShopperOf(history), scores);
        return scores;
    }

    private static string Name(int item) => item.ToString(CultureInfo.InvariantCulture);

    private sealed class FixedScores(IdMap items, float[] scores) : IRecommender
    {
        public string Kind => "fixed";

        public IdMap Items => items;

        public void Score(Shopper shopper, Span<float> own) => scores.CopyTo(own);

        public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => [];

        public void Save(ModelWriter writer)
        {
        }
    }
}
