using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Boosting;
using Kirana.Learn.Linear;
using Kirana.Learn.Searching;
using Kirana.Learn.Validation;
using Kirana.Tests.Foundation.Learn.Validation;

namespace Kirana.Tests.Foundation.Learn.Searching;

public sealed class SearchTests
{
    private static readonly FitContext s_context = new() { Threads = 2, Seed = 4 };
    private static readonly CrossValidation s_two = new() { Folds = 2, Scores = [Scoring.MeanAbsolute], Resamples = 2 };

    [Fact]
    public void A_grid_is_gone_through_whole_or_a_random_part_of_it_without_repeats()
    {
        var space = Space.Of(new Offset { Function = (x, y, _) => x * x + Math.Abs(y - 3) })
            .Uniform(-1, 1, (l, v) => l with { X = v }).Whole(1, 4, (l, v) => l with { Y = v });
        var search = new Search { Method = new GridSearch { Steps = 3 }, Trials = 50, Validation = s_two };
        var whole = search.Run(space, Offset.Zeros, s_context);
        // Of four whole numbers three steps are taken; the first trial is the learner as it is.
        Assert.Equal(1 + 9, whole.Trials.Count);
        Assert.Equal(9, whole.Trials.Skip(1).Select(trial => (trial.Learner.X, trial.Learner.Y)).Distinct().Count());
        Assert.Equal([-1.0, 0, 1], whole.Trials.Skip(1).Select(trial => trial.Learner.X).Distinct());
        Assert.Equal((0.0, 3.0), (whole.Best.X, whole.Best.Y));
        Assert.Equal(0, whole.Validated[Scoring.MeanAbsolute].Pooled.Estimate);

        var part = (search with { Trials = 6 }).Run(space, Offset.Zeros, s_context);
        Assert.Equal(6, part.Trials.Skip(1).Select(trial => (trial.Learner.X, trial.Learner.Y)).Distinct().Count());
        Assert.Empty(part.Trials.Skip(1).Select(trial => (trial.Learner.X, trial.Learner.Y)).Except(whole.Trials.Select(trial => (trial.Learner.X, trial.Learner.Y))));
    }

    [Theory]
    [InlineData("Branin")]
    [InlineData("Hartmann")]
    [InlineData("Rosenbrock")]
    public void Bayesian_search_needs_fewer_trials_than_chance(string name)
    {
        var (function, least) = Function(name);
        var space = Space.Of(new Offset { Function = function }).Uniform(0, 1, (l, v) => l with { X = v }).Uniform(0, 1, (l, v) => l with { Y = v });
        if (name is "Hartmann")
            space = space.Uniform(0, 1, (l, v) => l with { Z = v });
        var search = new Search { Trials = 25, Validation = s_two };
        double Regret(SearchMethod method, ulong seed) => (search with { Method = method }).Run(space, Offset.Zeros, s_context with { Seed = seed }).BestTrial.Mean - least;
        var (bayesian, random) = (Seeds(new BayesianSearch()), Seeds(new RandomSearch()));
        // Half the regret in the middle of five searches, and hardly ever more than chance in the middle.
        Assert.True(bayesian[2] < 0.5 * random[2], $"{bayesian[2]} against {random[2]}");
        Assert.True(bayesian[^2] < random[2], $"{bayesian[^2]} against {random[2]}");

        double[] Seeds(SearchMethod method) => [.. Enumerable.Range(1, 5).Select(seed => Regret(method, (ulong)seed)).Order()];
    }

    [Fact]
    public void Halving_gives_the_most_to_the_best_and_only_they_compete()
    {
        var space = Space.Of(new Offset { Function = (x, _, _) => x }).Uniform(0, 1, (l, v) => l with { X = v }).WithResource(3, 27, (l, v) => l with { Rounds = v });
        var found = new Search { Method = new SuccessiveHalving(), Trials = 13, Validation = s_two }.Run(space, Offset.Zeros, s_context);
        var trials = found.Trials.Skip(1).ToArray();
        Assert.Equal([9, 3, 1], trials.CountBy(trial => trial.Learner.Rounds).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(trials.Take(9).Min(trial => trial.Learner.X), found.Trials.Where(trial => trial.Share >= 1).Skip(1).Min(trial => trial.Learner.X));

        var brackets = new Search { Method = new SuccessiveHalving { Brackets = 3 }, Trials = 40, Validation = s_two }.Run(space, Offset.Zeros, s_context);
        Assert.Equal(41, brackets.Trials.Count);
        Assert.True(brackets.Trials.Skip(1).Count(trial => trial.Learner.Rounds == 27) > 6);
    }

    [Fact]
    public void Without_another_resource_halving_begins_with_few_rows()
    {
        var seen = new List<int>();
        var space = Space.Of(new Offset { Function = (x, _, _) => x, RowsSeen = seen }).Uniform(0, 1, (l, v) => l with { X = v });
        var found = new Search { Method = new SuccessiveHalving { Factor = 2, LeastRows = 0.5 }, Trials = 6, Validation = s_two }.Run(space, Offset.Zeros, s_context);
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 1, 1], found.Trials.Skip(1).Select(trial => trial.Share));
        Assert.Equal([3, 6], seen.Distinct().Order());
        Assert.Equal(1, found.BestTrial.Share);
    }

    [Fact]
    public void Same_trials_at_any_number_of_threads()
    {
        var data = Tables.Of(150, classes: 2);
        var space = Space.Of(new GradientBoosting { Trees = 8, MinRowsPerLeaf = 5 })
            .LogUniform(0.02, 0.5, (l, v) => l with { LearningRate = v }).Choice([3, 7, 15], (l, v) => l with { Leaves = v });
        foreach (var method in new SearchMethod[] { new BayesianSearch(), new SuccessiveHalving(), new RandomSearch() })
        {
            var runs = new[] { 1, 2, 4 }.Select(threads => new Search { Method = method, Trials = 9, Validation = new() { Folds = 3, Resamples = 5 } }
                .Run(space, data, s_context with { Threads = threads })).ToArray();
            foreach (var run in runs)
            {
                Assert.Equal(runs[0].Trials.Select(trial => (trial.Learner, trial.Mean)), run.Trials.Select(trial => (trial.Learner, trial.Mean)));
                Assert.Equal(runs[0].Validated.Predictions.Values.ToArray(), run.Validated.Predictions.Values.ToArray());
            }
        }
    }

    [Fact]
    public void The_learner_as_it_is_comes_first_and_what_cannot_be_fitted_says_why()
    {
        var space = Space.Of(new Offset { Function = (x, _, _) => x < 0.5 ? x : double.NaN }).Uniform(0.1, 1, (l, v) => l with { X = v });
        var found = new Search { Method = new RandomSearch(), Trials = 20, Validation = s_two }.Run(space, Offset.Zeros, s_context);
        Assert.Same(space.Learner, found.Best);
        Assert.Empty(found.Trials[0].Values);
        Assert.Contains(found.Trials, trial => trial.Failure is "This point cannot be fitted.");
        Assert.Contains(found.Warnings, warning => warning.Contains("could not be fitted", StringComparison.Ordinal));
        Assert.Contains(found.Warnings, warning => warning.Contains("looks better than it is", StringComparison.Ordinal));
        Assert.True(new Search { Trials = 20, Validation = s_two }.Run(space, Offset.Zeros, s_context).Trials.Skip(8).Count(trial => trial.Failure is null) > 6);

        var hopeless = Space.Of(new Offset { Function = (_, _, _) => double.NaN }).Uniform(0.1, 1, (l, v) => l with { X = v });
        Assert.Equal("no-fit", Assert.Throws<DataException>(() => new Search { Trials = 3, Validation = s_two }.Run(hopeless, Offset.Zeros, s_context)).Code);
        Assert.Throws<ArgumentException>(() => new Search { Validation = s_two, Score = Scoring.RocArea }.Run(space, Offset.Zeros, s_context));
        var fault = Assert.Throws<ArgumentException>(() => new Search { Trials = 0, Method = new GridSearch { Steps = 1 } }.Run(Space.Of(space.Learner), Offset.Zeros, s_context));
        foreach (var words in new[] { "Trials is 0", "Steps is 1", "no dimension" })
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => new Search().Run(space, Offset.Zeros.Take([0, 1]), s_context)).Code);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new Search().Run(space, Offset.Zeros, new FitContext { Cancellation = source.Token }));
    }

    [Fact]
    public void A_searching_learner_fits_what_it_found()
    {
        var data = Tables.Of(80).Numbers();
        var space = Space.Of(new RidgeRegression()).LogUniform(1e-3, 1e3, (l, v) => l with { Penalty = v });
        var search = new Search { Trials = 6, Validation = new() { Folds = 3 } };
        var model = (LinearModel)search.Over(space).Fit(data, s_context);
        Assert.Equal(search.Run(space, data, s_context).Best.Fit(data, s_context).Coefficients.ToArray(), model.Coefficients.ToArray());
    }

    /// <summary>Test functions on the unit cube and their least values.</summary>
    private static (Func<double, double, double, double> Function, double Least) Function(string name) => name switch
    {
        "Branin" => ((u, v, _) =>
        {
            var (x, y) = (15 * u - 5, 15 * v);
            var inner = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
            return inner * inner + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x) + 10;
        }, 0.397887),
        "Rosenbrock" => ((u, v, _) =>
        {
            var (x, y) = (4 * u - 2, 4 * v - 1);
            return 1 + Math.Log(1 + 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x));
        }, 1),
        _ => ((u, v, w) =>
        {
            double[][] a = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]];
            double[][] p = [[0.3689, 0.1170, 0.2673], [0.4699, 0.4387, 0.7470], [0.1091, 0.8732, 0.5547], [0.0381, 0.5743, 0.8828]];
            double[] alpha = [1, 1.2, 3, 3.2], at = [u, v, w];
            return 4 - Enumerable.Range(0, 4).Sum(i => alpha[i] * Math.Exp(-Enumerable.Range(0, 3).Sum(j => a[i][j] * (at[j] - p[i][j]) * (at[j] - p[i][j]))));
        }, 4 - 3.86278),
    };
}
