using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Selection;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Selection;

public sealed class ShadowSelectionTests
{
    private static readonly ShadowSelection s_quick = new() { Rounds = 12, Forest = new RandomForest { Trees = 30 } };
    private static readonly FitContext s_context = new() { Seed = 4, Threads = 2 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keeps_what_matters_and_refuses_noise_of_many_values(bool classes)
    {
        var found = s_quick.Select(Table(classes ? 2_000 : 400, classes), s_context);

        // The step has two values only, the noise as many as rows: by impurity the noise would look better.
        Assert.Equal(["step", "bend", "colour"], found.Relevant);
        Assert.All(found.Scores.Where(score => score.Name.StartsWith("noise", StringComparison.Ordinal)), score =>
        {
            Assert.NotEqual(FeatureVerdict.Relevant, score.Verdict);
            Assert.InRange(score.Importance, -3, 3);
        });
        Assert.Contains(found.Scores, score => score.Verdict == FeatureVerdict.Irrelevant);
        Assert.All(found.Scores.Where(score => score.Verdict == FeatureVerdict.Relevant), score => Assert.Equal(12, score.Wins));
    }

    [Fact]
    public void Keeps_nothing_where_no_feature_says_anything()
    {
        var data = Table(200, classes: false);
        var random = new RandomStream(8);
        var noise = new TabularData(new Table([.. data.Features, new NumberColumn("y", [.. Enumerable.Range(0, 200).Select(_ => (float)random.NextGaussian())])]), "y");
        var found = s_quick.Select(noise, s_context);

        Assert.Empty(found.Relevant);
        Assert.Equal("no-features", Assert.Throws<DataException>(() => found.Apply(noise)).Code);
    }

    [Fact]
    public void Has_the_same_result_at_any_number_of_threads_and_another_with_another_seed()
    {
        var data = Table(150, classes: true);
        var expected = s_quick.Select(data, s_context with { Threads = 1 }).Scores;

        Assert.Equal(expected, s_quick.Select(data, s_context).Scores);
        Assert.NotEqual(expected, s_quick.Select(data, s_context with { Seed = 5 }).Scores);
    }

    [Fact]
    public void A_learner_selects_by_the_rows_it_is_given_and_predicts_whole_tables()
    {
        var data = Table(300, classes: false);
        var learner = new SelectingLearner<BoostedTrees>(s_quick, new GradientBoosting { Trees = 20 });
        var model = learner.Fit(data, s_context);

        Assert.Equal(["step", "bend", "colour"], model.Schema.Columns.Select(column => column.Name));
        Assert.Equal(900, model.Encode(data.Table).Length);
        Assert.Equal(["step", "bend", "colour", "y", "w"], s_quick.Select(data, s_context).Apply(data).Table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Wins_are_judged_by_the_binomial_distribution()
    {
        Assert.Equal(1, ShadowSelection.TailOf(0, 20), 1e-12);
        Assert.Equal(Math.Pow(0.5, 20), ShadowSelection.TailOf(20, 20), 1e-18);
        Assert.Equal(21 * Math.Pow(0.5, 20), ShadowSelection.TailOf(19, 20), 1e-15);
        Assert.Equal(0.5 + 184_756 / 2.0 / (1 << 20), ShadowSelection.TailOf(10, 20), 1e-12);
        Assert.InRange(ShadowSelection.TailOf(500, 1_000), 0.5, 0.52);
    }

    [Fact]
    public void Reports_all_wrong_options_together_and_can_be_cancelled()
    {
        var data = Table(50, classes: false);
        var message = Assert.Throws<ArgumentException>(() => new ShadowSelection { Rounds = 1, Level = double.NaN }.Select(data, s_context)).Message;
        Assert.Contains("Rounds", message, StringComparison.Ordinal);
        Assert.Contains("Level", message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => s_quick.Select(data, s_context with { Cancellation = new CancellationToken(canceled: true) }));
        Assert.Throws<ArgumentException>(() => s_quick.Select(new TabularData(data.Table), s_context));
    }

    /// <summary>A step, a bend and a colour that matter, eight columns of noise, a target and weights.</summary>
    private static TabularData Table(int rows, bool classes)
    {
        var random = new RandomStream(2);
        var (step, bend, colour, y) = (new float[rows], new float[rows], new int[rows], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            (step[i], bend[i], colour[i]) = (random.Next(2), (float)random.NextGaussian(), random.Next(4));
            y[i] = 2 * step[i] + MathF.Abs(bend[i]) + (colour[i] == 1 ? 2 : 0) + 0.3f * (float)random.NextGaussian();
        }

        var noise = Enumerable.Range(0, 8).Select(n => (Column)new NumberColumn($"noise {n}", [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextGaussian())])).ToArray();
        Column target = classes ? new CategoryColumn("y", [.. y.Select(v => v > 2 ? 1 : 0)], ["low", "high"]) : new NumberColumn("y", y);
        var weights = new NumberColumn("w", [.. Enumerable.Range(0, rows).Select(i => 1f + i % 2)]);
        return new TabularData(
            new Table([.. noise[..4], new NumberColumn("step", step), new NumberColumn("bend", bend), new CategoryColumn("colour", colour, ["red", "green", "blue", "grey"]), .. noise[4..], target, weights]),
            "y", weight: "w");
    }
}
