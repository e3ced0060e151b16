using CsCheck;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Popularity;

public sealed class PopularityStreamTests
{
    private const long Day = 86_400_000_000;
    private static readonly RecencyPopular Learner = new() { HalfLife = TimeSpan.FromDays(10) };
    private static readonly IdMap Goods = new(["soap", "sofa", "rope", "lamp"]);
    private static readonly Gen<(int Item, float Weight, long Time)[]> Events = Gen.Select(Gen.Int[0, 2], Gen.Float[0.1f, 3], Gen.Long[0, 100 * Day]).Array[1, 40];

    [Fact]
    public void An_event_at_the_landmark_counts_its_weight_and_half_of_it_a_half_life_before()
    {
        var stream = new PopularityStream(Learner, Goods, 50 * Day);
        stream.Add(0, 3, 50 * Day);
        stream.Add(1, 3, 40 * Day);
        stream.Add(2, 3, 30 * Day);
        Assert.Equal([3f, 1.5f, 0.75f, float.NegativeInfinity], ScoresOf(stream));
    }

    [Fact]
    public void It_scores_as_a_training_over_the_same_events_does() => Events.Sample(events =>
    {
        var builder = new InteractionsBuilder(items: new IdMap(Goods.Ids));
        foreach (var (item, weight, time) in events)
            builder.Add("one", Goods[item], weight, time);
        var (trained, streamed) = (ScoresOf(Learner.Fit(builder.Build(), FitContext.Default)), ScoresOf(Of(events, events.Max(one => one.Time))));
        return trained.Zip(streamed).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-6 * pair.First);
    });

    [Fact]
    public void The_order_in_which_events_come_changes_no_bit() => Gen.Select(Events, Gen.Int).Sample((events, seed) =>
    {
        var others = events.OrderBy(one => HashCode.Combine(one, seed)).ToArray();
        return ScoresOf(Of(events, 90 * Day)).SequenceEqual(ScoresOf(Of(others, 90 * Day)));
    });

    [Fact]
    public void Events_taken_out_leave_no_trace() => Gen.Select(Events, Events).Sample((kept, gone) =>
    {
        var stream = Of([.. gone, .. kept], 90 * Day);
        foreach (var (item, weight, time) in gone.Reverse())
            stream.Remove(item, weight, time);
        return ScoresOf(stream).SequenceEqual(ScoresOf(Of(kept, 90 * Day)));
    });

    [Fact]
    public void A_clock_ahead_by_a_century_gains_one_half_life()
    {
        var stream = new PopularityStream(Learner, Goods, 50 * Day);
        stream.Add(0, 1, 36_500 * Day);
        stream.Add(1, 1, 60 * Day);
        Assert.Equal([2f, 2f], ScoresOf(stream)[..2]);
    }

    [Fact]
    public void What_is_older_than_eighty_half_lives_says_nothing()
    {
        var stream = new PopularityStream(Learner, Goods, 0);
        stream.Add(0, 1, -790 * Day);
        stream.Add(1, 1, -3000 * Day);
        stream.Add(2, 1, long.MinValue);
        Assert.Equal([MathF.ScaleB(1, -79), float.NegativeInfinity, float.NegativeInfinity], ScoresOf(stream)[..3]);
    }

    [Fact]
    public void A_weight_that_is_not_positive_or_too_large_is_refused()
    {
        var stream = new PopularityStream(Learner, Goods, 0);
        foreach (var weight in (float[])[0, -1, float.NaN, float.PositiveInfinity, 2_000_000])
            Assert.Throws<ArgumentOutOfRangeException>(() => stream.Add(0, weight, 0));
        Assert.Throws<ArgumentException>(() => new PopularityStream(new RecencyPopular { HalfLife = TimeSpan.Zero }, Goods, 0));
    }

    [Fact]
    public void Its_moment_is_saved_as_a_model_of_recent_popularity()
    {
        var stream = Of([(1, 2, 90 * Day), (2, 1, 80 * Day)], 90 * Day);
        var writer = new ModelWriter("test", 1, 1);
        RecommenderFile.Write(stream, writer, "part");
        using var reader = ModelReader.Parse(writer.ToArray(), "test");
        var read = RecommenderFile.Read(reader.Part("part"));
        Assert.Equal("recency-popular", read.Kind);
        Assert.Equal(ScoresOf(stream), ScoresOf(read));
        Assert.Equal("trending", Assert.Single(read.Explain(default, 1)).Kind);
        Assert.Equal(stream.Explain(default, 1), read.Explain(default, 1));
    }

    [Fact]
    public void Adding_and_reading_allocate_nothing()
    {
        var (stream, scores) = (Of([(0, 1, 0)], 90 * Day), new float[Goods.Count]);
        stream.Score(default, scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            stream.Add(1, 1, i * Day);
            stream.Score(default, scores);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static PopularityStream Of((int Item, float Weight, long Time)[] events, long landmark)
    {
        var stream = new PopularityStream(Learner, Goods, landmark);
        foreach (var (item, weight, time) in events)
            stream.Add(item, weight, time);
        return stream;
    }

    private static float[] ScoresOf(IRecommender model)
    {
        var scores = new float[model.Items.Count];
        model.Score(default, scores);
        return scores;
    }
}
