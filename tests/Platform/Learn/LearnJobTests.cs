using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Tests.Platform.Learn;

public sealed class LearnJobTests
{
    public static TheoryData<string> Learners => [.. TableLearners.All.Select(learner => learner.Name).Where(name => name is not "poisson")];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Every_learner_beats_the_baseline_at_every_task_it_is_for(string name)
    {
        var learner = TableLearners.Named(name)!;
        if (learner.Options.FirstOrDefault(option => option.Name is "trees" or "max-depth") is { } size)
            learner = learner.With(size.Name, size.Name is "max-depth" ? "5" : "30");
        // So few neighbours as by default are all of one class now and then.
        if (name is "neighbors")
            learner = learner.With(name, "25");
        if (learner.Supports(LearnTask.Binary))
            TellsClassesApart(name, learner);
        if (!learner.Supports(LearnTask.Regression))
            return;
        var number = Run("spend", learner, "again", "tier");
        Assert.Equal(LearnTask.Regression, number.Model.Fitted.Task);
        Assert.InRange(number.Metrics["r2"].Estimate, 0.5, 1);
        Assert.InRange(number.Baseline["r2"].Estimate, -0.1, 0.1);
    }

    private static void TellsClassesApart(string name, TableLearner learner)
    {
        var two = Run("again", learner, "spend", "tier");
        Assert.Equal(LearnTask.Binary, two.Model.Fitted.Task);
        Assert.InRange(two.Metrics["auc"].Estimate, 0.8, 1);
        // A leaf of one class is surer than it should be.
        if (name is not "tree")
            Assert.True(two.Metrics["log_loss"].Estimate < two.Baseline["log_loss"].Estimate);

        var many = Run("tier", learner, "spend", "again");
        Assert.Equal(LearnTask.Multiclass, many.Model.Fitted.Task);
        Assert.InRange(many.Metrics["accuracy"].Estimate, many.Baseline["accuracy"].Estimate + 0.1, 1);
    }

    [Fact]
    public void Without_a_learner_boosting_stops_early_on_rows_held_apart()
    {
        var result = Run("again", null, "spend", "tier");
        Assert.NotNull(result.Validation);
        var model = Assert.IsType<BoostedTrees>(result.Model.Fitted.Model);
        Assert.InRange(model.ValidationLosses.Length, model.Rounds + 1, 999);
        Assert.Equal(600, result.Training.RowCount + result.Validation.RowCount + result.Test.RowCount);
        Assert.Equal(120, result.Test.RowCount);
    }

    [Fact]
    public void A_tree_and_a_forest_are_swept_over_depths_the_learner_in_its_place()
    {
        var request = Request(ShopTable.Of(300), "spend") with { Ignore = ["again", "tier"], Depths = [1, 4] };
        var tree = LearnJob.Run(request with { Learner = TableLearners.All.First(own => own.Name is "tree").With("min-rows-per-leaf", "100") }, FitContext.Default).Depths!;
        Assert.Equal((false, 240, 60), (tree.Classifies, tree.TrainingRows, tree.TestRows));
        Assert.All(tree.Tree.Points, point => Assert.InRange(point.Leaves, 1, 2));
        Assert.InRange(tree.Forest!.Points[1].Leaves, 5, 16);

        var forest = LearnJob.Run(request with { Learner = TableLearners.All.First(own => own.Name is "extra-trees").With("trees", "3").With("min-rows-per-leaf", "100") }, FitContext.Default).Depths!;
        Assert.InRange(forest.Tree.Points[1].Leaves, 5, 16);
        Assert.All(forest.Forest!.Points, point => Assert.InRange(point.Leaves, 1, 2));

        Assert.Null(LearnJob.Run(request with { Depths = null, Learner = TableLearners.All[0].With("trees", "2") }, FitContext.Default).Depths);
        Assert.Contains("boosting", Assert.Throws<ArgumentException>(() => LearnJob.Run(request, FitContext.Default)).Message);
    }

    [Fact]
    public void Reports_the_validation_loss_while_it_learns()
    {
        var told = new List<FitProgress>();
        var context = FitContext.Default with { Threads = 1, Progress = new Teller(told.Add) };
        LearnJob.Run(Request(ShopTable.Of(600), "again") with { Ignore = ["spend", "tier"] }, context);
        Assert.All(told, progress => Assert.True(double.IsFinite(progress.ValidationLoss)));
        Assert.True(told[^1].ValidationLoss < told[0].ValidationLoss);
    }

    [Theory]
    [InlineData("boosting")]
    [InlineData("forest")]
    [InlineData("extra-trees")]
    public void The_time_of_binning_is_told_apart(string name)
    {
        var learner = TableLearners.All.First(own => string.Equals(own.Name, name, StringComparison.Ordinal)).With("trees", "2");
        var seconds = LearnJob.Run(Request(ShopTable.Of(600), "again") with { Learner = learner }, FitContext.Default).Seconds;
        Assert.True(seconds.Bin > 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_bytes_at_any_number_of_threads()
    {
        using var folder = new LearnFolder();
        Run("again", null, "spend", "tier").Model.Save(folder["one"]);
        LearnJob.Run(Request(ShopTable.Of(600), "again") with { Ignore = ["spend", "tier"] }, FitContext.Default with { Threads = 3 }).Model.Save(folder["two"]);
        Assert.Equal(File.ReadAllBytes(folder["one"]), File.ReadAllBytes(folder["two"]));
    }

    [Fact]
    public void Classes_are_held_out_in_their_shares_and_groups_as_a_whole()
    {
        var table = ShopTable.Of(600);
        var result = Run("tier", TableLearners.All[0].With("trees", "2"), "spend", "again");
        double Share(TabularData data) => Enumerable.Range(0, data.RowCount).Average(row => ((CategoryColumn)data.Target!)[row] is "gold" ? 1.0 : 0.0);
        Assert.InRange(Share(result.Test) - Share(result.Training), -0.01, 0.01);

        int[] shops = [.. Enumerable.Range(0, 600).Select(row => row * 7 % 40)];
        var grouped = table.With(new CategoryColumn("shop", shops, Enumerable.Range(0, 40).Select(shop => $"S{shop}"))).With(new NumberColumn("row", [.. Enumerable.Range(0, 600).Select(row => row * 0.5f)]));
        var held = LearnJob.Run(Request(grouped, "spend") with { Group = "shop", Learner = TableLearners.All[0].With("trees", "2") }, FitContext.Default);
        int[] Shops(TabularData data) => [.. Enumerable.Range(0, data.RowCount).Select(row => shops[(int)(2 * data.Table.Numbers("row")[row])]).Distinct()];
        Assert.Empty(Shops(held.Test).Intersect(Shops(held.Training)));
        Assert.DoesNotContain("shop", held.Model.Fitted.Features);
    }

    [Fact]
    public void Ranks_lists_better_than_chance()
    {
        var table = Lists();
        var result = LearnJob.Run(Request(table, "relevance") with { Task = LearnTask.Ranking, Group = "query", Learner = TableLearners.All[0].With("trees", "20").With("min-rows-per-leaf", "5") }, FitContext.Default);
        Assert.True(result.Metrics["ndcg@10"].Estimate > result.Baseline["ndcg@10"].Estimate + 0.1);
        Assert.Equal("query", result.Model.Group);
    }

    [Fact]
    public void Warns_of_columns_that_teach_nothing_or_too_much()
    {
        var table = ShopTable.Of(300);
        var twin = new CategoryColumn("twin", table.Categories("again").Codes, ["N", "Y"]);
        var result = LearnJob.Run(Request(table.With(twin).With(new NumberColumn("nothing", Enumerable.Repeat(float.NaN, 300).ToArray()))
            .With(new TimeColumn("first", new long[300])).With(new NumberColumn("number", [.. Enumerable.Range(1, 300).Select(row => (float)row)])), "again"), FitContext.Default);
        Assert.Equal(
            [("constant", "currency"), ("empty", "nothing"), ("id", "customer"), ("id", "number"), ("same-as-target", "twin"), ("times", "first")],
            result.Findings.Where(finding => finding.IsLeftOut).Select(finding => (finding.Code, finding.Column)).Order());
        Assert.DoesNotContain("twin", result.Model.Fitted.Features);

        var used = LearnJob.Run(Request(table.With(twin), "again") with { Use = ["twin"] }, FitContext.Default);
        Assert.Contains("twin", used.Model.Fitted.Features);
    }

    [Fact]
    public void Rows_without_a_target_are_passed_over_and_said()
    {
        var table = ShopTable.Of(300);
        var codes = table.Categories("again").Codes.ToArray();
        codes[7] = CategoryColumn.Missing;
        var result = LearnJob.Run(Request(table.With(new CategoryColumn("again", codes, table.Categories("again").Levels)), "again"), FitContext.Default);
        Assert.Contains(result.Findings, finding => finding.Code is "no-target" && finding.Text.StartsWith("1 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_of_two_values_are_classes_and_other_numbers_are_numbers_unless_told()
    {
        var table = ShopTable.Of(300).Without("again", "spend", "tier");
        Table Target(Func<int, float> value) => table.With(new NumberColumn("y", [.. Enumerable.Range(0, 300).Select(value)]));
        Assert.Equal(["0", "1"], LearnJob.Run(Request(Target(row => row % 2), "y"), FitContext.Default).Model.Fitted.Labels);
        var few = LearnJob.Run(Request(Target(row => row % 4), "y"), FitContext.Default);
        Assert.Equal(LearnTask.Regression, few.Model.Fitted.Task);
        Assert.Contains(few.Findings, finding => finding.Code is "few-values");
        Assert.Equal(["0", "1", "2", "3"], LearnJob.Run(Request(Target(row => row % 4), "y") with { Task = LearnTask.Multiclass }, FitContext.Default).Model.Fitted.Labels);
    }

    [Fact]
    public void A_saved_model_predicts_the_same_and_knows_its_columns()
    {
        using var folder = new LearnFolder();
        foreach (var target in new[] { "again", "tier", "spend" })
        {
            var result = Run(target, TableLearners.All[1].With("trees", "5"), [.. new[] { "again", "tier", "spend" }.Except([target])]);
            result.Model.Save(folder["model"]);
            var loaded = LearnedModel.Load(folder["model"]);
            Assert.Equal((result.Model.Learner, result.Model.Target, result.Model.Fitted.Task), (loaded.Learner, loaded.Target, loaded.Fitted.Task));
            Assert.Equal(result.Model.Columns.Columns, loaded.Columns.Columns);
            var predictions = new float[result.Predictions.Length];
            loaded.Fitted.Predict(loaded.Fitted.Encode(result.Test.Table), predictions);
            Assert.Equal(result.Predictions, predictions);
        }
    }

    [Fact]
    public void A_cancelled_job_ends() => Assert.Throws<OperationCanceledException>(() =>
        LearnJob.Run(Request(ShopTable.Of(100), "again"), FitContext.Default with { Cancellation = new CancellationToken(canceled: true) }));

    internal static Table Lists()
    {
        var (queries, relevances, hints, noise) = (new List<float>(), new List<float>(), new List<float>(), new List<float>());
        for (var query = 0; query < 60; query++)
            for (var row = 0; row < 8; row++)
            {
                queries.Add(query);
                relevances.Add((query + 3 * row) % 8 / 3);
                hints.Add((query + 3 * row) % 8 + query % 3);
                noise.Add(query * 31 % 17 + row);
            }

        return new Table([new NumberColumn("query", queries.ToArray()), new NumberColumn("relevance", relevances.ToArray()), new NumberColumn("hint", hints.ToArray()), new NumberColumn("noise", noise.ToArray())]);
    }

    internal static LearnRequest Request(Table table, string target) => new() { File = "customers.csv", Table = table, Target = target };

    private static LearnResult Run(string target, TableLearner? learner, params string[] ignore) =>
        LearnJob.Run(Request(ShopTable.Of(600), target) with { Learner = learner ?? TableLearners.Automatic, Ignore = ignore }, FitContext.Default with { Threads = 1 });

    private sealed class Teller(Action<FitProgress> tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => tell(value);
    }
}
