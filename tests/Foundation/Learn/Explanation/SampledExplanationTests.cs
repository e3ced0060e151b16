using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Explanation;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
using Kirana.Learn.Stacking;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Explanation;

public sealed class SampledExplanationTests
{
    private static readonly FitContext s_context = new() { Seed = 3 };

    [Fact]
    public void Of_a_plane_each_feature_gets_its_coefficient_times_its_distance_from_the_mean()
    {
        var data = Rows(200, (a, b, c) => 2 * a - 3 * b + 0.5 * c);
        var model = new LinearRegression().Fit(data, s_context);
        var rows = model.Encode(data.Table);
        float[] other = rows[..3];
        var explanation = SampledExplanation.Of(model, other, samples: 1);
        var found = new double[4];
        for (var row = 1; row < 20; row++)
        {
            explanation.Explain(rows.AsSpan(3 * row, 3), found);
            double[] slopes = [2, -3, 0.5];
            for (var f = 0; f < 3; f++)
                Assert.Equal(slopes[f] * (rows[3 * row + f] - other[f]), found[f], 1e-4);
            Assert.Equal(model.Predict(other), found[3], 1e-5);
        }
    }

    [Fact]
    public void A_product_is_shared_as_Shapleys_formula_says()
    {
        // v(S) of x·y against the row (0, 0): only both together change anything, and each gets half of it.
        var random = new RandomStream(5);
        double[] a = [.. Enumerable.Range(0, 400).Select(_ => (double)random.Next(2))], b = [.. Enumerable.Range(0, 400).Select(_ => (double)random.Next(2))];
        var data = new TabularData(new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("y", [.. a.Zip(b, (x, y) => x * y)])]), "y");
        var model = new DecisionTree { MinRowsPerLeaf = 1 }.Fit(data, s_context);
        var found = new double[3];
        SampledExplanation.Of(model, [0, 0]).Explain([1, 1], found);
        Assert.Equal([0.5, 0.5, 0], found);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Contributions_of_a_stack_of_prepared_models_add_up_to_its_raw_score(int classes)
    {
        var data = Mixed(150, classes);
        IEstimator<ITableModel> prepared = classes == 0
            ? new PreparingLearner<LinearModel>(new TablePreparation([new Imputation(), new OneHotEncoding()]), new RidgeRegression { Penalty = 1 })
            : new PreparingLearner<LogisticModel>(new TablePreparation([new Imputation(), new OneHotEncoding()]), new LogisticRegression { Penalty = 1 });
        var stack = new StackingLearner { Members = [prepared, new GradientBoosting { Trees = 5 }], Validation = new() { Folds = 2 } }.Fit(data, s_context);
        foreach (var model in new ITableModel[] { stack, prepared.Fit(data, s_context) })
        {
            var rows = model.Encode(data.Table);
            var explanation = SampledExplanation.Of(model, rows[..(20 * 3)], samples: 4);
            var (found, again) = (new double[explanation.Outputs * 4], new double[explanation.Outputs * 4]);
            for (var row = 100; row < 110; row++)
            {
                var own = rows.AsSpan(3 * row, 3);
                explanation.Explain(own, found);
                explanation.Explain(own, again);
                Assert.Equal(found, again);
                double[] scores = classes == 0 ? [((IRegressor)model).Predict(own)] : Scores((IMulticlassClassifier)model, own, classes);
                for (var output = 0; output < scores.Length; output++)
                    Assert.Equal(scores[output], found[(output * 4)..(output * 4 + 4)].Sum(), 1e-5);
            }
        }
    }

    [Fact]
    public void Features_that_are_not_told_apart_share_what_they_bring_together()
    {
        var data = Rows(100, (a, b, c) => 2 * a - 3 * b + 0.5 * c);
        var model = new LinearRegression().Fit(data, s_context);
        var rows = model.Encode(data.Table);
        var found = new double[4];
        SampledExplanation.Of(model, rows[..3], explained: [1]).Explain(rows.AsSpan(30, 3), found);
        Assert.Equal(-3 * (rows[31] - rows[1]), found[1], 1e-4);
        Assert.Equal(found[0], found[2]);
        Assert.Equal(2 * (rows[30] - rows[0]) + 0.5 * (rows[32] - rows[2]), found[0] + found[2], 1e-4);
    }

    [Fact]
    public void What_cannot_be_explained_is_refused()
    {
        var model = new LinearRegression().Fit(Rows(50, (a, b, c) => a + b + c), s_context);
        Assert.Throws<ArgumentException>(() => SampledExplanation.Of(model, [1, 2]));
        Assert.Throws<ArgumentException>(() => SampledExplanation.Of(model, []));
        Assert.Throws<ArgumentException>(() => SampledExplanation.Of(model, [1, 2, 3], explained: [3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledExplanation.Of(model, [1, 2, 3], samples: 0));
        Assert.Throws<ArgumentException>(() => SampledExplanation.Of(model, [1, 2, 3]).Explain([1, 2], new double[4]));
    }

    private static double[] Scores(IMulticlassClassifier model, ReadOnlySpan<float> row, int classes)
    {
        var shares = new float[classes];
        model.PredictProbabilities(row, shares);
        return classes == 2 ? [Math.Log(shares[1] / (double)(1 - shares[1]))] : Array.ConvertAll(shares, share => (double)share);
    }

    private static TabularData Rows(int count, Func<double, double, double, double> of)
    {
        var random = new RandomStream(1);
        double[] Column() => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
        var (a, b, c) = (Column(), Column(), Column());
        return new TabularData(new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c), new NumberColumn("y", [.. Enumerable.Range(0, count).Select(i => of(a[i], b[i], c[i]))])]), "y");
    }

    private static TabularData Mixed(int count, int classes)
    {
        var random = new RandomStream(2);
        var sizes = Enumerable.Range(0, count).Select(row => row % 11 == 4 ? double.NaN : random.NextGaussian()).ToArray();
        var ages = Enumerable.Range(0, count).Select(_ => random.NextGaussian()).ToArray();
        int[] colours = [.. Enumerable.Range(0, count).Select(_ => random.Next(3))];
        double[] scores = [.. Enumerable.Range(0, count).Select(row => (double.IsNaN(sizes[row]) ? 0 : sizes[row]) + ages[row] + colours[row] + random.NextGaussian())];
        Column target = classes == 0
            ? new NumberColumn("y", scores)
            : new CategoryColumn("y", [.. scores.Select(score => Math.Clamp((int)Math.Floor(score), 0, classes - 1))], [.. Enumerable.Range(0, classes).Select(k => $"k{k}")]);
        return new TabularData(new Table([new NumberColumn("size", sizes), new NumberColumn("age", ages), new CategoryColumn("colour", colours, ["red", "green", "blue"]), target]), "y");
    }
}
