using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Linear;

namespace Kirana.Tests.Foundation.Learn.Linear;

public sealed class StochasticGradientTests
{
    /// <summary>x = 1, 2, y = 2, 3 in one batch: ∇ = (5w + 3b − 8, 3w + 2b − 5)/2.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(0.5, false)]
    [InlineData(0.5, true)]
    public void Steps_are_those_of_the_formula(double momentum, bool isNesterov)
    {
        var learner = new StochasticGradientRegression { Momentum = momentum, IsNesterov = isNesterov, Standardises = false, LearningRate = 0.1, Epochs = 3 };
        var model = learner.Fit(LinearGolden.Data([1, 2], [2, 3], []), FitContext.Default);
        double w = 0, b = 0, v = 0, u = 0;
        for (var step = 0; step < 3; step++)
        {
            var (x, c) = isNesterov ? (w + momentum * v, b + momentum * u) : (w, b);
            (v, u) = (momentum * v - 0.1 * (5 * x + 3 * c - 8) / 2, momentum * u - 0.1 * (3 * x + 2 * c - 5) / 2);
            (w, b) = (w + v, b + u);
        }

        Assert.Equal(w, model.Coefficients[0], 1e-14);
        Assert.Equal(b, model.Intercept, 1e-14);
    }

    [Fact]
    public void In_whole_batches_it_ends_at_least_squares_in_the_units_of_the_table()
    {
        var data = LinearGolden.Data("rows", "number", isWeighted: true);
        var model = new StochasticGradientRegression { BatchRows = 1_000, LearningRate = 0.2, Epochs = 3_000 }.Fit(data, FitContext.Default);
        var (coefficients, intercepts) = LinearGolden.Model("least squares weighted");
        LinearGolden.AssertNear(coefficients, model.Coefficients);
        LinearGolden.AssertNear(intercepts, [model.Intercept]);
    }

    [Fact]
    public void The_history_falls_to_near_the_least_loss()
    {
        var (rows, targets) = LeastSquaresTests.Rows(400, 5, seed: 3);
        var data = LinearGolden.Data(rows, targets, []);
        var found = new StochasticGradientRegression { Epochs = 250, Schedule = RateSchedule.Linear }.Descend(data, FitContext.Default);
        Assert.Equal([0, 100, 200, 250], found.History.Select(point => point.Epoch));
        Assert.Equal(targets.Average(y => y * y), found.History[0].Loss, 1e-12);
        LinearGolden.AssertNear(new LinearRegression().Fit(data, FitContext.Default).Coefficients, found.Model.Coefficients, 0.01);
        Assert.False(found.HasSettled);
        var settled = new StochasticGradientRegression { LeastGain = 0.05, HistoryEvery = 5 }.Descend(data, FitContext.Default);
        Assert.True(settled.HasSettled);
        Assert.InRange(settled.Epochs, 10, 50);
    }

    /// <summary>Two features whose curvatures differ by a factor of a thousand, η near the greatest that plain descent bears.</summary>
    [Fact]
    public void In_a_narrow_valley_momentum_is_faster_than_plain_descent_and_Nesterov_swings_less()
    {
        var data = Valley();
        double Excess(double momentum, bool isNesterov) => new StochasticGradientRegression
        {
            Standardises = false, WithIntercept = false, BatchRows = 1_000, LearningRate = 0.9, Momentum = momentum, IsNesterov = isNesterov, Epochs = 300,
        }.Descend(data, FitContext.Default).History[^1].Loss;
        var (plain, momentum, nesterov) = (Excess(0, false), Excess(0.98, false), Excess(0.98, true));
        Assert.True(momentum < 0.05 * plain, $"{momentum} {plain}");
        Assert.True(nesterov < 0.5 * momentum, $"{nesterov} {momentum}");
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        var data = LinearGolden.Data("rows", "number");
        var learner = new StochasticGradientRegression { Epochs = 5 };
        Assert.Equal(LeastSquaresTests.Bytes(learner.Fit(data, new FitContext { Threads = 1 })), LeastSquaresTests.Bytes(learner.Fit(data, new FitContext { Threads = 2 })));
        Assert.NotEqual(LeastSquaresTests.Bytes(learner.Fit(data, new FitContext { Seed = 1 })), LeastSquaresTests.Bytes(learner.Fit(data, new FitContext { Seed = 2 })));
    }

    [Fact]
    public void A_rate_too_large_and_bad_options_are_told()
    {
        var data = LinearGolden.Data("rows", "number");
        Assert.Throws<NotConvergedException>(() => new StochasticGradientRegression { LearningRate = 5, HistoryEvery = 10 }.Fit(data, FitContext.Default));
        var error = Assert.Throws<ArgumentException>(() => new StochasticGradientRegression
        {
            LearningRate = 0, Momentum = 1, Epochs = 0, BatchRows = 0, HistoryEvery = 0, LeastGain = 1, Decay = 0,
        }.Fit(data, FitContext.Default));
        foreach (var word in new[] { "LearningRate", "Momentum", "Epochs", "BatchRows", "HistoryEvery", "LeastGain", "Decay" })
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_are_what_they_say()
    {
        var learner = new StochasticGradientRegression { LearningRate = 2, Decay = 0.5, Epochs = 10 };
        Assert.Equal(2, learner.RateOf(4));
        Assert.Equal(2.0 / 3, (learner with { Schedule = RateSchedule.InverseTime }).RateOf(4), 1e-15);
        Assert.Equal(0.125, (learner with { Schedule = RateSchedule.Exponential }).RateOf(4), 1e-15);
        Assert.Equal(1.2, (learner with { Schedule = RateSchedule.Linear }).RateOf(4), 1e-15);
    }

    private static Kirana.Data.Tables.TabularData Valley()
    {
        var (rows, targets) = (new double[200], new double[100]);
        var random = new Kirana.Numerics.Random.RandomStream(5);
        for (var i = 0; i < 100; i++)
        {
            (rows[2 * i], rows[2 * i + 1]) = (random.NextGaussian(), random.NextGaussian() / 31.6);
            targets[i] = rows[2 * i] + 31.6 * rows[2 * i + 1];
        }

        return LinearGolden.Data(rows, targets, []);
    }
}
