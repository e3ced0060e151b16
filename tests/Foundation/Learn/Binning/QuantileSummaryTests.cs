using CsCheck;
using Kirana.Learn.Binning;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Binning;

/// <summary>Ranks of merged, pruned and streamed values against sorting them all.</summary>
public sealed class QuantileSummaryTests
{
    private static readonly Gen<(float[] Values, float[] Weights)> s_part =
        // Few whole numbers make ties, and a weight of 0 makes rows that do not count.
        Gen.Select(Gen.OneOf(Gen.Int[-9, 9].Select(i => (float)i), Gen.Float[-3, 3], Gen.Const(float.PositiveInfinity), Gen.Const(float.NaN)), Gen.Int[0, 5].Select(i => i / 2f))
            .Array[0, 60].Select(rows => (Array.ConvertAll(rows, row => row.Item1), Array.ConvertAll(rows, row => row.Item2)));

    [Fact]
    public void Knows_every_rank_of_few_values() => s_part.Sample(part =>
    {
        var summary = QuantileSummary.Of(part.Values, part.Weights);
        Assert.Equal(0, summary.ErrorBound);
        foreach (var value in Probes(part.Values))
            Assert.Equal(Ranks([part], value), summary.Rank(value));
    });

    [Fact]
    public void Merged_and_pruned_parts_keep_every_rank_within_the_bound() => Gen.Select(s_part.Array[1, 6], Gen.Int[2, 40], Gen.Int[2, 40]).Sample((parts, size, last) =>
    {
        // Each part is pruned by itself, and so are the parts merged in pairs: never by more than once at each stage.
        var summaries = parts.Select(part => QuantileSummary.Of(part.Values, part.Weights).Prune(size)).ToArray();
        Assert.All(summaries, summary => Assert.True(summary.ErrorBound <= 1.0 / size + 1e-9));
        var merged = summaries.Aggregate(QuantileSummary.Empty, (all, own) => all.Merge(own));
        Assert.True(merged.ErrorBound <= summaries.Max(summary => summary.ErrorBound) + 1e-9);
        var pruned = merged.Prune(last);
        Assert.InRange(pruned.Entries.Length, 0, last + 1);
        Assert.True(pruned.ErrorBound <= merged.ErrorBound + 1.0 / last + 1e-9);

        foreach (var summary in new[] { merged, pruned, QuantileSummary.Of(pruned.Entries) })
            CheckRanks(summary, parts);
    });

    [Theory]
    [InlineData("random")]
    [InlineData("sorted")]
    [InlineData("reversed")]
    [InlineData("ties")]
    [InlineData("heavy")]
    public void A_stream_keeps_its_error_in_any_order(string order)
    {
        const int Rows = 40_000;
        var random = new RandomStream(3);
        var values = Enumerable.Range(0, Rows).Select(i => order switch
        {
            "sorted" => i,
            "reversed" => -i,
            "ties" => random.Next(40),
            _ => (float)random.NextGaussian(),
        }).ToArray();
        var weights = Enumerable.Range(0, Rows).Select(i => order is "heavy" && i % 1_000 == 0 ? 500f : 0.5f + (float)random.NextDouble()).ToArray();

        var sketch = new QuantileSketch(0.02);
        for (var start = 0; start < Rows; start += 777)
            sketch.Add(values.AsSpan(start, Math.Min(777, Rows - start)), weights.AsSpan(start, Math.Min(777, Rows - start)));
        var summary = sketch.ToSummary();

        Assert.InRange(summary.ErrorBound, order is "ties" ? 0 : 1e-6, 0.02);
        CheckRanks(summary, [(values, weights)], every: 97);
        var total = weights.Sum(w => (double)w);
        foreach (var share in new[] { 0, 0.01, 0.25, 0.5, 0.9, 1 })
        {
            var (below, upTo) = Ranks([(values, weights)], summary.Quantile(share));
            Assert.InRange(share * total, below - summary.ErrorBound * total - 1e-6, upTo + summary.ErrorBound * total + 1e-6);
        }
    }

    [Fact]
    public void Sketches_of_parts_combine_as_one_of_the_whole()
    {
        var random = new RandomStream(4);
        var parts = Enumerable.Range(0, 7).Select(p => (
            Values: Enumerable.Range(0, 1_000 + 1_500 * p).Select(_ => p + (float)random.NextGaussian()).ToArray(), Weights: Array.Empty<float>())).ToArray();
        var whole = new QuantileSketch(0.02);
        foreach (var part in parts)
        {
            var own = new QuantileSketch(0.02);
            own.Add(part.Values);
            whole.Merge(own);
        }

        var summary = whole.ToSummary();
        Assert.Equal(parts.Sum(part => part.Values.Length), summary.Weight);
        Assert.InRange(summary.ErrorBound, 1e-6, 0.02);
        CheckRanks(summary, [.. parts.Select(part => (part.Values, Array.ConvertAll(part.Values, _ => 1f)))], every: 97);

        var doubled = new QuantileSketch(0.02);
        doubled.Add(parts[2].Values);
        doubled.Merge(doubled);
        Assert.Equal(2 * parts[2].Values.Length, doubled.ToSummary().Weight);
    }

    [Fact]
    public void Cuts_of_rows_that_all_weigh_one_are_those_of_a_sample_of_all_rows() => Gen.Select(Gen.Int[-30, 30].Array[1, 400], Gen.Int[2, 80], Gen.Int[1, 6], Gen.Bool).Sample((whole, maxBins, least, fine) =>
    {
        var values = Array.ConvertAll(whole, v => fine ? v * 0.37f : MathF.Max(0, v));
        var sorted = values.Order().ToArray();
        var expected = NumericCuts.Choose(sorted, new int[sorted.Length], maxBins, least);
        Assert.Equal(expected, WeightedCuts.Choose(QuantileSummary.Of(values), maxBins, least));
    });

    [Fact]
    public void Bins_hold_equal_weights_not_equal_rows()
    {
        // Values below 0 weigh a hundredth: by rows they would take half of all bins.
        const int Rows = 20_000;
        var random = new RandomStream(5);
        var values = Enumerable.Range(0, Rows).Select(_ => 2 * (float)random.NextDouble() - 1).ToArray();
        var weights = Array.ConvertAll(values, v => v < 0 ? 0.01f : 1f);
        var source = Examples.Of([values], values).Features;
        var bins = BinFinder.Find(source, new BinningOptions(MaxBins: 100, BySketch: true), 1, 1, CancellationToken.None, (start, own) => weights.AsSpan(start, own.Length).CopyTo(own));

        Assert.InRange(bins[0].Cuts.Count(cut => cut < 0), 1, 2);
        var perBin = new double[bins[0].Count];
        for (var i = 0; i < Rows; i++)
            perBin[bins[0].Cuts.Count(cut => cut < values[i])] += weights[i];
        var mean = weights.Sum(w => (double)w) / perBin.Length;
        Assert.InRange(perBin.Length, 95, 100);
        Assert.All(perBin.SkipLast(1), weight => Assert.InRange(weight, 0.7 * mean, 1.3 * mean));
    }

    [Fact]
    public void Refuses_what_is_no_weight_no_rank_and_no_summary()
    {
        Assert.Throws<ArgumentException>(() => QuantileSummary.Of([1f, 2f], [1f]));
        Assert.Throws<ArgumentException>(() => QuantileSummary.Of([1f], [-1f]));
        Assert.Throws<ArgumentException>(() => QuantileSummary.Of([1f], [float.NaN]));
        Assert.Throws<ArgumentException>(() => new QuantileSketch().Add([1f], [1f, 2f]));
        var sketch = new QuantileSketch();
        Assert.Throws<ArgumentException>(() => sketch.Add([1f, 2f], [1f, -1f]));
        Assert.Equal(0, sketch.ToSummary().Weight);
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileSketch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileSketch(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileSummary.Empty.Prune(0));
        Assert.Throws<InvalidOperationException>(() => QuantileSummary.Empty.Quantile(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileSummary.Of([1f]).Quantile(1.1));
        Assert.Throws<ArgumentException>(() => QuantileSummary.Of([1f]).Rank(float.NaN));
        Assert.Equal((0, 0), QuantileSummary.Empty.Rank(1));
        Assert.Equal(0, QuantileSummary.Empty.ErrorBound);

        Refused(new SummaryEntry(float.NaN, 0, 1, 1));
        Refused(new SummaryEntry(1, 0, 1, 0));
        Refused(new SummaryEntry(1, -1, 1, 1));
        Refused(new SummaryEntry(1, 0, double.PositiveInfinity, 1));
        Refused(new SummaryEntry(1, 0, 1, 2));
        Refused(new SummaryEntry(2, 0, 1, 1), new SummaryEntry(1, 1, 2, 1));
        Refused(new SummaryEntry(1, 0, 1, 1), new SummaryEntry(2, 0, 2, 1));
        Refused(new SummaryEntry(1, 0, 3, 1), new SummaryEntry(2, 1, 3, 1));

        static void Refused(params SummaryEntry[] entries) =>
            Assert.Throws<ArgumentException>(() => QuantileSummary.Of(entries.AsSpan()));
    }

    /// <summary>The true ranks lie between the bounds, which lie no farther apart than the error says.</summary>
    private static void CheckRanks(QuantileSummary summary, (float[] Values, float[] Weights)[] parts, int every = 1)
    {
        var slack = 1e-6 * Math.Max(1, summary.Weight);
        foreach (var value in Probes([.. parts.SelectMany(part => part.Values).Where((_, i) => i % every == 0)]))
        {
            var ((below, upTo), (least, most)) = (Ranks(parts, value), summary.Rank(value));
            Assert.True(least <= below + slack && upTo <= most + slack, $"{value}: {below} to {upTo}, said to lie between {least} and {most}");
            Assert.True(most - least - (upTo - below) <= summary.ErrorBound * summary.Weight + slack, $"{value}: {least} and {most} are too far apart");
        }
    }

    /// <summary>Every value, and numbers between and beside them.</summary>
    private static float[] Probes(float[] values) => [.. values.Where(v => !float.IsNaN(v)).SelectMany(v => new[] { v, v + 0.25f }).Append(-1e9f).Append(float.PositiveInfinity).Distinct()];

    private static (double Below, double UpTo) Ranks((float[] Values, float[] Weights)[] parts, float value)
    {
        var (below, upTo) = (0.0, 0.0);
        foreach (var (values, weights) in parts)
            for (var i = 0; i < values.Length; i++)
            {
                below += values[i] < value ? weights[i] : 0;
                upTo += values[i] <= value ? weights[i] : 0;
            }

        return (below, upTo);
    }
}
