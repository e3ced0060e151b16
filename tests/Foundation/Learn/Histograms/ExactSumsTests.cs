using System.Runtime.InteropServices;
using Kirana.Learn.Histograms;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Histograms;

/// <summary>Pairs on a grid, whose sums are not rounded.</summary>
public sealed class ExactSumsTests
{
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1)]
    [InlineData(1e30)]
    [InlineData(1e-41)]
    public void Sums_are_the_same_in_any_order(double size)
    {
        var pairs = Rounded(Pairs(30_001, size), threads: 2);
        var expected = Sum(pairs);
        var random = new RandomStream(2);
        for (var turn = 0; turn < 5; turn++)
        {
            random.Shuffle(pairs.AsSpan());
            Assert.Equal(expected, Sum(pairs));
            var (first, rest) = (Sum(pairs.AsSpan(0, 17_000)), Sum(pairs.AsSpan(17_000)));
            Assert.Equal(expected, (first.Gradient + rest.Gradient, first.Hessian + rest.Hessian));
            Assert.Equal(rest, (expected.Gradient - first.Gradient, expected.Hessian - first.Hessian));
        }
    }

    [Fact]
    public void Pairs_change_by_no_more_than_rounded_sums_would()
    {
        var pairs = Pairs(30_000, 1);
        var rounded = Rounded(pairs, threads: 1);
        var least = Math.ScaleB(pairs.Sum(p => Math.Abs((double)p.Gradient)), -51);

        Assert.NotEqual(pairs, rounded);
        Assert.All(pairs.Zip(rounded), pair => Assert.InRange(Math.Abs((double)pair.First.Gradient - pair.Second.Gradient), 0, least));
    }

    [Fact]
    public void Few_numbers_of_like_size_stay_as_they_are()
    {
        GradientPair[] pairs = [new(0.1f, 0.7f), new(-0.3f, 1), new(1e-3f, 0.9f)];

        Assert.Equal(pairs, Rounded(pairs, threads: 1));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Nothing_is_rounded_where_a_number_is_not_finite(float odd)
    {
        var pairs = Pairs(100, 1);
        pairs[70] = new GradientPair(odd, 1);

        Assert.Equal(pairs, Rounded(pairs, threads: 1));
    }

    [Fact]
    public void Only_chosen_rows_set_the_grid()
    {
        var pairs = Pairs(1_000, 1);
        var own = Rounded(pairs[..500], threads: 1);
        pairs[700] = new GradientPair(1e30f, float.NaN);
        ExactSums.Round(pairs, [.. Enumerable.Range(0, 500)], 1, CancellationToken.None);

        Assert.Equal(own, pairs[..500]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(9_000)]
    public void Vectors_have_the_results_of_single_numbers(int rows)
    {
        var pairs = Pairs(rows, 1);
        var floats = MemoryMarshal.Cast<GradientPair, float>(pairs).ToArray();
        var range = PairRounding.Largest(floats);
        Assert.Equal(pairs.Max(p => Math.Abs(p.Gradient)), BitConverter.Int32BitsToSingle(range.Gradient));
        Assert.Equal(pairs.Max(p => p.Hessian), BitConverter.Int32BitsToSingle(range.Hessian));

        var units = PairRounding.Units(floats, 1_000, 3_000);
        Assert.Equal((pairs.Sum(p => (long)(Math.Abs(p.Gradient) * 1_000)), pairs.Sum(p => (long)(p.Hessian * 3_000))), units);

        var grid = new PairGrid(Math.ScaleB(1.5, 52 - 12), Math.ScaleB(1.5, 52 - 15));
        PairRounding.Round(floats, grid);
        for (var i = 0; i < rows; i++)
        {
            Assert.Equal((float)(Math.Round(pairs[i].Gradient * 4_096.0) / 4_096), floats[2 * i]);
            Assert.Equal((float)(Math.Round(pairs[i].Hessian * 32_768.0) / 32_768), floats[2 * i + 1]);
        }
    }

    private static GradientPair[] Rounded(GradientPair[] pairs, int threads)
    {
        var rounded = (GradientPair[])pairs.Clone();
        ExactSums.Round(rounded, null, threads, CancellationToken.None);
        return rounded;
    }

    private static (double Gradient, double Hessian) Sum(ReadOnlySpan<GradientPair> pairs)
    {
        var (gradient, hessian) = (0.0, 0.0);
        foreach (var pair in pairs)
            (gradient, hessian) = (gradient + pair.Gradient, hessian + pair.Hessian);
        return (gradient, hessian);
    }

    /// <summary>Gradients of many sizes, a few of them large.</summary>
    private static GradientPair[] Pairs(int rows, double size)
    {
        var random = new RandomStream(1);
        var pairs = new GradientPair[rows];
        for (var i = 0; i < rows; i++)
            pairs[i] = new GradientPair((float)(size * random.NextGaussian() * Math.Pow(10, random.Next(6) - 5)), (float)(size * random.NextDouble()));
        return pairs;
    }
}
