using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Recommend.Linear;

public sealed class LinearItemsTests
{
    [Fact]
    public void Coefficients_worked_out_by_hand()
    {
        // Users {0, 1}, {0, 1}, {0}: XᵀX + I = (4 2; 2 3), its inverse (3 −2; −2 4) / 8, so B(0, 1) = 2 / 4 and B(1, 0) = 2 / 3.
        var model = Fit(new LinearItems { Regularization = 1 }, MadeData.Of(2, [0, 1], [0, 1], [0]));
        Near([0.5f], model.SimilaritiesOf(0));
        Near([2 / 3f], model.SimilaritiesOf(1));
    }

    [Fact]
    public void Items_that_shoppers_choose_between_speak_against_each_other()
    {
        // 0 goes with 1 or with 2, never with both.
        var model = Fit(new LinearItems { Regularization = 0.5 }, MadeData.Of(3, [0, 1], [0, 1], [0, 2], [0, 2]));
        Assert.True(Coefficient(model, 1, 2) < 0);
        Assert.True(Coefficient(model, 1, 0) > 0);
        var reasons = model.Explain(new Shopper([0, 1], [1, 1], [0, 1], 1), 2);
        Assert.Equal([0], reasons.Select(reason => reason.Item));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.5, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0.7, 0.5, 0.3)]
    public void Coefficients_are_those_of_dense_algebra(double exponent, double activity, double popularity)
    {
        RequireDense(MadeData.Grouped(users: 80, items: 30), exponent, activity, popularity);
        // By the matrix of users, of which there are fewer.
        RequireDense(MadeData.Grouped(users: 20, items: 30), exponent, activity, popularity);
    }

    private static void RequireDense(Interactions data, double exponent, double activity, double popularity)
    {
        var learner = new LinearItems
        {
            Regularization = 3, RegularizationExponent = exponent, ActivityDamping = activity, PopularityDamping = popularity, Entries = 100,
        };
        var model = Fit(learner, data);
        var expected = Dense(data, learner);
        for (var i = 0; i < 30; i++)
            for (var j = 0; j < 30; j++)
                Assert.Equal(expected[i, j], Coefficient(model, i, j), 2e-5);
    }

    [Fact]
    public void Only_the_greatest_coefficients_are_kept()
    {
        var data = MadeData.Grouped();
        var all = Fit(new LinearItems { Entries = 1000 }, data);
        var few = Fit(new LinearItems { Entries = 3 }, data);
        for (var item = 0; item < data.ItemCount; item++)
        {
            Assert.Equal(all.NeighborsOf(item)[..3].ToArray(), few.NeighborsOf(item).ToArray());
            Assert.True(MathF.Abs(all.SimilaritiesOf(item)[2]) >= MathF.Abs(all.SimilaritiesOf(item)[3]));
        }
    }

    [Fact]
    public void An_item_without_events_costs_nothing_and_says_nothing()
    {
        // 2,000 items would need 16 MB, the two that occur need a few bytes.
        var model = Fit(new LinearItems { Regularization = 1, MostMegabytes = 1 }, MadeData.Of(2000, [7, 1500], [7, 1500], [7]));
        Near([0.5f], model.SimilaritiesOf(7));
        Assert.Equal(0, model.NeighborsOf(3).Length);
    }

    [Fact]
    public void A_matrix_beyond_the_limit_is_refused_before_it_is_made()
    {
        var data = MadeData.Of(600, [.. Enumerable.Range(0, 600).Select(user => new[] { user, (user + 1) % 600 })]);
        var error = Assert.Throws<DataException>(() => Fit(new LinearItems { MostMegabytes = 1 }, data));
        Assert.Equal("too-many-items", error.Code);
        Assert.Contains("600 items needs 2 MB", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void A_user_of_a_hundred_thousand_events_is_learned_from()
    {
        int[] busy = [.. Enumerable.Range(0, 100_000).Select(e => e * 7 % 50)];
        var model = Fit(new LinearItems(), MadeData.Of(50, busy, [1, 2]));
        Assert.All(Enumerable.Range(0, 50), item => Assert.All(model.SimilaritiesOf(item).ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var learner = new LinearItems { Regularization = 0, PopularityDamping = 2, Entries = 0, MostMegabytes = 9000 };
        var error = Assert.Throws<ArgumentException>(() => Fit(learner, MadeData.Of(2, [0, 1])));
        Assert.All(["Regularization", "PopularityDamping", "Entries", "MostMegabytes"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    /// <summary>The formulas of <see cref="LinearItems"/> in double, the inverse by elimination.</summary>
    private static double[,] Dense(Interactions data, LinearItems options)
    {
        var items = data.ItemCount;
        var gram = new double[items, items];
        for (var user = 0; user < data.UserCount; user++)
        {
            var row = new double[items];
            for (var e = 0; e < data.ItemsOf(user).Length; e++)
                row[data.ItemsOf(user)[e]] += data.WeightsOf(user)[e];
            var distinct = row.Count(weight => weight > 0);
            for (var i = 0; i < items; i++)
                for (var j = 0; j < items; j++)
                    gram[i, j] += Math.Log2(1 + row[i]) * Math.Log2(1 + row[j]) * Math.Pow(distinct, -options.ActivityDamping);
        }

        var norms = Enumerable.Range(0, items).Select(i => gram[i, i]).ToArray();
        var work = new double[items, 2 * items];
        for (var i = 0; i < items; i++)
        {
            for (var j = 0; j < items; j++)
                work[i, j] = gram[i, j];
            work[i, i] += options.Regularization * Math.Pow(norms[i] / norms.Average(), options.RegularizationExponent);
            work[i, items + i] = 1;
        }

        for (var pivot = 0; pivot < items; pivot++)
        {
            var divisor = work[pivot, pivot];
            for (var j = 0; j < 2 * items; j++)
                work[pivot, j] /= divisor;
            for (var i = 0; i < items; i++)
            {
                var ratio = i == pivot ? 0 : work[i, pivot];
                for (var j = 0; j < 2 * items; j++)
                    work[i, j] -= ratio * work[pivot, j];
            }
        }

        var coefficients = new double[items, items];
        for (var i = 0; i < items; i++)
            for (var j = 0; j < items; j++)
                coefficients[i, j] = i == j ? 0 : -work[i, items + j] / work[j, items + j] * Math.Pow(norms[j] / norms.Average(), -options.PopularityDamping);
        return coefficients;
    }

    private static ItemNeighborsModel Fit(LinearItems learner, Interactions data) => (ItemNeighborsModel)learner.Fit(data, FitContext.Default);

    private static float Coefficient(ItemNeighborsModel model, int from, int to)
    {
        var place = model.NeighborsOf(from).IndexOf(to);
        return place < 0 ? 0 : model.SimilaritiesOf(from)[place];
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
