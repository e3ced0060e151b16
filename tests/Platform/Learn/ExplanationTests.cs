using Kirana.Data.Fitting;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Explanation;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Tests.Platform.Learn;

public sealed class ExplanationTests
{
    [Fact]
    public void Shuffling_hurts_where_a_column_says_something_and_not_where_it_does_not()
    {
        var result = Run("spend", TableLearners.All[0].With("trees", "40"), "again", "tier");
        var explanation = ModelExplanation.Of(result, FitContext.Default);
        var increases = explanation.Importance.ToDictionary(feature => feature.Name, feature => feature.Increase);
        Assert.True(increases["orders"] > 10);
        Assert.True(increases["days"] > 10);
        Assert.Equal(1, explanation.Importance.Sum(feature => feature.Gain), 1e-9);
    }

    [Fact]
    public void Contributions_add_up_to_what_the_model_says()
    {
        var result = Run("spend", TableLearners.All[0].With("trees", "10"), "again", "tier");
        var shap = ModelExplanation.Of(result, FitContext.Default).Shap!;
        var sums = Enumerable.Range(0, shap.Rows).Select(row => Enumerable.Range(0, shap.Features.Count).Sum(feature => shap.Contribution(row, feature)));
        var rest = sums.Select((sum, row) => result.Predictions[(int)((long)row * result.Truths.Length / shap.Rows)] - sum).ToArray();
        Assert.All(rest, own => Assert.Equal(rest[0], own, 1e-3));
    }

    [Fact]
    public void The_curve_falls_on_rows_learnt_from_and_is_lowest_where_the_model_was_kept()
    {
        var result = Run("again", TableLearners.Automatic, "spend", "tier");
        var curve = ModelExplanation.Of(result, FitContext.Default).Curve!;
        Assert.True(curve.IsValidation);
        Assert.Equal(curve.Kept, curve.Held.ToList().IndexOf(curve.Held.Min()) + 1);
        Assert.True(curve.Training[^1] < curve.Training[0]);

        var judged = ModelExplanation.Of(Run("tier", TableLearners.All[0].With("trees", "10"), "spend", "again"), FitContext.Default).Curve!;
        Assert.False(judged.IsValidation);
        Assert.Equal(10, judged.Held.Count);
    }

    [Fact]
    public void Models_without_contributions_of_their_own_are_explained_by_sampling()
    {
        var explanation = ModelExplanation.Of(Run("again", TableLearners.All.First(own => own.Name is "tree").With("max-depth", "3"), "spend", "tier"), FitContext.Default);
        var shap = explanation.Shap!;
        Assert.Equal("days", shap.Features[shap.MeanAbsolute.ToList().IndexOf(shap.MeanAbsolute.Max())]);
        Assert.Equal(0, shap.MeanAbsolute[shap.Features.ToList().IndexOf("basket")]);
        Assert.Null(explanation.Curve);
        Assert.NotNull(explanation.Calibration);
    }

    private static LearnResult Run(string target, TableLearner learner, params string[] ignore) =>
        LearnJob.Run(LearnJobTests.Request(ShopTable.Of(600), target) with { Learner = learner, Ignore = ignore }, FitContext.Default with { Threads = 1 });
}
