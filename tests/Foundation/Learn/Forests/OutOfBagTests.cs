using Kirana.Learn.Forests;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Forests;

public sealed class OutOfBagTests
{
    private static readonly string[] s_two = ["no", "yes"];

    [Fact]
    public void The_out_of_bag_error_is_near_the_test_error_and_its_curve_falls()
    {
        foreach (var labels in new[] { [], s_two })
        {
            var (train, test) = labels.Length == 0 ? (Examples.Regression(3_000), Examples.Regression(3_000, seed: 2)) : (Examples.Binary(3_000), Examples.Binary(3_000, seed: 2));
            var model = new RandomForest { Trees = 80 }.Fit(train, labels, Examples.OneThread);
            var outOfBag = model.OutOfBag(train, Examples.OneThread);

            var predictions = new float[3_000];
            if (labels.Length == 0)
                model.Predict(test.Matrix(), predictions);
            else
                model.PredictProbability(test.Matrix(), predictions);
            double[] errors = [.. predictions.Zip(test.Targets, (p, t) => labels.Length == 0 ? (double)(p - t) * (p - t) : p > 0.5f == t > 0 ? 0 : 1)];
            var (own, there) = (outOfBag.ErrorInterval(0.99), Kirana.Numerics.Statistics.Bootstrap.MeanInterval(errors, 0.99));
            Assert.True(own.Lower < there.Upper && there.Lower < own.Upper, $"{own} and {there}");
            Assert.Equal(80, outOfBag.Curve.Length);
            Assert.Equal(outOfBag.Error, own.Estimate, 1e-9);
            Assert.True(outOfBag.Curve[^1] < 0.8 * outOfBag.Curve[2]);
        }
    }

    [Fact]
    public void A_row_is_predicted_by_the_trees_that_did_not_see_it()
    {
        var rows = Examples.Classes(300);
        var model = new RandomForest { Trees = 7 }.Fit(rows, ["a", "b", "c"], Examples.OneThread with { Seed = 5 });
        var outOfBag = model.OutOfBag(rows, Examples.OneThread with { Threads = 2 });

        var bagging = new Bagging(300, 1, Bootstrap: true, 5);
        for (var row = 0; row < 300; row++)
        {
            var own = Enumerable.Range(0, 7).Where(tree => !Bag.Of(bagging, tree).Has(row)).ToArray();
            Assert.Equal(own.Length, outOfBag.Trees[row]);
            if (own.Length == 0)
            {
                Assert.True(float.IsNaN(outOfBag.Predictions[3 * row]) && double.IsNaN(outOfBag.RowErrors[row]));
                continue;
            }

            // The values of the trees are the shares of the last class.
            Assert.Equal(own.Average(tree => model.Trees[tree].Predict(rows.Row(row))), outOfBag.Predictions[3 * row + 2], 1e-6f);
        }
    }

    [Fact]
    public void Knows_its_training_rows_and_refuses_others()
    {
        var rows = Examples.Regression(200);
        var model = new RandomForest { Trees = 3 }.Fit(rows, [], Examples.OneThread);
        var targets = (float[])rows.Targets.Clone();
        targets[7] += 1;

        Assert.Throws<ArgumentException>(() => model.OutOfBag(rows with { Targets = targets }, Examples.OneThread));
        Assert.Throws<ArgumentException>(() => model.OutOfBag(Examples.Regression(199), Examples.OneThread));
        Assert.Throws<InvalidOperationException>(() => new ExtraTrees { Trees = 3 }.Fit(rows, [], Examples.OneThread).OutOfBag(rows, Examples.OneThread));
    }

    [Fact]
    public void Importance_finds_the_features_that_matter_by_all_three_measures()
    {
        var (train, test) = (Examples.Regression(2_000), Examples.Regression(1_000, seed: 2));
        var model = new RandomForest { Trees = 30, FeaturesPerSplit = 3 }.Fit(train, [], Examples.OneThread);

        var impurity = model.ImpurityImportance();
        Assert.Equal(1, impurity.Sum(), 1e-9);
        var outOfBag = model.OutOfBagImportance(train, Examples.OneThread, null);
        var held = model.Importance(test, Examples.OneThread, null, 5);
        foreach (var (useful, noise) in new[] { (2, 4), (2, 5), (1, 4), (3, 5), (0, 4) })
        {
            Assert.True(impurity[useful] > 2 * impurity[noise]);
            Assert.True(outOfBag[useful].Increase > outOfBag[noise].Increase + 5 * outOfBag[useful].StandardError);
            Assert.True(held[useful].Increase > held[noise].Increase + 5 * held[useful].StandardError);
        }

        Assert.Equal(0, outOfBag[4].Increase, 0.05);
        Assert.Equal(0, held[4].Increase, 0.05);
        Assert.Equal(outOfBag, model.OutOfBagImportance(train, Examples.OneThread with { Threads = 3 }, null));
    }

    [Fact]
    public void A_group_is_shuffled_together()
    {
        var random = new RandomStream(3);
        var x = new float[1_000];
        foreach (ref var v in x.AsSpan())
            v = (float)random.NextGaussian();
        var rows = Examples.Of([x, (float[])x.Clone()], x);
        var model = new RandomForest { Trees = 20, FeaturesPerSplit = 1 }.Fit(rows, [], Examples.OneThread);

        var alone = model.OutOfBagImportance(rows, Examples.OneThread, null);
        var together = model.OutOfBagImportance(rows, Examples.OneThread, [new FeatureGroup("both", ["f0", "f1"])]);
        Assert.Equal("both", together.Single().Name);
        Assert.True(together[0].Increase > 1.5 * Math.Max(alone[0].Increase, alone[1].Increase));
        Assert.Throws<ArgumentException>(() => model.OutOfBagImportance(rows, Examples.OneThread, [new FeatureGroup("none", [])]));
        Assert.Throws<ArgumentException>(() => model.OutOfBagImportance(rows, Examples.OneThread, [new FeatureGroup("other", ["g"])]));
    }
}
