using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Diagnosis;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
using Kirana.Learn.Resampling;
using Kirana.Learn.Selection;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Selection.SelectionGolden;

namespace Kirana.Tests.Foundation.Learn.Selection;

public sealed class EmbeddedAndStableTests
{
    [Fact]
    public void Learners_that_choose_give_their_choice()
    {
        var data = WrapperTests.Noisy(200, 15);
        AssertKeeps(EmbeddedSelection.Lasso().Select(data, FitContext.Default), "x0", "x1", "x2");
        Assert.InRange(EmbeddedSelection.Lasso().Select(data, FitContext.Default).Relevant.Count, 3, 6);
        Assert.Equal(["x0", "x1", "x2"], (EmbeddedSelection.Lasso(new ElasticNet { Penalty = 0.2, L1Share = 0.5 }) with { Most = 3 }).Select(data, FitContext.Default).Relevant);
        AssertKeeps(EmbeddedSelection.Trees(new RandomForest { Trees = 30 }).Select(data, FitContext.Default), "x0", "x1");
        AssertKeeps(EmbeddedSelection.Boosting().Select(data, FitContext.Default), "x0", "x1");
        var classes = Rows("three", isOfClasses: true);
        var chosen = EmbeddedSelection.Logistic(0.08, classes.RowCount).Select(classes, FitContext.Default);
        Assert.Contains("f2", chosen.Relevant);
        Assert.True(chosen.Relevant.Count < Features);
    }

    [Fact]
    public void What_is_stable_is_true_and_the_bound_is_that_of_the_theorem()
    {
        var data = WrapperTests.Noisy(150, 100);
        var found = new StabilitySelection { Subsamples = 50 }.Select(data, FitContext.Default);
        Assert.Equal(["x0", "x1", "x2"], found.Relevant);
        // q = ⌊√(1 · ½ · 100)⌋ = 7.
        Assert.Equal(49 / (0.5 * 100), found.ExpectedFalse, 1e-12);
        Assert.All(found.Scores, score => Assert.Equal(score.Wins / 50.0, score.Importance));
        Assert.Equal(found.Scores, new StabilitySelection { Subsamples = 50 }.Select(data, new FitContext { Threads = 1 }).Scores);
    }

    [Fact]
    public void Of_noise_fewer_are_stable_than_the_bound_allows()
    {
        var stable = 0;
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new RandomStream((ulong)seed);
            var columns = Enumerable.Range(0, 60).Select(f => new NumberColumn($"x{f}", [.. Enumerable.Range(0, 60).Select(_ => random.NextGaussian())])).ToList();
            var target = new CategoryColumn("y", [.. Enumerable.Range(0, 60).Select(_ => random.Next(2))], ["n", "y"]);
            stable += new StabilitySelection { Subsamples = 20 }.Select(new TabularData(new Table([.. columns, target]), "y"), FitContext.Default).Relevant.Count;
        }

        Assert.InRange(stable, 0, 10);
    }

    [Fact]
    public void Stability_refuses_what_it_cannot_halve_or_regress()
    {
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => new StabilitySelection().Select(WrapperTests.Noisy(5, 3), FitContext.Default)).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => new StabilitySelection().Select(Rows("three", isOfClasses: true), FitContext.Default)).Code);
        Assert.Contains("Threshold is 0.5", Assert.Throws<ArgumentException>(() => new StabilitySelection { Threshold = 0.5 }.Select(WrapperTests.Noisy(20, 3), FitContext.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Selecting_outside_the_folds_makes_noise_look_good_and_inside_does_not()
    {
        var (outside, inside) = (0.0, 0.0);
        for (var seed = 1; seed <= 8; seed++)
        {
            var random = new RandomStream((ulong)seed);
            var columns = Enumerable.Range(0, 800).Select(f => new NumberColumn($"x{f}", [.. Enumerable.Range(0, 60).Select(_ => random.NextGaussian())])).ToList();
            var noise = new TabularData(new Table([.. columns, new NumberColumn("y", [.. Enumerable.Range(0, 60).Select(_ => random.NextGaussian())])]), "y");
            var filter = new FilterSelection { Most = 10 };
            var learner = new RidgeRegression { Penalty = 10 };
            outside += Judged(learner, filter.Select(noise, FitContext.Default).Apply(noise), (ulong)seed) / 8;
            inside += Judged(new SelectingLearner<LinearModel>(filter, learner), noise, (ulong)seed) / 8;
        }

        // The correlation of held-out predictions with a target that no feature says anything of.
        Assert.InRange(outside, 0.5, 1);
        Assert.InRange(inside, -0.25, 0.15);
    }

    [Fact]
    public void A_preparation_may_stand_before_a_selection()
    {
        var data = Preparation.PreparingLearnerTests.Shop(150, 3);
        var selecting = new SelectingLearner<LogisticModel>(new FilterSelection { Most = 3 }, new LogisticRegression());
        var model = new PreparingLearner<LogisticModel>(TablePreparation.For(data), selecting).Fit(data, FitContext.Default);
        Assert.Equal(3, model.Preparation.Width);
        Assert.Equal(model.Model.Schema.Columns.Select(column => column.Name), model.Preparation.PreparedNames);
        var probabilities = new float[data.RowCount];
        ((IBinaryClassifier)model).PredictProbability(model.Encode(data.Table), probabilities);
        Assert.All(probabilities, probability => Assert.InRange(probability, 0, 1));
    }

    [Fact]
    public void A_selection_from_prepared_columns_tells_of_those_of_the_table()
    {
        var random = new RandomStream(11);
        var (n, kind, noise) = (240, new int[240], new double[240]);
        var (size, gaps, y) = (new double[n], new double[n], new double[n]);
        for (var row = 0; row < n; row++)
        {
            (kind[row], size[row], noise[row]) = (random.Next(4), random.NextGaussian(), random.NextGaussian());
            gaps[row] = random.Next(3) == 0 ? double.NaN : random.NextGaussian();
            y[row] = (kind[row] == 2 ? 3 : 0) + 2 * size[row] + (double.IsNaN(gaps[row]) ? 2 : 0) + 0.1 * random.NextGaussian();
        }

        var data = new TabularData(new Table([
            new CategoryColumn("kind", kind, ["a", "b", "c", "d"]), new NumberColumn("noise", noise), new NumberColumn("still", new double[n]), new NumberColumn("size", size), new NumberColumn("gaps", gaps), new NumberColumn("y", y)]), "y");
        var found = new PreparingSelection(TablePreparation.For(data), EmbeddedSelection.Lasso()).Select(data, FitContext.Default);
        Assert.Equal(data.Features.Select(column => column.Name), found.Scores.Select(score => score.Name));
        // One of four texts, and the gaps but not the numbers, speak for their columns; what is dropped speaks for nothing.
        Assert.Equal(["kind", "size", "gaps"], found.Relevant);
        Assert.Equal(new FeatureScore("still", 0, FeatureVerdict.Irrelevant), found.Scores[2]);
        var stable = new PreparingSelection(TablePreparation.For(data), new StabilitySelection { Subsamples = 20 }).Select(data, FitContext.Default);
        Assert.Equal(1, stable.Scores[3].Importance);
        Assert.True(stable.ExpectedFalse > 0);

        var products = new PreparingSelection(TablePreparation.Of(new Imputation(), new Scaling(), new Interactions()), EmbeddedSelection.Lasso(new ElasticNet { Penalty = 0.3 }));
        var product = new Table([data.Table["noise"], data.Table["size"], data.Table["gaps"], new NumberColumn("y", [.. size.Zip(noise, (one, other) => one * other)])]);
        Assert.Equal(["noise", "size"], products.Select(new TabularData(product, "y"), FitContext.Default).Relevant);
    }

    private static double Judged(IEstimator<LinearModel> learner, TabularData data, ulong seed)
    {
        var (answers, targets) = (new double[data.RowCount], new float[data.RowCount]);
        ((NumberColumn)data.Target!).CopyTo(targets);
        foreach (var fold in Folds.Of(data, 5, FoldKind.Random, seed))
        {
            var (model, held) = (learner.Fit(data.Take(fold.Train), FitContext.Default), data.Take(fold.Held));
            var own = new float[fold.Held.Length];
            model.Predict(model.Encode(held.Table), own);
            for (var i = 0; i < own.Length; i++)
                answers[fold.Held[i]] = own[i];
        }

        return Correlation.Pearson(answers, Array.ConvertAll(targets, value => (double)value));
    }
}
