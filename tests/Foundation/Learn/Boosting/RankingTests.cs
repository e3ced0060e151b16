using CsCheck;
using Kirana.Data;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class RankingTests
{
    private static readonly GradientBoosting s_ranker = new() { Trees = 40, Leaves = 8, MinRowsPerLeaf = 5, Objective = Objective.LambdaMart() };

    [Fact]
    public void Orders_groups_better_than_it_began_and_better_than_chance()
    {
        var (train, test) = (Ranked(1_500, 1), Ranked(600, 2));
        var model = s_ranker.Fit(train, Examples.OneThread, validation: test);

        var losses = model.ValidationLosses;
        var chance = s_ranker.Objective!.MeanLoss([new double[test.Rows]], test);
        Assert.True(losses[^1] < losses[0]);
        Assert.InRange(losses[^1], 0, chance / 2);
    }

    [Fact]
    public void Pulls_of_a_group_cancel_and_point_from_worse_to_better()
    {
        var rows = Ranked(30, 3);
        var pairs = new GradientPair[rows.Rows];
        s_ranker.Objective!.Gradients([new double[rows.Rows]], rows, 0, pairs, 1, CancellationToken.None);

        for (var group = 0; group < 3; group++)
        {
            var own = Enumerable.Range(10 * group, 10).ToArray();
            Assert.Equal(0, own.Sum(i => (double)pairs[i].Gradient), 1e-5);
            var (best, worst) = (own.MaxBy(i => rows.Targets[i]), own.MinBy(i => rows.Targets[i]));
            if (rows.Targets[best] > rows.Targets[worst])
                Assert.True(pairs[best].Gradient < 0 && pairs[worst].Gradient > 0);
        }

        Assert.All(pairs, pair => Assert.True(pair.Hessian >= 0));
    }

    [Fact]
    public void Has_the_same_bytes_at_any_number_of_threads_and_needs_groups()
    {
        var rows = Ranked(2_000, 1);
        Assert.Equal(s_ranker.Fit(rows, Examples.OneThread).ToBytes(), s_ranker.Fit(rows, Examples.OneThread with { Threads = 3 }).ToBytes());
        Assert.Equal("bad-group", Assert.Throws<DataException>(() => s_ranker.Fit(rows with { GroupSizes = [] }, Examples.OneThread)).Code);
        Assert.Equal("bad-target", Assert.Throws<DataException>(() => s_ranker.Fit(Examples.Regression(50) with { GroupSizes = [50] }, Examples.OneThread)).Code);
    }

    [Fact]
    public void Average_precision_orders_relevant_rows_first()
    {
        static LabelledRows Relevant(int rows, ulong seed)
        {
            var all = Ranked(rows, seed);
            return all with { Targets = Array.ConvertAll(all.Targets, t => t > 2 ? 1f : 0f) };
        }

        var (train, test) = (Relevant(1_500, 1), Relevant(600, 2));
        var model = (s_ranker with { Objective = Objective.LambdaMartPrecision() }).Fit(train, Examples.OneThread, validation: test);

        var losses = model.ValidationLosses;
        var chance = Objective.LambdaMartPrecision().MeanLoss([new double[test.Rows]], test);
        Assert.InRange(losses[^1], 0, chance / 2);
        Assert.Equal("lambdamart-precision", model.Objective);
    }

    [Fact]
    public void What_an_exchange_changes_is_the_difference_of_the_measures() => Gen.Select(Gen.Int[0, 3].Array[2, 12], Gen.Int[1, 12]).Sample((relevances, cutoff) =>
    {
        float[] ranked = [.. relevances.Select(r => (float)r)];
        foreach (var of in new Func<int, RankingMeasure>[] { c => new AveragePrecisionMeasure(c), _ => new NdcgMeasure(100) })
        {
            var measure = of(cutoff);
            measure.Begin(ranked);
            if (!measure.HasRelevant)
                continue;
            for (var first = 0; first < ranked.Length; first++)
                for (var second = first + 1; second < ranked.Length; second++)
                    if (ranked[first] != ranked[second])
                    {
                        var exchanged = (float[])ranked.Clone();
                        (exchanged[first], exchanged[second]) = (ranked[second], ranked[first]);
                        var other = of(cutoff);
                        other.Begin(exchanged);
                        Assert.Equal(Math.Abs(other.Value - measure.Value), measure.Change(first, second), 1e-12);
                    }
        }
    }, iter: 500);

    [Fact]
    public void Average_precision_is_the_mean_of_precisions_at_relevant_rows()
    {
        var measure = new AveragePrecisionMeasure(10);
        measure.Begin([1, 0, 1, 0, 0, 3]);
        Assert.Equal((1 + 2 / 3.0 + 3 / 6.0) / 3, measure.Value, 1e-12);
        var cut = new AveragePrecisionMeasure(2);
        cut.Begin([1, 0, 1, 0, 0, 3]);
        Assert.Equal(0.5, cut.Value, 1e-12);
    }

    private static LabelledRows Ranked(int rows, ulong seed)
    {
        var data = Examples.Regression(rows, seed);
        return data with
        {
            Targets = Array.ConvertAll(data.Targets, t => (float)Math.Clamp(Math.Floor(t), 0, 4)),
            GroupSizes = [.. Enumerable.Repeat(10, rows / 10)],
        };
    }
}
