using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Stacking;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;
using Kirana.Pipelines.Learn.Tables;

namespace Kirana.Tests.Platform.Learn.Comparison;

public sealed class ComparisonTests : IDisposable
{
    private readonly LearnFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("again", "auc", "stratified")]
    [InlineData("tier", "log_loss", "stratified")]
    [InlineData("spend", "rmse", "random")]
    public void Learners_are_compared_beside_the_baseline_and_the_winner_is_kept(string target, string metric, string folds)
    {
        var result = Run(ShopTable.Of(240).Without([.. new[] { "again", "tier", "spend" }.Except([target])]), target);
        var comparison = result.Comparison!;
        Assert.Equal((metric, folds), (comparison.Metric, comparison.FoldKind));
        Assert.Equal(result.Model.Learner, comparison.Winner.Name);
        Assert.Same(comparison.Learners[0], comparison.Winner);
        var baseline = Assert.Single(comparison.Learners, learner => learner.IsBaseline);
        Assert.True(comparison.GreaterIsBetter == comparison.Winner.Tuned[metric].Estimate > baseline.Tuned[metric].Estimate);
        Assert.True(comparison.Learners.Count(learner => learner.Excluded is null) >= 2);
        foreach (var learner in comparison.Learners.Where(learner => !learner.IsBaseline))
            Assert.True(learner.Excluded is not null || (learner.TrainSeconds > 0 && learner.Bytes > 0 && learner.MicrosecondsPerRow > 0), learner.Name);
        Assert.True(result.Metrics[metric].Estimate > result.Baseline[metric].Estimate == comparison.GreaterIsBetter);

        result.Model.Save(_folder["model"]);
        var loaded = LearnedModel.Load(_folder["model"]);
        var predictions = new float[result.Predictions.Length];
        loaded.Fitted.Predict(loaded.Fitted.Encode(result.Test.Table), predictions);
        Assert.Equal(result.Predictions, predictions);
        Assert.Equal(result.Model.Learner, loaded.Learner);
        Assert.Equal(result.Training.RowCount, loaded.Reference!.Rows);
        Assert.Equal(result.Model.Fitted.Features, loaded.Reference.Columns.Select(column => column.Name));
    }

    [Fact]
    public void The_same_plan_gives_the_same_bytes_at_any_number_of_threads()
    {
        var table = ShopTable.Of(150).Without("tier", "spend");
        WorkPlan? made = null;
        var first = Run(table, "again", options => options with { Planned = plan => made = plan }, threads: 1);
        var again = Run(table, "again", options => options with { BudgetSeconds = 1_000, Plan = WorkPlan.Parse(made!.ToJson(), "plan") }, threads: 3);
        first.Model.Save(_folder["one"]);
        again.Model.Save(_folder["other"]);
        Assert.Equal(File.ReadAllBytes(_folder["one"]), File.ReadAllBytes(_folder["other"]));
        Assert.Equal("bad-plan", Assert.Throws<DataException>(() => Run(table.Without("days"), "again", options => options with { Plan = made })).Code);
    }

    [Fact]
    public void Leaks_copies_and_constants_are_left_out_and_may_be_kept()
    {
        var table = ShopTable.Of(200).Without("tier", "spend");
        var again = table.Categories("again");
        table = table.With(new NumberColumn("leak", [.. Enumerable.Range(0, 200).Select(row => (again[row] is "yes" ? 1 : 0) + 0.001 * row / 200)]))
            .With(new NumberColumn("copy", [.. Enumerable.Range(0, 200).Select(row => row % 9 == 0 ? double.NaN : 2 * table.Numbers("days")[row] + 1)]))
            .With(new NumberColumn("still", [.. Enumerable.Range(0, 200).Select(row => row % 7 == 0 ? double.NaN : 4.0)]));
        var result = Run(table, "again");
        Assert.Equal(["copy", "leak", "still"], result.Findings.Where(finding => finding is { IsLeftOut: true, Code: "leak" or "copy" or "constant" } && finding.Column is not "currency").Select(finding => finding.Column).Order());
        Assert.Contains("--keep leak", result.Findings.First(finding => finding.Code is "leak").Text);
        Assert.DoesNotContain("leak", result.Model.Fitted.Features);

        var request = LearnJobTests.Request(table, "again") with { Use = ["leak"], Comparison = Options() };
        Assert.True(LearnJob.Run(request, Context(2)).Metrics["auc"].Estimate > 0.99);
    }

    [Fact]
    public void A_clock_that_runs_fast_stops_the_plan_and_the_result_says_so()
    {
        var result = LearnJob.Run(LearnJobTests.Request(ShopTable.Of(150).Without("tier", "spend"), "again") with { Comparison = Options() }, Context(1) with { Clock = new HurriedClock(TimeSpan.FromMilliseconds(50)) });
        Assert.True(result.Comparison!.IsStopped);
        Assert.Contains(result.Findings, finding => finding.Code is "plan-stopped");
        Assert.True(result.Metrics["auc"].Estimate > 0.5);
    }

    [Fact]
    public void A_budget_too_short_is_said()
    {
        var result = Run(ShopTable.Of(120).Without("tier", "spend"), "again", options => options with { BudgetSeconds = 1e-6, Plan = null });
        var said = Assert.Single(result.Findings, finding => finding.Code is "short-budget").Text;
        Assert.Equal("logistic", result.Model.Learner);
        Assert.Equal(120, result.Training.RowCount + result.Test.RowCount);
        foreach (var other in new[] { "tree", "forest", "gradient-boosting", "boosting", "svm", "mlp", "neighbors", "bayes" })
            Assert.Contains(other, said[said.IndexOf("Not tried: ", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Of_twenty_thousand_columns_each_fit_sees_the_few_that_say_most_and_a_leak_is_found()
    {
        const int Wide = 20_000;
        var random = new Kirana.Numerics.Random.RandomStream(4);
        float[][] numbers = [.. Enumerable.Range(0, Wide).Select(_ => Enumerable.Range(0, 60).Select(_ => (float)random.NextGaussian()).ToArray())];
        int[] truths = [.. Enumerable.Range(0, 60).Select(row => numbers[7][row] + numbers[11_000][row] + 0.3 * random.NextGaussian() > 0 ? 1 : 0)];
        var leak = new NumberColumn("leak", [.. truths.Select((truth, row) => truth * (1f + row % 2))]);
        var table = new Table([.. numbers.Select((own, f) => (Column)new NumberColumn($"x{f}", own)), leak, new CategoryColumn("y", truths, ["no", "yes"])]);
        var result = Run(table, "y", options => options with { BudgetSeconds = 4 });

        Assert.Equal("leak", Assert.Single(result.Findings, finding => finding.Code is "leak").Column);
        Assert.False(result.Comparison!.IsStopped);
        Assert.Equal(9, result.Comparison.Plan.Candidates.Count);
        Assert.All(result.Comparison.Plan.Candidates.SelectMany(candidate => candidate.Settings), setting => Assert.True(setting.Columns is > 0 and <= 200 || setting.Learner is "logistic"));
        Assert.All(result.Comparison.Learners.Where(learner => learner.Setting is not null), learner => Assert.InRange(learner.Setting!.Columns, 1, 200));
        Assert.InRange(result.Model.Fitted.Features.Count, 1, 9 * 200);
        Assert.Contains("x7", result.Model.Fitted.Features);
        Assert.Contains("x11000", result.Model.Fitted.Features);
    }

    [Theory]
    [InlineData(ColumnChoice.Filters, "again")]
    [InlineData(ColumnChoice.Sparse, "again")]
    [InlineData(ColumnChoice.Sparse, "tier")]
    [InlineData(ColumnChoice.Sparse, "spend")]
    [InlineData(ColumnChoice.Trees, "spend")]
    [InlineData(ColumnChoice.Shadows, "again")]
    [InlineData(ColumnChoice.Stability, "again")]
    [InlineData(ColumnChoice.Elimination, "tier")]
    [InlineData(ColumnChoice.Elimination, "again")]
    [InlineData(ColumnChoice.Forward, "spend")]
    [InlineData(ColumnChoice.Backward, "again")]
    public void Columns_are_chosen_from_training_rows_alone_and_what_matters_is_kept(ColumnChoice choice, string target)
    {
        var table = Noisy(200).Without([.. new[] { "again", "tier", "spend" }.Except([target])]);
        var prepared = PreparedTable.Of(LearnJobTests.Request(table, target) with { Learner = TableLearners.All[0] }, Context(1));
        var setting = new PlannedSetting(target is "spend" ? "ridge" : "logistic", new Dictionary<string, string>(StringComparer.Ordinal), choice == ColumnChoice.Trees ? 4 : 0) { Choice = choice };
        var chooser = new ColumnChooser(prepared.Task);
        var found = chooser.Select(prepared.Training, setting, Context(1));
        var kept = chooser.Take(prepared.Training, setting, Context(1));
        Assert.Equal(found.Relevant, kept.Features.Select(column => column.Name));
        Assert.Contains(target is "spend" ? "basket" : "days", found.Relevant);
        // Half the price that keeps all noise out lets some of it in.
        Assert.True(found.Relevant.Count(name => name.StartsWith("noise", StringComparison.Ordinal)) <= (choice == ColumnChoice.Sparse ? 4 : 2), string.Join(" ", found.Relevant));
        // Once made for some rows, a selection is the same object; of other rows it is another.
        var whole = chooser.Select(prepared.Training, setting with { Columns = 0 }, Context(1));
        Assert.Same(whole, chooser.Select(prepared.Training, setting with { Columns = 0 }, Context(1)));
        Assert.NotSame(whole, chooser.Select(prepared.Training.Take([.. Enumerable.Range(0, 100)]), setting, Context(1)));
    }

    [Fact]
    public void The_columns_of_the_winner_are_told_with_the_folds_that_chose_them_too()
    {
        var table = Noisy(160).Without("tier", "again");
        var plan = Planner.Make(LearnTask.Regression, Shape(table, "spend"), new PlanLimits { Interpretable = true }, 1_000, 1, wishes: new PlanWishes { Choices = [ColumnChoice.Sparse] });
        plan = plan with { Candidates = [plan.Candidates[0] with { Settings = [plan.Candidates[0].Settings[0], .. plan.Candidates[0].Settings.Where(setting => setting.Chooses).Take(1)] }] };
        var winner = Run(table, "spend", options => options with { BudgetSeconds = 1_000, Plan = plan, Limits = new PlanLimits { Interpretable = true } }).Comparison!.Winner;
        Assert.True(winner.Setting!.Chooses);
        var columns = winner.Columns!;
        Assert.Equal((ColumnChoice.Sparse, plan.OuterFolds), (columns.Choice, columns.Folds));
        Assert.True(columns.Columns.Count < columns.Among);
        Assert.Equal(columns.Folds, columns.Columns.First(column => column.Name is "basket").Folds);
        Assert.Equal(columns.Columns.OrderByDescending(column => column.Importance).Select(column => column.Name), columns.Columns.Select(column => column.Name));
        Assert.InRange(winner.KktResidual!.Value, 0, 1e-6);
    }

    [Theory]
    [InlineData(SettingSearch.Random)]
    [InlineData(SettingSearch.Bayesian)]
    [InlineData(SettingSearch.Halving)]
    [InlineData(SettingSearch.Grid)]
    public void Settings_are_searched_for_in_ranges_and_repeat_to_the_same_bytes(SettingSearch search)
    {
        var table = ShopTable.Of(150).Without("tier", "spend");
        var made = Planner.Make(LearnTask.Binary, Shape(table, "again"), PlanLimits.None, 1_000, 1, wishes: new PlanWishes { Search = search });
        var plan = made with { OuterFolds = 2, InnerFolds = 2, Stacks = false, Candidates = [.. made.Candidates.Where(own => own.Name is "logistic" or "tree" or "bayes").Select(own => own.Trials > 0 ? own with { Trials = 7 } : own)] };
        var first = Run(table, "again", options => options with { BudgetSeconds = 1_000, Plan = plan }, threads: 1);
        var again = Run(table, "again", options => options with { BudgetSeconds = 1_000, Plan = WorkPlan.Parse(plan.ToJson(), "plan") }, threads: 3);
        first.Model.Save(_folder["one"]);
        again.Model.Save(_folder["other"]);
        Assert.Equal(File.ReadAllBytes(_folder["one"]), File.ReadAllBytes(_folder["other"]));
        Assert.False(first.Comparison!.IsStopped);
        foreach (var learner in first.Comparison.Learners.Where(learner => learner.Setting is not null))
        {
            var candidate = plan.Candidates.First(own => string.Equals(own.Name, learner.Name, StringComparison.Ordinal));
            Assert.All(candidate.Ranges, range =>
            {
                // The default is one of the trials, and sets nothing of most ranges.
                if (learner.Setting!.Options.ContainsKey(range.Option))
                    Assert.InRange(learner.Setting.Number(range.Option, double.NaN), range.Low, range.High);
            });
        }
    }

    [Fact]
    public void What_a_fit_held_at_most_is_no_more_than_it_allocated_and_grows_with_the_model()
    {
        var table = ShopTable.Of(400).Without("tier", "spend");
        var plan = Planner.Make(LearnTask.Binary, Shape(table, "again"), PlanLimits.None, 1_000, 1);
        plan = plan with { OuterFolds = 2, InnerFolds = 0, Stacks = false, Candidates = [.. plan.Candidates.Where(own => own.Name is "bayes" or "forest").Select(own => own with { Settings = [own.Settings[0]] })] };
        var learners = Run(table, "again", options => options with { BudgetSeconds = 1_000, Plan = plan }).Comparison!.Learners.Where(learner => !learner.IsBaseline).ToDictionary(learner => learner.Name);
        foreach (var learner in learners.Values)
            Assert.InRange(learner.PeakMegabytes!.Value, 0, learner.AllocatedMegabytes + 2);
        // Of 200 trees each node is held to the end.
        Assert.True(learners["forest"].PeakMegabytes > learners["forest"].Bytes / 1e6 / 2, $"{learners["forest"].PeakMegabytes} of {learners["forest"].Bytes}");
        Assert.True(learners["forest"].PeakMegabytes > learners["bayes"].PeakMegabytes);
    }

    [Fact]
    public void Limits_keep_the_large_and_the_slow_from_winning()
    {
        var table = ShopTable.Of(150).Without("tier", "spend");
        var small = Run(table, "again", options => options with { Limits = new PlanLimits { MostBytes = 12_000 } });
        Assert.All(small.Comparison!.Learners.Where(learner => learner.Bytes > 12_000), learner => Assert.Contains("above the limit", learner.Excluded));
        small.Model.Save(_folder["model"]);
        Assert.InRange(small.Comparison.Winner.Bytes, 1, 12_000);
        Assert.Equal("no-learner", Assert.Throws<DataException>(() => Run(table, "again", options => options with { Limits = new PlanLimits { MostBytes = 10 } })).Code);
        var plain = Run(table, "again", options => options with { Limits = new PlanLimits { Interpretable = true } });
        Assert.True(plain.Model.Learner is "logistic" or "tree");
    }

    [Fact]
    public void Groups_are_held_out_together_and_later_rows_are_predicted_from_earlier_ones()
    {
        var table = ShopTable.Of(200).Without("tier", "again").With(new NumberColumn("shop", [.. Enumerable.Range(0, 200).Select(row => (double)(row % 20))])).With(new NumberColumn("day", [.. Enumerable.Range(0, 200).Select(row => (double)row)]));
        var request = LearnJobTests.Request(table.Without("day"), "spend") with { Group = "shop", Comparison = Options() };
        Assert.Equal("grouped", LearnJob.Run(request, Context(2)).Comparison!.FoldKind);
        var timed = LearnJob.Run(LearnJobTests.Request(table.Without("shop"), "spend") with { Time = "day", Comparison = Options() }, Context(2));
        Assert.Equal("time", timed.Comparison!.FoldKind);
        Assert.DoesNotContain("day", timed.Model.Fitted.Features);
        Assert.Equal(200, timed.Training.RowCount + timed.Test.RowCount);
    }

    [Fact]
    public void A_class_with_a_row_for_each_of_two_folds_is_compared_and_one_with_a_single_row_is_said()
    {
        var table = ShopTable.Of(120).Without("again", "spend");
        var tier = table.Categories("tier");
        var rare = new CategoryColumn("tier", [.. Enumerable.Range(0, 120).Select(row => row is 3 or 60 or 90 ? 3 : tier.Codes[row])], [.. tier.Levels, "platinum"]);
        var result = Run(table.With(rare), "tier", test: table.With(rare));
        Assert.Contains("platinum", result.Model.Fitted.Labels);
        Assert.True(result.Comparison!.Plan.OuterFolds <= 3);
    }

    [Fact]
    public void Columns_of_noise_are_said_to_say_nothing()
    {
        var random = new Kirana.Numerics.Random.RandomStream(3);
        var table = new Table([new NumberColumn("a", [.. Enumerable.Range(0, 150).Select(_ => random.NextDouble())]), new NumberColumn("b", [.. Enumerable.Range(0, 150).Select(_ => random.NextDouble())]),
            new CategoryColumn("y", [.. Enumerable.Range(0, 150).Select(_ => random.Next(2))], ["no", "yes"])]);
        Assert.Contains(Run(table, "y").Findings, finding => finding.Code is "no-better-than-baseline");
    }

    [Fact]
    public void A_stack_of_models_with_codes_of_their_own_predicts_unseen_texts_and_gaps()
    {
        var table = ShopTable.Of(200).Without("tier", "spend");
        var result = Run(table, "again");
        if (result.Model.Fitted.Model is not StackedModel)
            result = Run(table, "again", options => options with { Limits = PlanLimits.None });
        var odd = table.With(new CategoryColumn("segment", [.. Enumerable.Repeat(0, 100), .. Enumerable.Repeat(CategoryColumn.Missing, 100)], ["never seen"]));
        var predictions = new float[200];
        result.Model.Fitted.Predict(result.Model.Fitted.Encode(odd), predictions);
        Assert.All(predictions, probability => Assert.InRange(probability, 0, 1));
    }

    /// <summary>The shop's table with columns that say nothing.</summary>
    private static Table Noisy(int rows)
    {
        var (table, random) = (ShopTable.Of(rows).Without("customer", "currency"), new Kirana.Numerics.Random.RandomStream(17));
        for (var column = 0; column < 6; column++)
            table = table.With(new NumberColumn($"noise{column}", [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())]));
        return table;
    }

    private static TableShape Shape(Table table, string target) => TableShape.Of(PreparedTable.Of(LearnJobTests.Request(table, target) with { Learner = TableLearners.All[0] }, Context(1)).Training);

    private static ComparisonOptions Options() => new() { BudgetSeconds = 0.6 };

    private static FitContext Context(int threads) => new() { Threads = threads, Clock = new StoppedClock() };

    private static LearnResult Run(Table table, string target, Func<ComparisonOptions, ComparisonOptions>? options = null, int threads = 2, Table? test = null) =>
        LearnJob.Run(LearnJobTests.Request(table, target) with { Test = test, Comparison = options is null ? Options() : options(Options()) }, Context(threads));

    /// <summary>Time hardly passes, so no machine is too slow for the plan.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => Interlocked.Increment(ref _ticks);

        public override long TimestampFrequency => 1_000_000;
    }

    /// <summary>Each look at the clock takes some time.</summary>
    private sealed class HurriedClock(TimeSpan each) : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => each.Ticks * Interlocked.Increment(ref _looks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
