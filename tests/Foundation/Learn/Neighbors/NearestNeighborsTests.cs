using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Neighbors;
using Kirana.Learn.Neighbors.Kernels;
using Kirana.Learn.SupportVectors.Kernels;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Neighbors;

public sealed class NearestNeighborsTests
{
    private static readonly float[] s_test = AroundGolden.Floats("test");

    [Theory]
    [InlineData("uniform", 7, NeighborWeighting.Uniform, NeighborMetric.Euclidean)]
    [InlineData("distance", 7, NeighborWeighting.Distance, NeighborMetric.Euclidean)]
    [InlineData("manhattan", 4, NeighborWeighting.Distance, NeighborMetric.Manhattan)]
    public void Shares_of_classes_are_those_of_scikit_learn(string name, int neighbors, NeighborWeighting weighting, NeighborMetric metric)
    {
        var model = new NearestNeighbors { Neighbors = neighbors, Weighting = weighting, Metric = metric, Standardises = false }.Fit(AroundGolden.Data("classes"), FitContext.Default);
        var shares = new float[75];
        model.PredictProbabilities(s_test, shares);
        AroundGolden.AssertNear(AroundGolden.Numbers("neighbors", name), shares.Select(share => (double)share), 2e-6);
    }

    [Theory]
    [InlineData("number", NeighborWeighting.Uniform)]
    [InlineData("number_distance", NeighborWeighting.Distance)]
    public void Numbers_are_those_of_scikit_learn(string name, NeighborWeighting weighting)
    {
        var model = new NearestNeighbors { Neighbors = 6, Weighting = weighting, Standardises = false }.Fit(AroundGolden.Data("number"), FitContext.Default);
        var numbers = new float[25];
        model.Predict(s_test, numbers);
        AroundGolden.AssertNear(AroundGolden.Numbers("neighbors", name), numbers.Select(number => (double)number), 2e-6);
        if (weighting == NeighborWeighting.Distance)
            for (var i = 0; i < 20; i++)
                Assert.Equal(AroundGolden.Numbers("neighbors", "same")[i], model.Predict(AroundGolden.Floats("rows").AsSpan(i * 4, 4)), 1e-5f);
    }

    [Theory]
    [InlineData(NeighborMetric.Euclidean, 2)]
    [InlineData(NeighborMetric.Manhattan, 3)]
    [InlineData(NeighborMetric.Euclidean, 7)]
    public void The_tree_finds_what_all_rows_in_turn_find(NeighborMetric metric, int features)
    {
        var random = new RandomStream(7);
        // Whole numbers, so that many rows lie equally near.
        float[] rows = [.. Enumerable.Range(0, 900 * features).Select(_ => (float)random.Next(12))], queries = [.. Enumerable.Range(0, 60 * features).Select(_ => (float)random.Next(14) - 1)];
        var (tree, scan) = (new NeighborRows(rows, features, metric, useTree: true), new NeighborRows(rows, features, metric, useTree: false));
        var (distances, places) = (new float[2][], new int[2][]);
        foreach (var (own, at) in new[] { (tree, 0), (scan, 1) })
        {
            (distances[at], places[at]) = (new float[60 * 9], new int[60 * 9]);
            own.Find(queries, 9, distances[at], places[at]);
        }

        Assert.Equal(distances[1], distances[0]);
        Assert.Equal(places[1], places[0]);
        for (var q = 0; q < 60; q++)
        {
            var query = queries.AsSpan(q * features, features).ToArray();
            double Distance(int row) => Enumerable.Range(0, features).Sum(f => metric == NeighborMetric.Euclidean
                ? Math.Pow(rows[row * features + f] - query[f], 2) : Math.Abs(rows[row * features + f] - (double)query[f]));
            Assert.Equal(Enumerable.Range(0, 900).OrderBy(Distance).Take(9), places[1].AsSpan(q * 9, 9).ToArray());
        }
    }

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    internal void Every_width_gives_the_bits_of_the_plain_form(SimdWidth width)
    {
        var random = new RandomStream(2);
        float[] rows = [.. Enumerable.Range(0, 48 * 5).Select(_ => (float)random.NextGaussian())];
        var (tiles, plain, fast) = (Tiles.Pack(rows, 5), new float[48], new float[48]);
        AbsoluteTiles.Run(SimdWidth.Scalar, tiles, rows.AsSpan(0, 5), plain);
        AbsoluteTiles.Run(width, tiles, rows.AsSpan(0, 5), fast);
        Assert.Equal(plain, fast);
        Assert.Equal(0, plain[0]);
    }

    [Fact]
    public void Weights_are_repeated_rows()
    {
        var random = new RandomStream(3);
        double[] x = [.. Enumerable.Range(0, 40).Select(_ => random.NextGaussian())], y = [.. x.Select(v => v * v)], w = [.. x.Select((_, i) => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        // All rows count, so that repetition does not push others out.
        var learner = new NearestNeighbors { Neighbors = 1_000, Weighting = NeighborWeighting.Distance, Standardises = false };
        var weighted = learner.Fit(Linear.LinearGolden.Data(x, y, w), FitContext.Default);
        var twice = learner.Fit(Linear.LinearGolden.Data([.. repeated.Select(i => x[i])], [.. repeated.Select(i => y[i])], []), FitContext.Default);
        foreach (var at in new[] { -1f, 0.3f, 2 })
            Assert.Equal(twice.Predict([at]), weighted.Predict([at]), 1e-5f);
    }

    [Fact]
    public void A_model_is_read_from_its_file_predicts_without_allocating_and_knows_what_is_missing()
    {
        var model = new NearestNeighbors { Weighting = NeighborWeighting.Distance }.Fit(AroundGolden.Data("classes", isWeighted: true), FitContext.Default);
        var writer = new ModelWriter(NearestNeighborModel.ModelKind, NearestNeighborModel.ModelVersion, NearestNeighborModel.ModelVersion);
        model.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "model");
        var loaded = NearestNeighborModel.Load(reader);
        var (one, other, single) = (new float[75], new float[75], new float[3]);
        model.PredictProbabilities(s_test, one);
        loaded.PredictProbabilities(s_test, other);
        Assert.Equal(one, other);
        loaded.PredictProbabilities(s_test.AsSpan(8, 4), single);
        var before = GC.GetAllocatedBytesForCurrentThread();
        loaded.PredictProbabilities(s_test.AsSpan(8, 4), single);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(one[6..9], single);
        loaded.PredictProbabilities([1, float.NaN, 2, 3], single);
        Assert.All(single, share => Assert.True(float.IsNaN(share)));
        Assert.Contains("Neighbors is 0", Assert.Throws<ArgumentException>(() => new NearestNeighbors { Neighbors = 0 }.Fit(AroundGolden.Data("classes"), FitContext.Default)).Message, StringComparison.Ordinal);
    }
}
