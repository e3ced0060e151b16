using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Trees;

public sealed class FlatForestTests
{
    private static readonly float[] s_values = [float.NaN, float.NegativeInfinity, -2, -0f, 0f, float.Epsilon, 1, 1.5f, float.MaxValue, float.PositiveInfinity];

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(8, 3, 1)]
    [InlineData(19, 40, 1)]
    [InlineData(21, 5, 3)]
    [InlineData(9, 3_000, 1)]
    public void Adds_what_the_trees_add_one_by_one(int count, int width, int outputs)
    {
        var random = new RandomStream((ulong)count);
        var trees = new Tree[count];
        for (var t = 0; t < count; t++)
            trees[t] = Grow(width, t % 5 == 0 ? 0 : 1 + random.Next(40), ref random);
        const int Rows = 150;
        var rows = new float[Rows * width];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = s_values[random.Next(s_values.Length)];

        var expected = new double[Rows * outputs];
        for (var row = 0; row < Rows; row++)
            for (var t = 0; t < count; t++)
                expected[row * outputs + t % outputs] += trees[t].Predict(rows.AsSpan(row * width, width));
        var forest = new FlatForest(trees);
        var (together, alone) = (new double[Rows * outputs], new double[Rows * outputs]);
        forest.Add(rows, width, together, outputs);
        for (var row = 0; row < Rows; row++)
            forest.Add(rows.AsSpan(row * width, width), width, alone.AsSpan(row * outputs, outputs), outputs);

        Assert.Equal(expected, together);
        Assert.Equal(expected, alone);
    }

    private static Tree Grow(int width, int splits, ref RandomStream random)
    {
        var nodes = new List<TreeNode> { new() { Feature = -1, Value = (float)random.NextGaussian() } };
        for (var split = 0; split < splits; split++)
        {
            var leaves = Enumerable.Range(0, nodes.Count).Where(i => nodes[i].Feature < 0).ToArray();
            var node = leaves[random.Next(leaves.Length)];
            nodes[node] = nodes[node] with
            {
                Feature = random.Next(width), Threshold = s_values[1 + random.Next(s_values.Length - 1)], MissingLeft = random.Next(2) == 0, Left = nodes.Count,
            };
            for (var child = 0; child < 2; child++)
                nodes.Add(new TreeNode { Feature = -1, Value = (float)random.NextGaussian() });
        }

        return Tree.From(nodes);
    }
}
