using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class BoostingTests
{
    private static readonly GradientBoosting s_small = new() { Trees = 20, Leaves = 8 };

    [Fact]
    public void Learns_an_interaction_a_bend_and_a_step()
    {
        var (train, test) = (Examples.Regression(4_000), Examples.Regression(1_000, seed: 2));
        var model = new GradientBoosting { Trees = 200, Leaves = 15 }.Fit(train, Examples.OneThread);

        var predictions = new float[test.Rows];
        model.Predict(test.Matrix(), predictions);
        var mean = test.Targets.Average();
        var explained = 1 - test.Targets.Zip(predictions, (y, p) => (double)(y - p) * (y - p)).Sum() / test.Targets.Sum(y => (double)(y - mean) * (y - mean));
        Assert.InRange(explained, 0.85, 1);
    }

    [Fact]
    public void A_probability_is_calibrated_and_in_range()
    {
        var train = Examples.Binary(3_000);
        var model = (s_small with { Objective = Objective.Logistic }).Fit(train, Examples.OneThread);

        var probabilities = new float[train.Rows];
        model.PredictProbability(train.Matrix(), probabilities);
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
        Assert.Equal(train.Targets.Average(), probabilities.Average(), 5e-3);
        Assert.Equal(probabilities[7], model.PredictProbability(train.Row(7)));
    }

    [Fact]
    public void Probabilities_of_classes_add_up_and_find_the_class()
    {
        var train = Examples.Classes(3_000);
        var model = (s_small with { Trees = 40, LearningRate = 0.3, Objective = Objective.Softmax(3) }).Fit(train, Examples.OneThread);

        Assert.Equal((120, 40, 3), (model.Trees.Count, model.Rounds, model.Classes));
        var probabilities = new float[3 * train.Rows];
        model.PredictProbabilities(train.Matrix(), probabilities);
        var hits = 0;
        for (var i = 0; i < train.Rows; i++)
        {
            var own = probabilities.AsSpan(3 * i, 3);
            Assert.Equal(1, own[0] + own[1] + own[2], 1e-5f);
            hits += own.IndexOf(Math.Max(own[0], Math.Max(own[1], own[2]))) == (int)train.Targets[i] ? 1 : 0;
        }

        Assert.InRange(hits / (double)train.Rows, 0.8, 1);
    }

    public static TheoryData<string> Losses => ["squared", "absolute", "huber", "quantile", "poisson", "tweedie"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_falls_on_the_training_rows_and_has_its_own_derivatives(string name)
    {
        var objective = name switch
        {
            "absolute" => Objective.Absolute,
            "huber" => Objective.Huber(0.7),
            "quantile" => Objective.Quantile(0.8),
            "poisson" => Objective.Poisson,
            "tweedie" => Objective.Tweedie(1.3),
            _ => Objective.Squared,
        };
        var rows = Examples.Regression(1_500);
        rows = rows with { Targets = Array.ConvertAll(rows.Targets, t => MathF.Floor(Math.Max(0, t))) };
        var model = (s_small with { Objective = objective }).Fit(rows, Examples.OneThread, validation: rows);

        Assert.Equal(name, model.Objective);
        var losses = model.ValidationLosses;
        Assert.True(losses[^1] < losses[0]);

        // Central differences of the loss, away from its kinks.
        var pairs = new GradientPair[1];
        foreach (var (score, target) in new[] { (0.31, 1f), (-0.4, 3f), (1.1, 0f), (2.13, 2f) })
        {
            objective.Gradients([[score]], new LabelledRows(One(), [target]), 0, pairs, 1, CancellationToken.None);
            const double Step = 1e-4;
            var slope = (Loss(score + Step, target) - Loss(score - Step, target)) / (2 * Step);
            Assert.Equal(slope, pairs[0].Gradient, 2e-3);
        }

        double Loss(double score, float target) => objective.MeanLoss([[score]], new LabelledRows(One(), [target]));
        static FeatureSource One() => new RowMajorSource(new float[1], FeatureColumn.Unnamed(1));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    public void A_quantile_model_has_its_share_of_targets_below(double level)
    {
        var train = Examples.Regression(3_000);
        var model = (s_small with { Trees = 100, LearningRate = 0.2, Objective = Objective.Quantile(level) }).Fit(train, Examples.OneThread);

        var predictions = new float[train.Rows];
        model.Predict(train.Matrix(), predictions);
        Assert.Equal(level, train.Targets.Zip(predictions).Count(p => p.First <= p.Second) / (double)train.Rows, 0.03);
    }

    [Fact]
    public void A_custom_objective_that_equals_a_built_in_one_gives_the_same_model()
    {
        var train = Examples.Binary(2_000);
        var builtIn = (s_small with { Objective = Objective.Logistic }).Fit(train, Examples.OneThread);
        var custom = (s_small with
        {
            Objective = Objective.Custom(
                "logistic",
                (score, target) =>
                {
                    var probability = 1 / (1 + Elementary.Exp(-score));
                    return new GradientPair(probability - target, Math.Max(probability * (1 - probability), 1e-16f));
                },
                (_, _) => 0,
                builtIn.Constants[0],
                Link.Logistic),
        }).Fit(train, Examples.OneThread);

        Assert.Equal(builtIn.ToBytes(), custom.ToBytes());
    }

    public static TheoryData<string> Learners =>
        ["plain", "level", "bagged", "goss", "dart", "softmax", "columns", "quantile", "categorical", "l1", "weights", "sketch", "exact", "exact and bagged", "exact and dart", "exact and categorical"];

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_model_has_the_same_bytes_at_any_number_of_threads(string name)
    {
        var (learner, rows) = Learner(name, 20_000);
        var expected = learner.Fit(rows, Examples.OneThread).ToBytes();
        Assert.Equal(expected, learner.Fit(rows, Examples.OneThread with { Threads = 2 }).ToBytes());
        Assert.Equal(expected, learner.Fit(rows, Examples.OneThread with { Threads = 4 }).ToBytes());
        Assert.NotEqual(expected, (learner with { LearningRate = 0.2 }).Fit(rows, Examples.OneThread).ToBytes());
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Continuing_gives_the_model_of_one_long_fit(string name)
    {
        var (learner, rows) = Learner(name, 2_000);
        if (learner.DropRate > 0)
            return;
        var whole = learner.Fit(rows, Examples.OneThread);
        var part = (learner with { Trees = 7 }).Fit(rows, Examples.OneThread);
        var continued = learner.Fit(rows, Examples.OneThread, start: part);

        Assert.Equal(whole.ToBytes(), continued.ToBytes());
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Staged_batched_and_single_scores_agree(string name)
    {
        var (learner, rows) = Learner(name, 2_000);
        var model = learner.Fit(rows, Examples.OneThread);
        var staged = new double[model.Trees.Count];
        var scores = new double[model.Outputs];
        var batch = model.Outputs == 1 ? new float[rows.Rows] : [];
        if (model.Outputs == 1)
            model.Predict(rows.Matrix(), batch);
        for (var i = 0; i < 200; i++)
        {
            var row = rows.Row(i);
            model.StagedScores(row, staged);
            model.Scores(row, scores);
            Assert.Equal(staged[^scores.Length..], scores);
            if (model.Outputs == 1)
                Assert.Equal(batch[i], model.Predict(row));
            model.Truncate(7).Scores(row, scores);
            Assert.Equal(staged[(6 * scores.Length)..(7 * scores.Length)], scores);
        }
    }

    [Fact]
    public void Early_stopping_returns_the_best_round()
    {
        var (train, validation) = (Examples.Binary(400), Examples.Binary(400, seed: 3));
        var learner = new GradientBoosting { Trees = 400, Leaves = 15, MinRowsPerLeaf = 2, LearningRate = 0.3, Objective = Objective.Logistic, EarlyStoppingRounds = 10 };
        var model = learner.Fit(train, Examples.OneThread, validation);

        var losses = model.ValidationLosses.ToArray();
        Assert.InRange(model.Rounds, 2, 300);
        Assert.Equal(losses.Min(), losses[model.Rounds - 1]);
        Assert.Equal(model.Rounds + 10, losses.Length);
        Assert.Equal(model.ToTreesOnly(), (learner with { Trees = model.Rounds, EarlyStoppingRounds = 0 }).Fit(train, Examples.OneThread).ToTreesOnly());
    }

    [Fact]
    public void A_weight_of_two_is_a_row_twice()
    {
        var once = Examples.Regression(600);
        var weighted = once with { Weights = [.. Enumerable.Range(0, 600).Select(i => i < 300 ? 2f : 1f)] };
        var (matrix, targets) = (once.Matrix(), once.Targets);
        var twice = new LabelledRows(
            new RowMajorSource((float[])[.. matrix.AsSpan(0, 1_800), .. matrix], FeatureColumn.Unnamed(6)), [.. targets.AsSpan(0, 300), .. targets]);
        var learner = s_small with { MinRowsPerLeaf = 1, MinRowsPerBin = 1, MinHessianPerLeaf = 5, Bins = 255 };

        // Bins see rows, not weights: coarse values make them alike.
        var (a, b) = (learner.Fit(Round(weighted), Examples.OneThread), learner.Fit(Round(twice), Examples.OneThread));
        for (var i = 0; i < 100; i++)
            Assert.Equal(a.Predict(Round(once).Row(i)), b.Predict(Round(once).Row(i)), 1e-4f);

        static LabelledRows Round(LabelledRows rows) => rows with
        {
            Features = new RowMajorSource(Array.ConvertAll(rows.Matrix(), v => MathF.Round(v * 5) / 5), FeatureColumn.Unnamed(6)),
        };
    }

    [Theory]
    [InlineData(1, CutSearch.Sample)]
    [InlineData(-1, CutSearch.Sample)]
    [InlineData(-1, CutSearch.Exact)]
    public void A_monotone_feature_never_turns_the_prediction_against_it(int direction, CutSearch cuts)
    {
        var train = Examples.Regression(2_000);
        var learner = new GradientBoosting
        {
            Trees = 60, Leaves = 20, MinRowsPerLeaf = 3, Cuts = cuts, Monotone = new Dictionary<string, int>(StringComparer.Ordinal) { ["f1"] = direction, ["f2"] = 1 },
        };
        var model = learner.Fit(train, Examples.OneThread);

        for (var i = 0; i < 100; i++)
            foreach (var (feature, sign) in new[] { (1, direction), (2, 1) })
            {
                var row = train.Row(i);
                var last = float.NegativeInfinity;
                for (var x = -3f; x <= 3; x += 0.05f)
                {
                    row[feature] = sign * x;
                    var prediction = model.Predict(row);
                    Assert.True(prediction >= last - 1e-5f, $"row {i}, feature {feature}, {x}: {prediction} after {last}");
                    last = prediction;
                }
            }
    }

    [Theory]
    [InlineData(CutSearch.Sample)]
    [InlineData(CutSearch.Exact)]
    public void Features_of_different_interaction_sets_never_meet_on_a_path(CutSearch cuts)
    {
        var model = (s_small with { Cuts = cuts, Interactions = [["f0", "f1"], ["f2", "f3"]] }).Fit(Examples.Regression(2_000), Examples.OneThread);

        foreach (var tree in model.Trees)
            Walk(tree, 0, []);

        static void Walk(Kirana.Learn.Trees.Tree tree, int node, HashSet<int> path)
        {
            if (tree.IsLeaf(node))
            {
                Assert.True(path.IsSubsetOf([0, 1]) || path.IsSubsetOf([2, 3]));
                return;
            }

            foreach (var child in new[] { tree.Left[node], tree.Left[node] + 1 })
                Walk(tree, child, [.. path, tree.Feature[node]]);
        }
    }

    [Fact]
    public void Depth_and_leaves_stay_within_their_limits()
    {
        var rows = Examples.Regression(3_000);
        foreach (var growth in Enum.GetValues<TreeGrowth>())
        {
            var model = new GradientBoosting { Trees = 3, Leaves = 20, MaxDepth = 5, Growth = growth, MinRowsPerLeaf = 10 }.Fit(rows, Examples.OneThread);
            Assert.All(model.Trees, tree =>
            {
                Assert.InRange(tree.Leaves, 10, 20);
                Assert.InRange(Kirana.Learn.Explanation.PathShap.Depth(tree), 1, 5);
                Assert.Equal(rows.Rows, Enumerable.Range(0, tree.Nodes).Where(tree.IsLeaf).Sum(leaf => tree.Rows[leaf]));
            });
        }
    }

    [Fact]
    public void Predicting_one_row_allocates_nothing()
    {
        var rows = Examples.Regression(500);
        var model = s_small.Fit(rows, Examples.OneThread);
        var row = rows.Row(0);
        model.Predict(row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.Predict(row);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (GradientBoosting Learner, LabelledRows Rows) Learner(string name, int rows)
    {
        var small = s_small with { Trees = 12 };
        var data = Examples.Regression(rows);
        return name switch
        {
            "level" => (small with { Growth = TreeGrowth.LevelWise }, data),
            "bagged" => (small with { RowFraction = 0.5 }, data),
            "goss" => (small with { Sampling = RowSampling.GradientOneSide, LearningRate = 0.5 }, data),
            "dart" => (small with { DropRate = 0.5, SkipDrop = 0.2 }, data),
            "softmax" => (small with { Objective = Objective.Softmax(3) }, Examples.Classes(rows)),
            "columns" => (small with { FeatureFraction = 0.5 }, data),
            "quantile" => (small with { Objective = Objective.Quantile(0.7) }, data),
            "l1" => (small with { L1 = 2, L2 = 3, MinSplitGain = 0.1 }, data),
            "weights" => (small, data with { Weights = [.. Enumerable.Range(0, rows).Select(i => i % 7 * 0.5f)] }),
            "sketch" => (small with { Cuts = CutSearch.WeightedSketch }, data with { Weights = [.. Enumerable.Range(0, rows).Select(i => i % 7 * 0.5f)] }),
            "exact" => (small with { Cuts = CutSearch.Exact }, data),
            "exact and bagged" => (small with { Cuts = CutSearch.Exact, RowFraction = 0.5, FeatureFraction = 0.5 }, data),
            "exact and dart" => (small with { Cuts = CutSearch.Exact, DropRate = 0.5, SkipDrop = 0.2 }, data),
            "exact and categorical" => (small with { Cuts = CutSearch.Exact }, Learner("categorical", rows).Rows),
            "categorical" => (small, Examples.Of(
                [[.. Enumerable.Range(0, rows).Select(i => (float)(i * 7919 % 30))], [.. Enumerable.Range(0, rows).Select(i => data.Row(i)[1])]],
                [.. Enumerable.Range(0, rows).Select(i => (i * 7919 % 30 * 13 % 7) + data.Targets[i])], true)),
            _ => (small, data),
        };
    }
}
