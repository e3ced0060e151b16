using CsCheck;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Forests;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Forests;

public sealed class ForestTests
{
    private static readonly string[] s_two = ["no", "yes"];
    private static readonly string[] s_three = ["a", "b", "c"];

    [Fact]
    public void A_mean_of_many_trees_errs_less_than_one_tree()
    {
        var (train, test) = (Examples.Regression(2_000), Examples.Regression(1_000, seed: 2));
        var one = new RandomForest { Trees = 1 }.Fit(train, [], Examples.OneThread);
        var many = new RandomForest { Trees = 60 }.Fit(train, [], Examples.OneThread);

        Assert.True(SquaredError(many, test) < 0.6 * SquaredError(one, test));
        Assert.True(SquaredError(many, test) < 0.4 * Variance(test.Targets));
        var extra = new ExtraTrees { Trees = 60 }.Fit(train, [], Examples.OneThread);
        Assert.True(SquaredError(extra, test) < 0.4 * Variance(test.Targets));
    }

    /// <summary>With more values than bins, only exact cuts in small nodes can tell every row from its neighbours.</summary>
    [Fact]
    public void Small_nodes_are_split_between_any_two_values()
    {
        var random = new RandomStream(3);
        float[] x = [.. Enumerable.Range(0, 3_000).Select(_ => (float)random.NextGaussian())];
        float[] y = [.. Enumerable.Range(0, 3_000).Select(_ => (float)random.NextGaussian())];
        x[7] = float.NaN;
        var learner = new RandomForest { Trees = 1, Bootstrap = false, FeaturesPerSplit = 1, MinRowsPerLeaf = 1 };
        var model = learner.Fit(Examples.Of([x], y), [], Examples.OneThread);
        for (var i = 0; i < x.Length; i++)
            Assert.Equal(y[i], model.Predict([x[i]]), 1e-5f);
    }

    /// <summary>A step between any two values is found at once, however many values a bin holds.</summary>
    [Theory]
    [InlineData(0, 10_000, 0)]
    [InlineData(2, 5_010, 0)]
    [InlineData(3, 15_020, 0)]
    [InlineData(0, 10_005, 500)]
    [InlineData(2, 5_015, 500)]
    [InlineData(3, 15_010, 500)]
    public void The_cut_of_a_large_node_lies_where_sorting_its_values_would_put_it(int classes, int step, int missing)
    {
        var random = new RandomStream(3);
        float[] x = [.. Enumerable.Range(0, 20_000).Select(_ => (float)random.NextGaussian())];
        var sorted = x.Order().ToArray();
        float[] y = [.. x.Select(value => value < sorted[step] ? 0f : 1f)];
        for (var i = 0; i < missing; i++)
            (x[i * 17], y[i * 17]) = (float.NaN, 0);
        var (below, above) = (x.Where(value => value < sorted[step]).Max(), x.Where(value => value >= sorted[step]).Min());

        var learner = new RandomForest { Trees = 1, Bootstrap = false };
        var tree = learner.Fit(Examples.Of([x], y), classes switch { 2 => s_two, 3 => s_three, _ => [] }, Examples.OneThread).Trees[0];
        Assert.Equal([0, -1, -1], tree.Feature.ToArray());
        Assert.True(below <= tree.Threshold[0] && tree.Threshold[0] < above, $"The threshold is {tree.Threshold[0]}; expected one from {below} to {above}.");
    }

    [Fact]
    public void Tells_two_classes_and_three_apart()
    {
        foreach (ForestLearner learner in new ForestLearner[] { new RandomForest { Trees = 40 }, new ExtraTrees { Trees = 40 } })
        {
            var test = Examples.Binary(1_000, seed: 2);
            var binary = learner.Fit(Examples.Binary(2_000), s_two, Examples.OneThread);
            var right = Enumerable.Range(0, test.Rows).Count(i => binary.PredictProbability(test.Row(i)) > 0.5 == test.Targets[i] > 0);
            Assert.InRange(right, 840, 1_000);

            var classes = Examples.Classes(1_000, seed: 2);
            var model = learner.Fit(Examples.Classes(2_000), s_three, Examples.OneThread);
            var probabilities = new float[3_000];
            model.PredictProbabilities(classes.Matrix(), probabilities);
            right = 0;
            for (var i = 0; i < 1_000; i++)
            {
                var own = probabilities.AsSpan(3 * i, 3);
                Assert.Equal(1, own[0] + own[1] + own[2], 1e-5);
                right += own[(int)classes.Targets[i]] > 0.5f ? 1 : 0;
            }

            Assert.InRange(right, 600, 1_000);
        }
    }

    [Fact]
    public void Three_classes_of_which_one_is_empty_split_as_two_do()
    {
        var rows = Examples.Binary(600);
        var learner = new RandomForest { Trees = 5, FeaturesPerSplit = 2 };
        var two = learner.Fit(rows, s_two, Examples.OneThread);
        var three = learner.Fit(rows, s_three, Examples.OneThread);

        for (var t = 0; t < 5; t++)
        {
            Assert.Equal(two.Trees[t].Feature.ToArray(), three.Trees[t].Feature.ToArray());
            Assert.Equal(two.Trees[t].Threshold.ToArray(), three.Trees[t].Threshold.ToArray());
            foreach (var (a, b) in two.Trees[t].Gain.ToArray().Zip(three.Trees[t].Gain.ToArray()))
                Assert.Equal(a, b, 1e-9 * Math.Max(1, a));
        }
    }

    [Fact]
    public void A_full_tree_of_all_rows_knows_every_row()
    {
        var rows = Examples.Regression(200);
        foreach (ForestLearner learner in new ForestLearner[] { new RandomForest { Bootstrap = false }, new ExtraTrees() })
        {
            var model = (learner with { Trees = 3, MinRowsPerLeaf = 1 }).Fit(rows, [], Examples.OneThread);
            for (var i = 0; i < 200; i++)
                Assert.Equal(rows.Targets[i], model.Predict(rows.Row(i)), 1e-5f);
        }
    }

    /// <summary>With all features at each split, a tree of all rows is the exact tree of values that each have a bin.</summary>
    [Fact]
    public void One_tree_of_all_rows_and_features_is_the_exact_tree() => Gen.Select(Gen.ULong[1, 1_000], Gen.Int[2, 120], Gen.Int[1, 7]).Sample(
        (seed, count, least) =>
        {
            var all = Examples.Regression(count, seed);
            var matrix = all.Matrix();
            var rows = all with { Features = new RowMajorSource(Array.ConvertAll(matrix, v => MathF.Round(4 * v) / 4), FeatureColumn.Unnamed(6)) };
            var forest = new RandomForest { Trees = 1, Bootstrap = false, FeaturesPerSplit = 6, MinRowsPerLeaf = least }.Fit(rows, [], Examples.OneThread);
            var exact = new Kirana.Learn.Trees.DecisionTree { MinRowsPerLeaf = least }.Fit(rows, [], Examples.OneThread);

            // Equal gains may be taken from another feature; the first split's gain is the same whichever it is.
            Assert.Equal(exact.Tree.Gain[0], forest.Trees[0].Gain[0], 1e-6 * Math.Max(1, exact.Tree.Gain[0]));
            Assert.Equal(exact.Tree.Value[0], forest.Trees[0].Value[0], 1e-5f);
        }, iter: 60);

    /// <summary>The two growers sum one-hot features in different ways: by columns that several share, and by rows that list what they have.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Features_of_few_values_split_as_in_an_exact_tree(int missing)
    {
        var random = new RandomStream(5);
        float[][] columns = [.. Enumerable.Range(2, 12).Select(values => Enumerable.Range(0, 1_500)
            .Select(_ => random.Next(100) < missing ? float.NaN : values < 10 ? Math.Max(0, random.Next(4 * values) - 3 * values) % values : random.Next(values)).ToArray())];
        float[] targets = [.. Enumerable.Range(0, 1_500).Select(i => (float)random.NextGaussian() + (columns[0][i] > 0 ? 3 : 0) + (columns[3][i] > 1 == columns[10][i] > 4 ? 2 : 0))];
        var rows = Examples.Of(columns, targets);
        var forest = new RandomForest { Trees = 1, Bootstrap = false, FeaturesPerSplit = 12, MinRowsPerLeaf = 4 }.Fit(rows, [], Examples.OneThread);
        var exact = new Kirana.Learn.Trees.DecisionTree { MinRowsPerLeaf = 4 }.Fit(rows, [], Examples.OneThread);

        Assert.Equal(exact.Tree.Leaves, forest.Trees[0].Leaves);
        for (var row = 0; row < rows.Rows; row++)
            Assert.Equal(exact.Predict(rows.Row(row)), forest.Predict(rows.Row(row)), 1e-5f);
    }

    [Fact]
    public void A_feature_that_varies_is_found_however_many_are_constant()
    {
        float[][] columns = [.. Enumerable.Range(0, 40).Select(f => Enumerable.Range(0, 64).Select(i => f == 17 ? i : 1f).ToArray())];
        var model = new RandomForest { Trees = 1, Bootstrap = false, FeaturesPerSplit = 1, MinRowsPerLeaf = 1 }.Fit(Examples.Of(columns, columns[17]), [], Examples.OneThread);
        Assert.Equal(64, model.Trees[0].Leaves);
    }

    [Fact]
    public void Depth_rows_and_gain_stay_within_their_limits()
    {
        var rows = Examples.Regression(3_000);
        var model = new RandomForest { Trees = 3, MaxDepth = 4 }.Fit(rows, [], Examples.OneThread);
        Assert.All(model.Trees, tree => Assert.InRange(Kirana.Learn.Explanation.PathShap.Depth(tree), 3, 4));
        model = new RandomForest { Trees = 3, MinRowsPerLeaf = 40 }.Fit(rows, [], Examples.OneThread);
        Assert.All(model.Trees, tree => Assert.All(Enumerable.Range(0, tree.Nodes).Where(tree.IsLeaf), leaf => Assert.InRange(tree.Rows[leaf], 40, 3_000)));
        model = new RandomForest { Trees = 3, MinRowsToSplit = 200 }.Fit(rows, [], Examples.OneThread);
        Assert.All(model.Trees, tree => Assert.All(Enumerable.Range(0, tree.Nodes).Where(n => !tree.IsLeaf(n)), node => Assert.InRange(tree.Rows[node], 200, 3_000)));
        model = new RandomForest { Trees = 3, MinGain = 0.02 }.Fit(rows, [], Examples.OneThread);
        Assert.All(model.Trees, tree => Assert.All(Enumerable.Range(0, tree.Nodes).Where(n => !tree.IsLeaf(n)), node => Assert.True(tree.Gain[node] >= 0.02 * tree.Cover[0])));
    }

    [Fact]
    public void Bags_are_drawn_with_repetition_or_without()
    {
        var rows = Examples.Regression(2_000);
        var with = new RandomForest { Trees = 20 }.Fit(rows, [], Examples.OneThread);
        Assert.All(with.Trees, tree => Assert.Equal(2_000, tree.Cover[0]));
        // 1 − 1/e of the rows are expected, with a standard deviation of about 14.
        Assert.Equal(2_000 * (1 - 1 / Math.E), with.Trees.Average(tree => tree.Rows[0]), 20.0);
        var without = new RandomForest { Trees = 3, Bootstrap = false, RowFraction = 0.25 }.Fit(rows, [], Examples.OneThread);
        Assert.All(without.Trees, tree => Assert.Equal(500, tree.Rows[0]));
    }

    public static TheoryData<string> Kinds => ["numbers", "two", "three", "extra", "extra three", "categories", "weights", "balanced", "wide"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_has_the_same_bytes_at_any_number_of_threads_and_after_a_file(string kind)
    {
        var (learner, rows, labels) = Case(kind);
        var model = learner.Fit(rows, labels, Examples.OneThread);
        var expected = model.ToBytes();
        Assert.Equal(expected, learner.Fit(rows, labels, Examples.OneThread with { Threads = 2 }).ToBytes());
        Assert.Equal(expected, learner.Fit(rows, labels, Examples.OneThread with { Threads = 4 }).ToBytes());
        Assert.NotEqual(expected, learner.Fit(rows, labels, Examples.OneThread with { Seed = 2 }).ToBytes());

        var loaded = Forest.Load(ModelReader.Parse(expected, "model"));
        Assert.Equal(expected, loaded.ToBytes());
        var (matrix, outputs) = (rows.Matrix(), Math.Max(1, labels.Length));
        var (a, b) = (new float[rows.Rows * outputs], new float[rows.Rows * outputs]);
        Predict(model, matrix, a);
        Predict(loaded, matrix, b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void A_weight_of_two_is_a_row_twice_and_none_is_no_row()
    {
        var once = Examples.Classes(400);
        var matrix = Array.ConvertAll(once.Matrix(), v => MathF.Round(4 * v) / 4);
        var weighted = new LabelledRows(new RowMajorSource(matrix, FeatureColumn.Unnamed(6)), once.Targets, [.. Enumerable.Range(0, 400).Select(i => i < 100 ? 2f : i < 300 ? 1 : 0)], []);
        var twice = new LabelledRows(
            new RowMajorSource((float[])[.. matrix.AsSpan(0, 600), .. matrix.AsSpan(0, 1_800)], FeatureColumn.Unnamed(6)), [.. once.Targets.AsSpan(0, 100), .. once.Targets.AsSpan(0, 300)]);
        var learner = new RandomForest { Trees = 1, Bootstrap = false, FeaturesPerSplit = 6, MaxDepth = 3 };
        var (a, b) = (learner.Fit(weighted, s_three, Examples.OneThread), learner.Fit(twice, s_three, Examples.OneThread));

        Assert.Equal(a.Trees[0].Feature.ToArray(), b.Trees[0].Feature.ToArray());
        Assert.Equal(a.Trees[0].Cover.ToArray(), b.Trees[0].Cover.ToArray());
        Assert.Equal(a.Trees[0].Value.ToArray(), b.Trees[0].Value.ToArray());
    }

    [Fact]
    public void Class_weights_move_the_shares_and_balance_makes_classes_alike()
    {
        var rows = Examples.Regression(1_000) with { Targets = [.. Enumerable.Range(0, 1_000).Select(i => i % 10 == 0 ? 1f : 0f)] };
        var plain = new RandomForest { Trees = 1, Bootstrap = false, MaxDepth = 1 };
        Assert.Equal(0.1f, plain.Fit(rows, s_two, Examples.OneThread).Trees[0].Value[0], 1e-6f);
        Assert.Equal(0.5f, (plain with { BalanceClasses = true }).Fit(rows, s_two, Examples.OneThread).Trees[0].Value[0], 1e-6f);
        var weighted = plain with { ClassWeights = new Dictionary<string, double>(StringComparer.Ordinal) { ["yes"] = 3 } };
        Assert.Equal(0.25f, weighted.Fit(rows, s_two, Examples.OneThread).Trees[0].Value[0], 1e-6f);
    }

    [Fact]
    public void Sends_missing_values_where_they_gain_most_and_categories_by_their_targets()
    {
        var learner = new RandomForest { Trees = 1, Bootstrap = false, FeaturesPerSplit = 1, MinRowsPerLeaf = 1 };
        var missing = learner.Fit(Examples.Of([[1, 2, float.NaN, float.NaN, 3, 4]], [0, 0, 5, 5, 5, 5]), [], Examples.OneThread);
        Assert.Equal((2, 0f, 5f, 5f), (missing.Trees[0].Leaves, missing.Predict([1.5f]), missing.Predict([float.NaN]), missing.Predict([9])));
        var apart = learner.Fit(Examples.Of([[1, 2, float.NaN, float.NaN]], [3, 3, 8, 8]), [], Examples.OneThread);
        Assert.Equal((3f, 3f, 8f), (apart.Predict([float.PositiveInfinity]), apart.Predict([-9]), apart.Predict([float.NaN])));

        float[] codes = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 7];
        var parity = learner.Fit(Examples.Of([codes], [.. codes.Select(c => c % 2 == 0 ? 6f : 2f)], true), [], Examples.OneThread);
        Assert.Equal(2, parity.Trees[0].Leaves);
        Assert.Equal((6f, 2f, 6f, 2f, 6f), (parity.Predict([0]), parity.Predict([1]), parity.Predict([2]), parity.Predict([7]), parity.Predict([99])));
        var classes = learner.Fit(Examples.Of([codes], [.. codes.Select(c => c % 3)], true), s_three, Examples.OneThread);
        var probabilities = new float[33];
        classes.PredictProbabilities(codes, probabilities);
        for (var i = 0; i < codes.Length; i++)
            Assert.Equal(1, probabilities[3 * i + (int)codes[i] % 3]);
    }

    /// <summary>Of the sets of categories that may go left, the one found gains as much as any.</summary>
    [Fact]
    public void Parting_categories_by_their_order_finds_the_best_parting() => Gen.Select(Gen.Int[0, 5].Array[4, 40], Gen.Int[0, 9].Array[40]).Sample((codes, values) =>
    {
        float[] column = [.. codes.Select(c => c == 5 ? float.NaN : c)];
        float[] targets = [.. codes.Select((_, i) => (float)values[i])];
        var tree = new RandomForest { Trees = 1, Bootstrap = false, MinRowsPerLeaf = 1, MaxDepth = 1 }.Fit(Examples.Of([column], targets, true), [], Examples.OneThread).Trees[0];

        var best = 0.0;
        for (var set = 1; set < 32; set++)
        {
            var own = set;
            bool Left(int row) => codes[row] < 5 && (own >> codes[row] & 1) != 0;
            best = Math.Max(best, Spread(targets) - Spread([.. targets.Where((_, i) => Left(i))]) - Spread([.. targets.Where((_, i) => !Left(i))]));
        }

        Assert.Equal(best, tree.Gain[0], 1e-6 * Math.Max(1, best));
    }, iter: 300);

    [Fact]
    public void Learns_from_a_table_and_names_classes()
    {
        var table = new Table([
            new CategoryColumn("colour", [.. Enumerable.Range(0, 300).Select(i => i % 4 - 1)], ["red", "green", "blue"]),
            new NumberColumn("size", [.. Enumerable.Range(0, 300).Select(i => (float)(i * 37 % 100))]),
            new CategoryColumn("kind", [.. Enumerable.Range(0, 300).Select(i => i % 4 == 1 ? 0 : i * 37 % 100 > 50 ? 1 : 2)], ["reddish", "large", "small"]),
        ]);
        var model = new RandomForest { Trees = 30 }.Fit(new TabularData(table, target: "kind"), FitContext.Default);

        Assert.Equal(["large", "reddish", "small"], model.Labels);
        var probabilities = new float[3];
        model.PredictProbabilities(model.Encode(table.Take([1])), probabilities);
        Assert.InRange(probabilities[1], 0.7f, 1);
        Assert.Throws<InvalidOperationException>(() => model.Predict([0, 1]));
        Assert.Throws<InvalidOperationException>(() => model.PredictProbability([0, 1]));
    }

    [Fact]
    public void Predicting_one_row_allocates_nothing()
    {
        var rows = Examples.Classes(500);
        var model = new RandomForest { Trees = 10 }.Fit(rows, s_three, Examples.OneThread);
        var (row, probabilities) = (rows.Row(0), new float[3]);
        model.PredictProbabilities(row, probabilities);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.PredictProbabilities(row, probabilities);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Odd_tables_give_a_model_or_a_clear_refusal()
    {
        var learner = new RandomForest { Trees = 4 };
        var rows = Examples.Regression(100);
        Assert.All(learner.Fit(rows with { Targets = [.. Enumerable.Repeat(3.5f, 100)] }, [], Examples.OneThread).Trees, tree => Assert.Equal(1, tree.Leaves));
        Assert.Equal(7, learner.Fit(Examples.Of([[1]], [7]), [], Examples.OneThread).Predict([2]));
        var alone = learner.Fit(rows with { Targets = new float[100] }, ["only"], Examples.OneThread);
        var certain = new float[1];
        alone.PredictProbabilities(rows.Row(0), certain);
        Assert.Equal(1, certain[0]);
        float[] infinite = [float.NegativeInfinity, float.NegativeInfinity, 0, 0, float.PositiveInfinity, float.PositiveInfinity];
        var infinity = new RandomForest { Trees = 1, Bootstrap = false, MinRowsPerLeaf = 1 }.Fit(Examples.Of([infinite], [1, 1, 2, 2, 3, 3]), [], Examples.OneThread);
        Assert.Equal((1f, 2f, 3f), (infinity.Predict([float.NegativeInfinity]), infinity.Predict([0]), infinity.Predict([float.PositiveInfinity])));
        var unseen = learner.Fit(rows with { Weights = [.. Enumerable.Range(0, 100).Select(i => i == 42 ? 1f : 0f)] }, [], Examples.OneThread);
        Assert.Equal(rows.Targets[42], unseen.Predict(rows.Row(3)), 1e-5f);

        Assert.Equal("no-rows", Assert.Throws<DataException>(() => learner.Fit(Examples.Of([[]], []), [], Examples.OneThread)).Code);
        Assert.Equal("bad-target", Assert.Throws<DataException>(() => learner.Fit(Examples.Of([[0, 1]], [1, float.NaN]), [], Examples.OneThread)).Code);
        Assert.Equal("bad-category", Assert.Throws<DataException>(() => learner.Fit(Examples.Of([[0, 1.5f]], [1, 2], true), [], Examples.OneThread)).Code);
        var faulty = new RandomForest
        {
            Trees = 0, FeaturesPerSplit = 0, RowFraction = 2, BalanceClasses = true, ClassWeights = new Dictionary<string, double>(StringComparer.Ordinal) { ["x"] = -1 },
        };
        var message = Assert.Throws<ArgumentException>(() => faulty.Fit(rows, [], Examples.OneThread)).Message;
        foreach (var name in new[] { "Trees", "FeaturesPerSplit", "RowFraction", "BalanceClasses", "ClassWeights names 'x'", "above 0" })
            Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => learner.Fit(rows, [], Examples.OneThread with { Cancellation = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Refuses_damaged_files()
    {
        var bytes = new RandomForest { Trees = 2 }.Fit(Examples.Classes(60), s_three, Examples.OneThread).ToBytes();
        for (var at = 0; at < bytes.Length; at += 31)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x41;
            Assert.Throws<DataException>(() => Forest.Load(ModelReader.Parse(damaged, "model")));
            Assert.Throws<DataException>(() => Forest.Load(ModelReader.Parse(bytes.AsMemory(0, at).ToArray(), "model")));
        }
    }

    private static (ForestLearner Learner, LabelledRows Rows, string[] Labels) Case(string kind)
    {
        var forest = new RandomForest { Trees = 6 };
        var data = Examples.Regression(3_000);
        return kind switch
        {
            "two" => (forest, Examples.Binary(3_000), s_two),
            "three" => (forest, Examples.Classes(3_000), s_three),
            "extra" => (new ExtraTrees { Trees = 6 }, data, []),
            "extra three" => (new ExtraTrees { Trees = 6 }, Examples.Classes(2_000), s_three),
            "categories" => (forest, Examples.Of(
                [[.. Enumerable.Range(0, 2_000).Select(i => (float)(i * 7919 % 30))], [.. Enumerable.Range(0, 2_000).Select(i => data.Row(i)[1])]],
                [.. Enumerable.Range(0, 2_000).Select(i => (float)((i * 7919 % 30 * 13 + i % 5) % 3))], true), s_three),
            "weights" => (forest, data with { Weights = [.. Enumerable.Range(0, 3_000).Select(i => i % 7 * 0.5f)] }, []),
            "balanced" => (forest with { BalanceClasses = true, RowFraction = 0.5, Bootstrap = false }, Examples.Classes(3_000), s_three),
            "wide" => (forest, Examples.Of([.. Enumerable.Range(0, 300).Select(f => Enumerable.Range(0, 500).Select(i => (float)((i * (f + 7919) ^ i) % 97)).ToArray())], data.Targets[..500]), []),
            _ => (forest, data, []),
        };
    }

    private static void Predict(Forest model, float[] rows, float[] results)
    {
        if (model.Classes == 0)
            model.Predict(rows, results);
        else
            model.PredictProbabilities(rows, results);
    }

    private static double SquaredError(Forest model, LabelledRows rows)
    {
        var predictions = new float[rows.Rows];
        model.Predict(rows.Matrix(), predictions);
        return predictions.Zip(rows.Targets, (p, t) => (double)(p - t) * (p - t)).Average();
    }

    private static double Variance(float[] values) => Spread(values) / values.Length;

    private static double Spread(float[] values)
    {
        if (values.Length == 0)
            return 0;
        var mean = values.Average(v => (double)v);
        return values.Sum(v => (v - mean) * (v - mean));
    }
}
