using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Splitting;

/// <summary>The first split of a tree against every possible one.</summary>
public sealed class SplitTests
{
    /// <summary>Seeds, each with bins and with presorted values.</summary>
    public static TheoryData<ulong, bool> Seeds
    {
        get
        {
            var seeds = new TheoryData<ulong, bool>();
            for (var seed = 1UL; seed <= 40; seed++)
            {
                seeds.Add(seed, false);
                seeds.Add(seed, true);
            }

            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Finds_the_best_cut_and_the_best_side_for_missing_values(ulong seed, bool presorted)
    {
        var random = new RandomStream(seed);
        var n = 10 + random.Next(40);
        var values = Enumerable.Range(0, n).Select(_ => random.Next(4) == 0 ? float.NaN : random.Next(12)).ToArray();
        var pairs = Pairs(n, ref random);
        var rules = new SplitRules { L2 = random.Next(2), L1 = random.Next(2) * 0.3, MinHessian = random.Next(2) * 0.8 };

        var best = 0.0;
        foreach (var cut in Enumerable.Range(-1, 13))
            foreach (var missingLeft in new[] { false, true })
                best = Math.Max(best, Gain(pairs, i => float.IsNaN(values[i]) ? missingLeft : values[i] <= cut, rules, rules.L2));
        Check(Grow(presorted, [values], pairs, rules), [values], pairs, rules, rules.L2, best);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Finds_the_best_parting_of_categories(ulong seed, bool presorted)
    {
        var random = new RandomStream(seed);
        var n = 12 + random.Next(40);
        var values = Enumerable.Range(0, n).Select(_ => (float)random.Next(7)).ToArray();
        var pairs = Pairs(n, ref random);
        var rules = new SplitRules { L2 = random.Next(2) };

        var best = 0.0;
        for (var left = 1; left < 127; left++)
            best = Math.Max(best, Gain(pairs, i => (left >> (int)values[i] & 1) != 0, rules, rules.L2));
        Check(Grow(presorted, [values], pairs, rules, true), [values], pairs, rules, rules.L2, best);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Finds_the_best_category_against_the_rest_when_they_are_few(ulong seed, bool presorted)
    {
        var random = new RandomStream(seed);
        var n = 20 + random.Next(20);
        var values = Enumerable.Range(0, n).Select(_ => (float)random.Next(4)).ToArray();
        var pairs = Pairs(n, ref random);
        var rules = new SplitRules { OneAgainstRest = 4, CategoryL2 = 10, CategorySmoothing = 10 };

        var best = Enumerable.Range(0, 4).Max(c => Gain(pairs, i => (int)values[i] == c, rules, 0));
        Check(Grow(presorted, [values], pairs, rules, true), [values], pairs, rules, 0, best);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Does_not_split_where_nothing_is_gained(bool presorted)
    {
        var pairs = Enumerable.Repeat(new GradientPair(0.3f, 0.7f), 104).ToArray();
        var tree = Grow(presorted, [Enumerable.Range(0, 100).Select(i => (float)i).ToArray()], pairs, new SplitRules());

        Assert.Equal(1, tree.Leaves);
        Assert.Equal(-0.3f / 0.7f, tree.Value[0], 1e-6f);
    }

    private static void Check(Tree tree, float[][] columns, GradientPair[] pairs, SplitRules rules, double l2, double best)
    {
        if (best <= 1e-9)
        {
            Assert.Equal(1, tree.Leaves);
            return;
        }

        Assert.Equal(best / 2, tree.Gain[0], 1e-6 * Math.Max(1, best));
        // The tree as it is walked gains what it says.
        Assert.Equal(best, Gain(pairs, i => tree.LeafOf([columns[0][i]]) == 1, rules, l2), 1e-6 * Math.Max(1, best));
    }

    private static Tree Grow(bool presorted, float[][] columns, GradientPair[] pairs, SplitRules rules, params bool[] categorical)
    {
        var rows = Examples.Of(columns, new float[columns[0].Length], categorical);
        using var table = BinnedTable.From(rows.Features, new BinningOptions(MinRowsPerBin: 1), 1, 1, CancellationToken.None);
        var growth = new GrowthRules { Splits = rules, MaxLeaves = 2 };
        using ITreeGrower grower = presorted
            ? new PresortedGrower(rows.Features, 255, growth, 1, CancellationToken.None)
            : new TreeGrower(table, growth, 1, CancellationToken.None);
        return grower.Grow(pairs, null, null).Builder.ToTree();
    }

    private static double Gain(GradientPair[] pairs, Func<int, bool> goesLeft, SplitRules rules, double l2)
    {
        var (left, leftHessian, right, rightHessian) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < pairs.Length - TreeGrower.PairPadding; i++)
            if (goesLeft(i))
                (left, leftHessian) = (left + pairs[i].Gradient, leftHessian + pairs[i].Hessian);
            else
                (right, rightHessian) = (right + pairs[i].Gradient, rightHessian + pairs[i].Hessian);
        if (leftHessian <= 0 || rightHessian <= 0 || leftHessian < rules.MinHessian || rightHessian < rules.MinHessian)
            return double.NegativeInfinity;
        double Score(double g, double h, double l) => Math.Pow(Math.Max(0, Math.Abs(g) - rules.L1), 2) / (h + l);
        return Score(left, leftHessian, l2) + Score(right, rightHessian, l2) - Score(left + right, leftHessian + rightHessian, rules.L2);
    }

    private static GradientPair[] Pairs(int rows, ref RandomStream random)
    {
        var pairs = new GradientPair[rows + TreeGrower.PairPadding];
        for (var i = 0; i < rows; i++)
            pairs[i] = new GradientPair((float)random.NextGaussian(), 0.1f + (float)random.NextDouble());
        return pairs;
    }
}
