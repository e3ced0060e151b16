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
