using CsCheck;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Exports;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Exports;

public sealed class OnnxPropertyTests
{
    // Two numeric features, then two of categories.
    private const int Features = 4;
    private const int Codes = 70;

    private static readonly float[] s_thresholds = [float.NegativeInfinity, -2, -0f, 0f, float.Epsilon, 1, 1.5f, float.MaxValue, float.PositiveInfinity];
    private static readonly float[] s_values = [float.NaN, float.NegativeInfinity, -2, -0f, 0f, float.Epsilon, 1, 1.2f, 1.5f, 3, float.MaxValue, float.PositiveInfinity];
    private static readonly float[] s_codes = [float.NaN, float.NegativeInfinity, -1, -0.5f, -0f, 0.5f, 31.9f, Codes, 1e6f, int.MaxValue, float.PositiveInfinity];

    [Fact]
    public void Any_trees_score_any_rows_alike() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 12], Gen.Int[0, 30], Gen.Int[0, 3]).Sample((seed, rounds, splits, link) =>
        {
            var random = new RandomStream(seed);
            var outputs = (Link)link == Link.Softmax ? 3 : 1;
            double[] constants = [.. Enumerable.Range(0, outputs).Select(_ => random.NextGaussian())];
            var trees = new Tree[rounds * outputs];
            for (var t = 0; t < trees.Length; t++)
                trees[t] = Grow(random.Next(splits + 1), ref random);
            var columns = Enumerable.Range(0, Features).Select(f => new FeatureColumn($"f{f}", f >= 2)).ToArray();
            var model = new BoostedTrees("any", (Link)link, constants, trees, columns, [], []);

            const int Rows = 40;
            var rows = new float[Rows * Features];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = i % Features < 2 ? s_values[random.Next(s_values.Length)]
                    : random.Next(3) == 0 ? s_codes[random.Next(s_codes.Length)] : random.Next(Codes + 2);
            using var run = new OnnxRun(stream => OnnxFile.Write(model, stream));
            var scores = run.Floats("score", rows, Features);
            var (expected, probabilities) = (new double[outputs], new float[Rows * 3]);
            for (var row = 0; row < Rows; row++)
            {
                model.Scores(rows.AsSpan(row * Features, Features), expected);
                for (var k = 0; k < outputs; k++)
                    Assert.Equal(expected[k], scores[row * outputs + k], 1e-5);
                if ((Link)link is Link.Identity or Link.Exponential)
                    continue;
                model.PredictProbabilities(rows.AsSpan(row * Features, Features), probabilities.AsSpan(row * model.Classes, model.Classes));
            }

            if ((Link)link is Link.Logistic or Link.Softmax)
                foreach (var (own, found) in probabilities.Zip(run.Floats("probabilities", rows, Features)))
                    Assert.Equal(own, found, 1e-5);
        }, iter: 300);

    private static Tree Grow(int splits, ref RandomStream random)
    {
        var nodes = new List<TreeNode> { new() { Feature = -1, Value = (float)random.NextGaussian() } };
        for (var split = 0; split < splits; split++)
        {
            var leaves = Enumerable.Range(0, nodes.Count).Where(i => nodes[i].Feature < 0).ToArray();
            var (node, feature) = (leaves[random.Next(leaves.Length)], random.Next(Features));
            nodes[node] = nodes[node] with
            {
                Feature = feature, Left = nodes.Count, MissingLeft = random.Next(2) == 0,
                Threshold = feature < 2 ? s_thresholds[random.Next(s_thresholds.Length)] : float.NaN,
                Categories = feature < 2 ? null : Some(ref random),
            };
            for (var child = 0; child < 2; child++)
                nodes.Add(new TreeNode { Feature = -1, Value = (float)random.NextGaussian() });
        }

        return Tree.From(nodes);
    }

    private static int[] Some(ref RandomStream random)
    {
        var (codes, most) = (new SortedSet<int>(), 1 + random.Next(Codes));
        for (var i = 0; i < most; i++)
            codes.Add(random.Next(Codes));
        return [.. codes];
    }
}
