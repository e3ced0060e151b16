using System.Text;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;

namespace Kirana.Tests.Platform.Recommend;

public sealed class RecommendEvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_items_answers_every_promised_figure()
    {
        var result = RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "item-neighbors") with { Lengths = [3] });
        Assert.Equal("item-neighbors", result.Recipe);
        Assert.All(["recall@3", "ndcg@3", "mrr@3", "hit@3", "coverage@3"], name =>
            Assert.InRange(result.Metrics[name].Estimate, result.Metrics[name].Lower, result.Metrics[name].Upper));
        Assert.True(result.Seconds.TrainCpu >= 0 && result.PeakMegabytes > 0);
        Assert.Equal(0, result.Seconds.Tune);
        Assert.Null(result.Tuning);
    }

    [Fact]
    public void Neighbours_beat_popularity_where_tastes_differ()
    {
        var popular = RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "popular"));
        var neighbors = RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "item-neighbors"));
        Assert.True(neighbors.Metrics["ndcg@10"].Lower > popular.Metrics["ndcg@10"].Upper);
    }

    [Fact]
    public void Tuning_reports_what_it_tried_and_keeps_the_best()
    {
        var result = RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "item-neighbors") with { Tune = true });
        Assert.True(result.Tuning!.Count > 5);
        Assert.Equal(result.Tuning.MaxBy(trial => trial.Score)!.Score, result.Tuning.First(trial => string.Equals(trial.Options, result.Options, StringComparison.Ordinal)).Score);
        Assert.Equal(result.Tuning.Count, result.Tuning.Select(trial => trial.Options).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Tuning_never_sees_the_test_file()
    {
        var request = Request(EvaluationProtocol.AllItems, "item-neighbors") with { Tune = true };
        var one = RecommendEvaluation.Run(request).Tuning!;
        File.WriteAllText(request.Test!, "user0 item7\nuser1 item9\n");
        Assert.Equal(one, RecommendEvaluation.Run(request).Tuning!);
    }

    [Fact]
    public void Any_recipe_may_be_chosen_and_the_choice_is_the_best_of_all_tried()
    {
        var result = RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, Recipes.Any) with { Tune = true });
        var chosen = result.Tuning!.First(trial => string.Equals(trial.Options, result.Options, StringComparison.Ordinal));
        Assert.Equal((result.Recipe, result.Tuning!.Max(trial => trial.Score)), (chosen.Recipe, chosen.Score));
        Assert.Superset(new HashSet<string>(["popular", "item-neighbors", "user-neighbors", "co-purchase", "implicit-als", "blend"]), result.Tuning!.Select(trial => trial.Recipe).ToHashSet());
        Assert.Contains(result.Recipe, result.Why, StringComparison.Ordinal);
        Assert.Contains("cut of the training part", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_among_all_recipes_never_sees_the_test_file()
    {
        var request = Request(EvaluationProtocol.LeaveOneOut, Recipes.Any) with { Tune = true, Test = null };
        var one = RecommendEvaluation.Run(request).Tuning!;
        // The last item of every line is the test part. By line 18 all items were named, so these keep their numbers.
        File.WriteAllLines(request.File, File.ReadAllLines(request.File).Select((line, user) => user < 18 ? line : line[..line.LastIndexOf(' ')] + " item0"));
        Assert.Equal(one, RecommendEvaluation.Run(request).Tuning!);
    }

    [Fact]
    public void A_budget_that_ends_says_what_was_left()
    {
        // Each look at this clock is a minute later.
        var clock = new MinuteClock();
        var result = RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, Recipes.Any) with { Tune = true, Budget = TimeSpan.FromMinutes(30), Context = new FitContext { Clock = clock } });
        Assert.Contains("untried", result.Why, StringComparison.Ordinal);
        var error = Assert.Throws<DataException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, Recipes.Any) with { Tune = true, Budget = TimeSpan.FromMinutes(1), Context = new FitContext { Clock = clock } }));
        Assert.Equal("short-budget", error.Code);
    }

    [Fact]
    public void A_trial_that_outlasts_its_part_of_the_budget_is_cancelled_and_named()
    {
        var request = Request(EvaluationProtocol.AllItems, Recipes.Any) with { Tune = true, Context = new FitContext { Clock = new RunOutClock() } };
        var error = Assert.Throws<DataException>(() => RecommendEvaluation.Run(request));
        Assert.Equal("short-budget", error.Code);
        Assert.Contains("took too long: popular (90 s), item-neighbors (100 s)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leave_one_out_may_refit_and_reports_that_apart()
    {
        var result = RecommendEvaluation.Run(Request(EvaluationProtocol.LeaveOneOut, "item-neighbors") with { Test = null, Refit = true });
        Assert.NotNull(result.RefitMetrics);
        Assert.Equal(30, result.Cases);
    }

    [Fact]
    public void Next_item_asks_every_beginning_of_the_test_sessions()
    {
        var test = Path.Combine(_folder, "sessions");
        File.WriteAllText(test, "s1 item0 item3 item6\ns2 item1 item4\n");
        Assert.Equal(3, RecommendEvaluation.Run(Request(EvaluationProtocol.NextItem, "item-neighbors") with { Test = test }).Cases);
    }

    [Fact]
    public void Items_that_only_the_test_file_names_are_ranked_too()
    {
        var test = Path.Combine(_folder, "sessions");
        File.WriteAllText(test, "s1 item0 item3 unheard item6\n");
        foreach (var recipe in (string[])["implicit-als", "session-neighbors", "graph-filter"])
            Assert.Equal(3, RecommendEvaluation.Run(Request(EvaluationProtocol.NextItem, recipe) with { Test = test }).Cases);
    }

    [Fact]
    public void Without_a_test_file_a_cut_of_the_file_is_the_test()
    {
        Assert.True(RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "popular") with { Test = null }).Cases > 0);
        Assert.True(RecommendEvaluation.Run(Request(EvaluationProtocol.NextItem, "popular") with { Test = null }).Cases > 0);
    }

    [Fact]
    public void Figures_do_not_depend_on_threads()
    {
        var request = Request(EvaluationProtocol.AllItems, "implicit-als");
        Assert.Equal(RecommendEvaluation.Run(request with { Context = new FitContext { Threads = 1 } }).Metrics,
            RecommendEvaluation.Run(request with { Context = new FitContext { Threads = 3 } }).Metrics);
    }

    [Fact]
    public void A_request_that_contradicts_itself_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.LeaveOneOut, "popular")));
        Assert.Throws<ArgumentException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, Recipes.Any)));
        Assert.Throws<ArgumentException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, Recipes.Any) with { Tune = true, Budget = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "popular") with { Refit = true }));
        Assert.Throws<ArgumentException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "popular") with { Lengths = [0] }));
    }

    [Fact]
    public void An_unknown_recipe_is_answered_with_those_there_are()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => RecommendEvaluation.Run(Request(EvaluationProtocol.AllItems, "magic")));
        Assert.Contains("implicit-als", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recipe_can_be_restored_from_its_options() =>
        Assert.All(Recipes.All.SelectMany(recipe => recipe.Variations.SelectMany(axis => axis(recipe.Learner)).Append(recipe.Learner)),
            learner => Assert.Equal(learner, RecommenderLearners.Restore(learner.Name, learner.Options)));

    private RecommendEvaluationRequest Request(EvaluationProtocol protocol, string recipe)
    {
        var (train, test) = (new StringBuilder(), new StringBuilder());
        for (var user = 0; user < 30; user++)
        {
            train.Append($"user{user}");
            for (var i = 0; i < 8; i++)
                train.Append($" item{user % 3 + 3 * ((user / 3 + i) % 12)}");
            train.Append('\n');
            test.Append($"user{user} item{user % 3 + 3 * ((user / 3 + 8) % 12)}\n");
        }

        var (trainFile, testFile) = (Path.Combine(_folder, "train"), Path.Combine(_folder, "test"));
        File.WriteAllText(trainFile, train.ToString());
        File.WriteAllText(testFile, test.ToString());
        return new RecommendEvaluationRequest { File = trainFile, Test = testFile, Protocol = protocol, Recipe = recipe };
    }

    /// <summary>Every timer of this clock is due as soon as it is set.</summary>
    private sealed class RunOutClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class MinuteClock : TimeProvider
    {
        private long _minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * _minutes++;
    }
}
