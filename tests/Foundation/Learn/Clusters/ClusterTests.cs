using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Clusters;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Clusters;

public sealed class ClusterTests
{
    private static readonly KMeans s_means = new() { Clusters = 3, Standardises = false, Tolerance = 0 };

    [Fact]
    public void Centres_and_inertia_are_those_of_scikit_learn()
    {
        var model = s_means.Fit(AroundGolden.Data(null), FitContext.Default);
        Assert.Equal(AroundGolden.Number("clusters", "inertia"), model.Inertia, 1e-8);
        int[] order = [.. Enumerable.Range(0, 3).OrderBy(k => model.Center(k)[0] + 10 * model.Center(k)[1])];
        AroundGolden.AssertNear(AroundGolden.Numbers("clusters", "centers"), order.SelectMany(model.Center), 1e-9);
        var clusters = new int[150];
        model.Assign(AroundGolden.Floats("rows"), clusters);
        // The same rows together, whatever the numbers of the clusters.
        Assert.Equal(3, clusters.Zip(AroundGolden.Numbers("clusters", "labels")).Distinct().Count());
        Assert.Equal(150, model.Sizes.ToArray().Sum());
        Assert.Equal(AroundGolden.Number("clusters", "weighted_inertia"), s_means.Fit(AroundGolden.Data(null, isWeighted: true), FitContext.Default).Inertia, 1e-8);
    }

    [Fact]
    public void Silhouettes_are_those_of_scikit_learn()
    {
        int[] labels = Array.ConvertAll(AroundGolden.Numbers("clusters", "labels"), label => (int)label);
        var found = Silhouette.Of(AroundGolden.Floats("rows"), 4, labels, threads: 2);
        AroundGolden.AssertNear(AroundGolden.Numbers("clusters", "silhouette"), found, 1e-9);
        Assert.Equal(0, Silhouette.Of(new float[] { 0, 1, 9 }, 1, new[] { 0, 0, 1 })[2]);
        Assert.Throws<ArgumentException>(() => Silhouette.Of(new float[3], 1, new int[3]));
    }

    [Theory]
    [InlineData("full", MixtureCovariance.Full)]
    [InlineData("diagonal", MixtureCovariance.Diagonal)]
    public void Mixtures_are_those_of_scikit_learn(string name, MixtureCovariance covariance)
    {
        var model = new GaussianMixture { Components = 3, Covariance = covariance, Tolerance = 1e-13, MostRounds = 10_000 }.Fit(AroundGolden.Data(null), FitContext.Default);
        Assert.True(model.HasSettled);
        Assert.Equal(AroundGolden.Number("mixtures", name, "likelihood"), model.LogLikelihood, 1e-8);
        Assert.Equal(AroundGolden.Number("mixtures", name, "bic"), model.Bic, 1e-6);
        Assert.Equal(AroundGolden.Number("mixtures", name, "aic"), model.Aic, 1e-6);
        int[] order = [.. Enumerable.Range(0, 3).OrderBy(k => model.Mean(k)[0] + 10 * model.Mean(k)[1])];
        AroundGolden.AssertNear(AroundGolden.Numbers("mixtures", name, "means"), order.SelectMany(model.Mean), 1e-5);
        AroundGolden.AssertNear(AroundGolden.Numbers("mixtures", name, "covariances"), order.SelectMany(k => model.CovarianceOf(k).ToArray()), 1e-5);
        AroundGolden.AssertNear(AroundGolden.Numbers("mixtures", name, "shares"), order.Select(k => model.Shares[k]), 1e-5);
        var (shares, logs) = (new double[75], new double[25]);
        model.ShareOut(AroundGolden.Floats("test"), shares);
        model.LogDensity(AroundGolden.Floats("test"), logs);
        AroundGolden.AssertNear(AroundGolden.Numbers("mixtures", name, "density"), logs, 1e-5);
        AroundGolden.AssertNear(AroundGolden.Numbers("mixtures", name, "test"), Enumerable.Range(0, 75).Select(i => shares[i / 3 * 3 + order[i % 3]]), 1e-5);
    }

    [Fact]
    public void The_least_criterion_of_Schwarz_finds_how_many_there_are()
    {
        double[] criteria = [.. Enumerable.Range(1, 5).Select(k => new GaussianMixture { Components = k, Starts = 3 }.Fit(AroundGolden.Data(null), FitContext.Default).Bic)];
        Assert.Equal(3, 1 + Array.IndexOf(criteria, criteria.Min()));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var random = new RandomStream(3);
        double[] values = [.. Enumerable.Range(0, 6_000).Select(_ => random.NextGaussian())];
        var data = new TabularData(new Table([new NumberColumn("a", values[..3_000]), new NumberColumn("b", values[3_000..])]));
        var (means, mixture) = (s_means with { Clusters = 5, Starts = 2 }, new GaussianMixture { Components = 3, MostRounds = 10 });
        var expected = (Bytes(means.Fit(data, new FitContext { Threads = 1 })), Bytes(mixture.Fit(data, new FitContext { Threads = 1 })));
        foreach (var threads in new[] { 2, 4 })
        {
            Assert.Equal(expected.Item1, Bytes(means.Fit(data, new FitContext { Threads = threads })));
            Assert.Equal(expected.Item2, Bytes(mixture.Fit(data, new FitContext { Threads = threads })));
        }
    }

    [Fact]
    public void Models_are_read_from_their_files()
    {
        var (means, mixture) = ((s_means with { Standardises = true }).Fit(AroundGolden.Data(null), FitContext.Default), new GaussianMixture { Components = 2 }.Fit(AroundGolden.Data(null), FitContext.Default));
        using var one = ModelReader.Parse(Bytes(means), "means");
        using var other = ModelReader.Parse(Bytes(mixture), "mixture");
        Assert.Equal(Bytes(means), Bytes(KMeansModel.Load(one)));
        Assert.Equal(Bytes(mixture), Bytes(GaussianMixtureModel.Load(other)));
    }

    [Fact]
    public void Units_decide_unless_features_are_standardised()
    {
        var random = new RandomStream(5);
        double[] a = [.. Enumerable.Range(0, 200).Select(i => i % 2 + 0.1 * random.NextGaussian())], noise = [.. Enumerable.Range(0, 200).Select(_ => 1000 * random.NextDouble())];
        var data = new TabularData(new Table([new NumberColumn("a", a), new NumberColumn("noise", noise)]));
        int Right(bool standardises)
        {
            var model = new KMeans { Clusters = 2, Standardises = standardises }.Fit(data, FitContext.Default);
            var clusters = new int[200];
            model.Assign(model.Encode(data.Table), clusters);
            var right = clusters.Where((k, i) => k == i % 2).Count();
            return Math.Max(right, 200 - right);
        }

        Assert.Equal(200, Right(true));
        Assert.InRange(Right(false), 100, 140);
    }

    [Fact]
    public void Rows_that_repeat_each_other_make_clusters_of_their_own_and_too_few_are_refused()
    {
        var same = new TabularData(new Table([new NumberColumn("a", new double[20])]));
        Assert.Equal(0, new KMeans { Clusters = 3 }.Fit(same, FitContext.Default).Inertia);
        Assert.True(double.IsFinite(new GaussianMixture { Components = 3 }.Fit(same, FitContext.Default).LogLikelihood));
        var few = new TabularData(new Table([new NumberColumn("a", [1.0, 2])]));
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => new KMeans().Fit(few, FitContext.Default)).Code);
        Assert.Contains("Clusters is 0; expected at least 1", Assert.Throws<ArgumentException>(() => new KMeans { Clusters = 0 }.Fit(few, FitContext.Default)).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(KMeansModel model)
    {
        var writer = new ModelWriter(KMeansModel.ModelKind, KMeansModel.ModelVersion, KMeansModel.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }

    private static byte[] Bytes(GaussianMixtureModel model)
    {
        var writer = new ModelWriter(GaussianMixtureModel.ModelKind, GaussianMixtureModel.ModelVersion, GaussianMixtureModel.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }
}
