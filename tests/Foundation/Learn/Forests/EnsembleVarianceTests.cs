using CsCheck;
using Kirana.Learn.Forests;

namespace Kirana.Tests.Foundation.Learn.Forests;

public sealed class EnsembleVarianceTests
{
    [Fact]
    public void The_identity_gives_the_variance_that_is_measured() => Gen.Select(Gen.Int[2, 7], Gen.Int[2, 20]).SelectMany((trees, rows) =>
        Gen.Select(Gen.Const(trees), Gen.Double[-5, 5].Array[trees * rows])).Sample((trees, values) =>
    {
        var found = EnsembleVariance.Of(values, trees);
        var rows = values.Length / trees;
        double Covariance(int a, int b)
        {
            var (x, y) = (Column(a), Column(b));
            return x.Zip(y, (u, v) => (u - x.Average()) * (v - y.Average())).Average();
        }

        double[] Column(int tree) => [.. Enumerable.Range(0, rows).Select(row => values[row * trees + tree])];
        var pairs = Enumerable.Range(0, trees).SelectMany(a => Enumerable.Range(0, trees).Where(b => b != a).Select(b => Covariance(a, b))).Average();
        Assert.Equal(Enumerable.Range(0, trees).Average(t => Covariance(t, t)), found.TreeVariance, 1e-9);
        Assert.Equal(pairs, found.Limit, 1e-9);
        Assert.Equal(found.Measured, found.At(trees), 1e-9);
    }, iter: 200);

    /// <summary>Forests of 2, 5 and 20 trees, each fitted on many samples: the variance of their prediction at a point is what ρ and σ²,
    /// estimated from other forests, say.</summary>
    [Fact]
    public void Foretells_the_variance_of_forests_of_another_size()
    {
        var points = Examples.Regression(20, seed: 999);
        double[] Predictions(int point, int trees, int firstSeed, int samples, bool each) =>
        [
            .. Enumerable.Range(firstSeed, samples).SelectMany(seed =>
            {
                var forest = s_forests.GetOrAdd((seed, trees), _ => new RandomForest { Trees = trees, FeaturesPerSplit = 2 }.Fit(Examples.Regression(150, (ulong)seed), [], Examples.OneThread with { Seed = (ulong)seed }));
                var row = points.Row(point);
                return each ? forest.Trees.Select(tree => (double)tree.Predict(row)) : [forest.Predict(row)];
            }),
        ];

        foreach (var trees in new[] { 2, 5, 20 })
        {
            var (foretold, measured) = (0.0, 0.0);
            for (var point = 0; point < 20; point++)
            {
                foretold += EnsembleVariance.Of(Predictions(point, 10, 1, 150, each: true), 10).At(trees);
                var own = Predictions(point, trees, 1_001, 150, each: false);
                measured += own.Sum(p => (p - own.Average()) * (p - own.Average())) / (own.Length - 1);
            }

            Assert.InRange(measured / foretold, 0.9, 1.1);
        }
    }

    [Fact]
    public void A_fitted_forest_shows_its_correlation_on_test_rows()
    {
        var (train, test) = (Examples.Regression(1_000), Examples.Regression(500, seed: 2));
        var few = new RandomForest { Trees = 40, FeaturesPerSplit = 1 }.Fit(train, [], Examples.OneThread).Variance(test, Examples.OneThread);
        var all = new RandomForest { Trees = 40, FeaturesPerSplit = 6 }.Fit(train, [], Examples.OneThread).Variance(test, Examples.OneThread);

        Assert.Equal(few.Measured, few.At(40), 1e-9 * few.Measured);
        Assert.InRange(few.Correlation, 0, 1);
        Assert.True(few.Limit < few.Measured && few.Measured < few.TreeVariance);
        Assert.True(all.TreeVariance < few.TreeVariance);

        var classes = new RandomForest { Trees = 10 }.Fit(Examples.Classes(500), ["a", "b", "c"], Examples.OneThread).Variance(Examples.Classes(300, seed: 2), Examples.OneThread with { Threads = 2 });
        Assert.Equal(classes.Measured, classes.At(10), 1e-9);
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(int Seed, int Trees), Forest> s_forests = new();
}
