using System.Text.Json;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Learn.Resampling;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class ExactCutsTests
{
    private static readonly JsonElement s_golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "exact-boosting.json"))).RootElement;

    private static readonly GradientBoosting s_exact = new() { Trees = 10, Leaves = 8, Cuts = CutSearch.Exact };

    [Theory]
    [InlineData("complete")]
    [InlineData("squared")]
    [InlineData("logistic")]
    [InlineData("weighted")]
    [InlineData("penalised")]
    [InlineData("monotone")]
    public void Margins_are_those_of_the_exact_greedy_algorithm_of_xgboost(string name)
    {
        var golden = s_golden.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("name").ValueEquals(name));
        var values = Floats(s_golden.GetProperty("rows"));
        if (name is not "complete")
            foreach (var gap in s_golden.GetProperty("gaps").EnumerateArray())
                values[gap.GetInt32()] = float.NaN;
        var rows = new LabelledRows(new RowMajorSource(values, FeatureColumn.Unnamed(4)), Floats(golden.GetProperty("target")), Floats(golden.GetProperty("weights")), []);
        var learner = s_exact with
        {
            Growth = TreeGrowth.LevelWise, MaxDepth = 4, Leaves = 16, LearningRate = 0.3, L2 = 1, MinHessianPerLeaf = 1, MinRowsPerLeaf = 1,
            L1 = name is "penalised" ? 0.5 : 0,
            Objective = name is "logistic" or "weighted" ? Objective.Logistic : Objective.Squared,
            Monotone = name is "monotone" ? new Dictionary<string, int>(StringComparer.Ordinal) { ["f2"] = 1, ["f3"] = -1 } : s_exact.Monotone,
        };
        var model = learner.Fit(rows, Examples.OneThread);

        Compare(values, Floats(golden.GetProperty("train")));
        Compare(Floats(s_golden.GetProperty("fresh")), Floats(golden.GetProperty("fresh")));

        void Compare(float[] matrix, float[] expected)
        {
            Span<double> score = stackalloc double[1];
            for (var i = 0; i < expected.Length; i++)
            {
                model.Scores(matrix.AsSpan(4 * i, 4), score);
                // It adds up in single precision.
                Assert.Equal(expected[i], score[0], 2e-5 * Math.Max(1, Math.Abs(expected[i])));
            }
        }
    }

    [Theory]
    [InlineData(TreeGrowth.LeafWise, BoostingStep.Newton)]
    [InlineData(TreeGrowth.LevelWise, BoostingStep.Newton)]
    [InlineData(TreeGrowth.LeafWise, BoostingStep.GradientNewton)]
    public void Parts_rows_as_bins_do_where_every_value_has_one(TreeGrowth growth, BoostingStep step)
    {
        var data = Examples.Binary(2_000);
        var coarse = data with
        {
            Features = new RowMajorSource(Array.ConvertAll(data.Matrix(), v => MathF.Round(v * 10) / 10), FeatureColumn.Unnamed(6)),
            Weights = [.. Enumerable.Range(0, 2_000).Select(i => 1 + i % 5 * 0.37f)],
        };
        var learner = s_exact with { Growth = growth, Step = step, Objective = Objective.Logistic, MinRowsPerBin = 1 };
        var (exact, binned) = (learner.Fit(coarse, Examples.OneThread), (learner with { Cuts = CutSearch.Sample }).Fit(coarse, Examples.OneThread));

        foreach (var (own, other) in exact.Trees.Zip(binned.Trees))
        {
            Assert.Equal(other.Feature.ToArray(), own.Feature.ToArray());
            Assert.Equal(other.Rows.ToArray(), own.Rows.ToArray());
        }

        for (var i = 0; i < 2_000; i++)
            Assert.Equal(binned.Predict(coarse.Row(i)), exact.Predict(coarse.Row(i)), 1e-5f);
    }

    [Fact]
    public void Cuts_in_the_middle_between_neighbours_of_the_leaf()
    {
        // Above the first cut at 10 the leaf's values are 20 and 40, with nothing of the other side between.
        float[] x = [0, 1, 20, 40], y = [0, 0, 5, 9];
        var tree = (s_exact with { Trees = 1, Leaves = 3, LearningRate = 1, MinRowsPerLeaf = 1 }).Fit(Examples.Of([x], y), Examples.OneThread).Trees[0];

        Assert.Equal([10.5f, 30f], tree.Threshold.ToArray().Where(t => !float.IsNaN(t)).Order());
    }

    [Fact]
    public void Odd_tables_are_learnt_from_all_the_same()
    {
        var learner = s_exact with { MinRowsPerLeaf = 1, LearningRate = 1, Trees = 1 };
        float[] x = [float.NegativeInfinity, float.NegativeInfinity, -0f, 0, float.PositiveInfinity, float.PositiveInfinity, float.NaN, float.NaN];
        float[] y = [1, 1, 2, 2, 3, 3, 9, 9];
        var model = learner.Fit(Examples.Of([x], y), Examples.OneThread);
        for (var i = 0; i < x.Length; i++)
            Assert.Equal(y[i], model.Predict([x[i]]), 1e-5f);

        Assert.Equal(2, learner.Fit(Examples.Of([[1f]], [2f]), Examples.OneThread).Predict([7f]));
        Assert.Equal(1, learner.Fit(Examples.Of([[float.NaN, float.NaN]], [1f, 3f]), Examples.OneThread).Trees[0].Leaves);
        Assert.InRange((learner with { Leaves = 1_000 }).Fit(Examples.Of([[1, 2, 3]], [1, 5, 2]), Examples.OneThread).Trees[0].Leaves, 1, 3);
        Assert.Equal(1, learner.Fit(Examples.Of([[1, 2, 3]], [4, 4, 4]), Examples.OneThread).Trees[0].Leaves);
        var weightless = Examples.Of([[1, 2, 3, 4]], [0, 0, 8, 8]) with { Weights = [0, 1, 1, 0] };
        Assert.Equal([2.5f], learner.Fit(weightless, Examples.OneThread).Trees[0].Threshold.ToArray().Where(t => !float.IsNaN(t)));
    }

    [Fact]
    public void Folds_sort_their_own_rows()
    {
        var rows = Examples.Regression(300);
        var folds = Folds.Random(300, 3, 1);
        var found = s_exact.CrossValidate(rows, [], folds, Examples.OneThread, shareBins: true);

        for (var fold = 0; fold < 3; fold++)
            Assert.Equal(
                s_exact.Fit(rows.Take(folds[fold].Train), Examples.OneThread, rows.Take(folds[fold].Held)).ValidationLosses.ToArray(), found.FoldLosses(fold).ToArray());
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(v => (float)v.GetDouble())];
}
