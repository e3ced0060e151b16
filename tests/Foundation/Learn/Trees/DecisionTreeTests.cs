using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Trees;

public sealed class DecisionTreeTests
{
    private static readonly JsonElement s_golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "exact-tree.json"))).RootElement;

    [Theory]
    [InlineData("squared", SplitCriterion.Squared)]
    [InlineData("gini", SplitCriterion.Gini)]
    [InlineData("entropy", SplitCriterion.Entropy)]
    [InlineData("absolute", SplitCriterion.Absolute)]
    [InlineData("poisson", SplitCriterion.Poisson)]
    public void Splits_and_prunes_as_scikit_learn_does(string name, SplitCriterion criterion)
    {
        var golden = s_golden.GetProperty("trees").EnumerateArray().Single(tree => tree.GetProperty("name").ValueEquals(name));
        var values = Array.ConvertAll(Doubles(s_golden.GetProperty("rows")), v => (float)v);
        var targets = Array.ConvertAll(Doubles(golden.GetProperty("target")), v => (float)v);
        string[] labels = criterion is SplitCriterion.Gini or SplitCriterion.Entropy ? ["0", "1", "2"] : [];
        var rows = new LabelledRows(new RowMajorSource(values, FeatureColumn.Unnamed(4)), targets);
        var model = new DecisionTree { Criterion = criterion, MinRowsPerLeaf = 9 }.Fit(rows, labels, FitContext.Default);

        var nodes = golden.GetProperty("nodes").EnumerateArray().Select(Doubles).ToArray();
        var found = Enumerable.Range(0, model.Tree.Nodes).Where(node => !model.Tree.IsLeaf(node))
            .Select(node => (double[])[model.Tree.Feature[node], model.Tree.Threshold[node], model.Tree.Rows[node], model.Risks[node] * 300 / model.Tree.Rows[node]])
            .OrderBy(n => n[0]).ThenBy(n => n[1]).ToArray();
        Assert.Equal(nodes.Length, found.Length);
        foreach (var (expected, own) in nodes.OrderBy(n => n[0]).ThenBy(n => n[1]).Zip(found))
            for (var i = 0; i < 4; i++)
                Assert.Equal(expected[i], own[i], i == 1 ? 1e-6 : 1e-8);

        var path = model.PruningPath();
        var (alphas, risks) = (Doubles(golden.GetProperty("alphas")), Doubles(golden.GetProperty("risks")));
        var (expectedPath, ownPath) = (Last(alphas, risks), Last([.. path.Select(p => p.Alpha)], [.. path.Select(p => p.Risk)]));
        Assert.Equal(expectedPath.Length, ownPath.Length);
        foreach (var (expected, own) in expectedPath.Zip(ownPath))
        {
            Assert.Equal(expected.Alpha, own.Alpha, 1e-8);
            Assert.Equal(expected.Risk, own.Risk, 1e-8);
        }

        var pruned = model.Prune(golden.GetProperty("pruned").GetProperty("alpha").GetDouble() * (1 + 1e-9));
        Assert.Equal(golden.GetProperty("pruned").GetProperty("leaves").GetInt32(), pruned.Tree.Leaves);
        var predictions = new float[300 * Math.Max(1, labels.Length)];
        if (labels.Length > 0)
            pruned.PredictProbabilities(values, predictions);
        else
            pruned.Predict(values, predictions);
        foreach (var (expected, own) in golden.GetProperty("pruned").GetProperty("predictions").EnumerateArray().SelectMany(Doubles).Zip(predictions))
            Assert.Equal(expected, own, 1e-6);
    }

    /// <summary>With a third class that no row has, the same tree is found by scanning sorted lists.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 0)]
    [InlineData(1, 15)]
    public void Features_of_few_values_need_no_sorted_list(int least, int missing)
    {
        var random = new RandomStream(6);
        float[][] columns = [.. Enumerable.Range(2, 14).Select(values => Enumerable.Range(0, 700)
            .Select(_ => random.Next(100) < missing ? float.NaN : random.Next(3) == 0 ? random.Next(values) - 1.5f : 0.5f).ToArray())];
        columns[4] = [.. Enumerable.Range(0, 700).Select(_ => (float)random.NextGaussian())];
        float[] targets = [.. Enumerable.Range(0, 700).Select(i => (columns[0][i] > 0) ^ (columns[7][i] > 2) ^ (random.Next(10) == 0) ? 1f : 0f)];
        var rows = Examples.Of(columns, targets) with { Weights = [.. Enumerable.Range(0, 700).Select(i => 1f + i % 2)] };
        var learner = new DecisionTree { MinRowsPerLeaf = least };
        var (two, three) = (learner.Fit(rows, ["a", "b"], Examples.OneThread), learner.Fit(rows, ["a", "b", "c"], Examples.OneThread));

        Assert.True(two.Tree.Leaves > 20);
        Assert.Equal(three.Tree.Feature.ToArray(), two.Tree.Feature.ToArray());
        Assert.Equal(three.Tree.Threshold.ToArray(), two.Tree.Threshold.ToArray());
        Assert.Equal(three.Tree.Rows.ToArray(), two.Tree.Rows.ToArray());
        foreach (var node in Enumerable.Range(0, two.Tree.Nodes))
            Assert.Equal(three.Tree.MissingLeft(node), two.Tree.MissingLeft(node));
    }

    [Fact]
    public void Categories_are_judged_by_the_sums_of_their_own_node()
    {
        var random = new RandomStream(8);
        float[][] columns = [[.. Enumerable.Range(0, 900).Select(_ => (float)random.Next(9))], [.. Enumerable.Range(0, 900).Select(_ => (float)random.Next(3))],
            [.. Enumerable.Range(0, 900).Select(_ => (float)random.NextGaussian())]];
        float[] targets = [.. Enumerable.Range(0, 900).Select(i => random.NextDouble() < 0.1 + (columns[0][i] > 4 ? 0.3 : 0) + (columns[1][i] == 1 ? 0.5 : 0) ? 1f : 0f)];
        var tree = new DecisionTree { MaxDepth = 2 }.Fit(Examples.Of(columns, targets, false, true), ["a", "b"], Examples.OneThread).Tree;

        // One of the two causes parts all rows, the other each side.
        Assert.Equal(1, tree.Feature[0]);
        foreach (var child in (int[])[tree.Left[0], tree.Left[0] + 1])
            Assert.Equal((0, 4.5f), (tree.Feature[child], tree.Threshold[child]));

        // A gain is what the impurity of the node's own rows loses: sums of other rows would tell another.
        float[][] mixed = [columns[2], columns[1], columns[0], [.. Enumerable.Range(0, 900).Select(_ => (float)random.Next(6))]];
        var full = new DecisionTree { MinRowsPerLeaf = 10 }.Fit(Examples.Of(mixed, targets, false, true, false, true), ["a", "b"], Examples.OneThread).Tree;
        var counts = new (double Rows, double Ones)[full.Nodes];
        for (var row = 0; row < targets.Length; row++)
            for (var node = 0; ; node = full.Left[node] + (GoesLeft(full, node, mixed[full.Feature[node]][row]) ? 0 : 1))
            {
                counts[node] = (counts[node].Rows + 1, counts[node].Ones + targets[row]);
                if (full.IsLeaf(node))
                    break;
            }

        for (var node = 0; node < full.Nodes; node++)
            if (!full.IsLeaf(node))
                Assert.Equal(Gini(counts[node]) - Gini(counts[full.Left[node]]) - Gini(counts[full.Left[node] + 1]), full.Gain[node], 1e-6);
        Assert.Contains(Enumerable.Range(1, full.Nodes - 1), node => full.Feature[node] is 1 or 3);

        static bool GoesLeft(Tree tree, int node, float value) => tree.IsCategorical(node) ? tree.Categories(node).Contains((int)value) : value <= tree.Threshold[node];

        static double Gini((double Rows, double Ones) own) => 2 * own.Ones * (own.Rows - own.Ones) / own.Rows;
    }

    [Fact]
    public void Sends_missing_values_where_they_gain_most()
    {
        var rows = Examples.Of([[1, 2, float.NaN, float.NaN, 3, 4]], [0, 0, 5, 5, 5, 5]);
        var model = new DecisionTree().Fit(rows, [], FitContext.Default);

        Assert.Equal(2, model.Tree.Leaves);
        Assert.Equal((2.5f, false, 0f, 5f), (model.Tree.Threshold[0], model.Tree.MissingLeft(0), model.Predict([1.5f]), model.Predict([float.NaN])));

        var apart = new DecisionTree().Fit(Examples.Of([[1, 2, float.NaN, float.NaN]], [3, 3, 8, 8]), [], FitContext.Default);
        Assert.Equal((3f, 3f, 8f), (apart.Predict([float.PositiveInfinity]), apart.Predict([-9]), apart.Predict([float.NaN])));
        Assert.Equal(["if f0 is present: 3 (2 rows)", "if f0 is missing: 8 (2 rows)"], apart.ToRules());
    }

    [Fact]
    public void No_leaf_of_a_poisson_tree_is_all_zeros()
    {
        var model = new DecisionTree { Criterion = SplitCriterion.Poisson }.Fit(Examples.Of([[1, 2, 3, 4, 5, 6]], [0, 0, 0, 2, 9, 9]), [], FitContext.Default);

        Assert.True(model.Tree.Leaves > 1);
        Assert.True(Enumerable.Range(1, 6).All(x => model.Predict([x]) > 0));
    }

    [Fact]
    public void Stops_by_depth_rows_and_gain()
    {
        var rows = Examples.Regression(500);
        Assert.Equal(8, new DecisionTree { MaxDepth = 3 }.Fit(rows, [], FitContext.Default).Tree.Leaves);
        var leafy = new DecisionTree { MinRowsPerLeaf = 20 }.Fit(rows, [], FitContext.Default).Tree;
        Assert.True(Enumerable.Range(0, leafy.Nodes).Where(leafy.IsLeaf).All(leaf => leafy.Rows[leaf] >= 20));
        var split = new DecisionTree { MinRowsToSplit = 60 }.Fit(rows, [], FitContext.Default).Tree;
        Assert.True(Enumerable.Range(0, split.Nodes).Where(node => !split.IsLeaf(node)).All(node => split.Rows[node] >= 60));
        var gain = new DecisionTree { MinGain = 0.05 }.Fit(rows, [], FitContext.Default).Tree;
        Assert.True(Enumerable.Range(0, gain.Nodes).Where(node => !gain.IsLeaf(node)).All(node => gain.Gain[node] / 500 >= 0.05));
    }

    [Fact]
    public void A_full_tree_knows_every_row_and_a_weight_counts_as_rows()
    {
        var rows = Examples.Regression(300);
        var model = new DecisionTree().Fit(rows, [], FitContext.Default);
        for (var i = 0; i < 300; i++)
            Assert.Equal(rows.Targets[i], model.Predict(rows.Row(i)), 1e-5f);

        var (matrix, targets) = (rows.Matrix(), rows.Targets);
        var twice = new LabelledRows(new RowMajorSource((float[])[.. matrix.AsSpan(0, 600), .. matrix], FeatureColumn.Unnamed(6)), [.. targets.AsSpan(0, 100), .. targets]);
        var weighted = rows with { Weights = [.. Enumerable.Range(0, 300).Select(i => i < 100 ? 2f : 1f)] };
        var (a, b) = (new DecisionTree { MaxDepth = 4 }.Fit(twice, [], FitContext.Default), new DecisionTree { MaxDepth = 4 }.Fit(weighted, [], FitContext.Default));
        Assert.Equal(a.Tree.Threshold.ToArray(), b.Tree.Threshold.ToArray());
    }

    [Fact]
    public void Reads_as_text()
    {
        var table = new Table([new NumberColumn("size", [1f, 2f, 3f, 4f]), new CategoryColumn("kind", [0, 0, 1, 1], ["small", "large"])]);
        var model = new DecisionTree().Fit(new TabularData(table, target: "kind"), FitContext.Default);

        Assert.Equal(["large", "small"], model.Labels);
        Assert.Equal("size <= 2.5 or missing\n|   small 1 (2 rows)\nsize > 2.5\n|   large 1 (2 rows)\n", model.ToText());
        Assert.Equal(1, model.PredictProbability([1]));
        Assert.Throws<InvalidOperationException>(() => model.Predict([1]));
    }

    [Fact]
    public void Refuses_what_it_cannot_learn_from()
    {
        var rows = Examples.Regression(30);
        Assert.Equal("bad-target", Assert.Throws<DataException>(() => new DecisionTree { Criterion = SplitCriterion.Poisson }.Fit(rows, [], FitContext.Default)).Code);
        Assert.Equal("bad-category", Assert.Throws<DataException>(() => new DecisionTree().Fit(Examples.Of([[0, 1.5f]], [1, 2], true), [], FitContext.Default)).Code);
        Assert.Throws<ArgumentException>(() => new DecisionTree { PruningFolds = 1 }.Fit(rows, [], FitContext.Default));
        Assert.Throws<ArgumentException>(() => new DecisionTree { PruningFolds = 5, PruningAlpha = 1 }.Fit(rows, [], FitContext.Default));
        Assert.Equal("no-rows", Assert.Throws<DataException>(() => new DecisionTree().Fit(Examples.Of([[]], []), [], FitContext.Default)).Code);
        Assert.Throws<ArgumentException>(() => new DecisionTree { Criterion = SplitCriterion.Gini }.Fit(rows, [], FitContext.Default));
        var message = Assert.Throws<ArgumentException>(() => new DecisionTree { MaxDepth = 0, MinRowsToSplit = 1, MinGain = -1 }.Fit(rows, [], FitContext.Default)).Message;
        Assert.Contains("MinRowsToSplit", message, StringComparison.Ordinal);
        Assert.Contains("MinGain", message, StringComparison.Ordinal);
    }

    /// <summary>The last risk at each α: ties may be cut in any order.</summary>
    private static (double Alpha, double Risk)[] Last(double[] alphas, double[] risks) =>
        [.. alphas.Zip(risks).GroupBy(p => Math.Round(p.First, 8)).Select(g => (g.Key, g.Last().Second))];

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
}
