using Kirana.Data.ModelFiles;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class MeanTests
{
    private static readonly GradientBoosting s_learner = new() { Trees = 12, Leaves = 8 };

    [Fact]
    public void Scores_and_explanations_are_the_mean_of_those_of_the_models()
    {
        BoostedTrees[] models = [s_learner.Fit(Examples.Regression(400), Examples.OneThread), (s_learner with { Trees = 7 }).Fit(Examples.Regression(300), Examples.OneThread)];
        var mean = BoostedTrees.Mean(models);
        using var reader = ModelReader.Parse(mean.ToBytes(), "model");
        var read = BoostedTrees.Load(reader);

        Assert.Equal(19, mean.Rounds);
        float[] row = [.. Enumerable.Range(0, mean.Features).Select(feature => 0.3f * feature - 0.5f)];
        var (shares, each) = (new double[mean.Features + 1], new double[mean.Features + 1]);
        mean.Explain(row, shares);
        foreach (var model in models)
        {
            var own = new double[each.Length];
            model.Explain(row, own);
            for (var i = 0; i < own.Length; i++)
                each[i] += own[i] / 2;
        }

        Assert.Equal(models.Average(model => model.Predict(row)), mean.Predict(row), 1e-5f);
        Assert.Equal(mean.Predict(row), read.Predict(row));
        for (var i = 0; i < shares.Length; i++)
            Assert.Equal(each[i], shares[i], 1e-5);
    }

    [Fact]
    public void The_mean_of_one_model_is_that_model_and_others_must_fit_it()
    {
        var model = s_learner.Fit(Examples.Regression(100), Examples.OneThread);
        Assert.Same(model, BoostedTrees.Mean([model]));
        Assert.Throws<ArgumentException>(() => BoostedTrees.Mean([]));
        Assert.Throws<ArgumentException>(() => BoostedTrees.Mean([model, (s_learner with { Objective = Objective.Logistic }).Fit(Examples.Binary(100), Examples.OneThread)]));
    }
}
