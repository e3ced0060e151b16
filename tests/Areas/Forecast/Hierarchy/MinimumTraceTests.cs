using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Forecast.Hierarchy;

namespace Kirana.Tests.Areas.Forecast.Hierarchy;

public sealed class MinimumTraceTests
{
    public static MatrixTheoryData<string, CovarianceKind> Cases => new(["tree", "deep", "crossed"], Enum.GetValues<CovarianceKind>());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Small_hierarchies_equal_dense_algebra(string name, CovarianceKind kind)
    {
        var (hierarchy, golden) = (Hierarchies.Golden(name), Hierarchies.Read(name));
        var model = new MinimumTrace { Covariance = kind }.FitTrace(hierarchy, new HierarchyPast { Residuals = golden["residuals"] }, FitContext.Default);
        AssertClose(golden[kind.ToString()], model.Reconcile(golden["base"], FitContext.Default));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Non_negative_forecasts_equal_the_best_of_all_active_sets(string name, CovarianceKind kind)
    {
        var (hierarchy, golden) = (Hierarchies.Golden(name), Hierarchies.Read(name));
        Assert.True(golden[kind.ToString()].Values.ContainsAnyInRange(double.NegativeInfinity, -0.1));
        var model = new MinimumTrace { Covariance = kind, NonNegative = true }
            .Fit(hierarchy, new HierarchyPast { Residuals = golden["residuals"] }, FitContext.Default);
        var reconciled = model.Reconcile(golden["base"], FitContext.Default);
        AssertClose(golden[kind + "NonNegative"], reconciled);
        Assert.False(reconciled.Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon));
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("deep")]
    [InlineData("crossed")]
    public void The_shrinkage_equals_the_sum_over_all_pairs(string name)
    {
        var golden = Hierarchies.Read(name);
        var model = new MinimumTrace().FitTrace(Hierarchies.Golden(name), new HierarchyPast { Residuals = golden["residuals"] }, FitContext.Default);
        Assert.Equal(golden["lambda"][0, 0], model.Shrinkage, 1e-12);
    }

    [Fact]
    public void The_unit_of_the_residuals_does_not_matter()
    {
        var (hierarchy, golden) = (Hierarchies.Golden("crossed"), Hierarchies.Read("crossed"));
        foreach (var unit in new[] { 1e-170, 1e170 })
        {
            var residuals = Hierarchies.Matrix(hierarchy.Count, golden["residuals"].Steps, (i, t) => unit * golden["residuals"][i, t]);
            var model = new MinimumTrace().Fit(hierarchy, new HierarchyPast { Residuals = residuals }, FitContext.Default);
            AssertClose(golden["Shrinkage"], model.Reconcile(golden["base"], FitContext.Default));
        }
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void The_unit_of_the_forecasts_does_not_matter(double unit)
    {
        var (hierarchy, golden) = (Hierarchies.Golden("crossed"), Hierarchies.Read("crossed"));
        var forecasts = Hierarchies.Matrix(hierarchy.Count, 3, (i, k) => unit * golden["base"][i, k]);
        var reconciled = new MinimumTrace().Fit(hierarchy, new HierarchyPast { Residuals = golden["residuals"] }, FitContext.Default).Reconcile(forecasts, FitContext.Default);
        AssertClose(golden["Shrinkage"], Hierarchies.Matrix(hierarchy.Count, 3, (i, k) => reconciled[i, k] / unit));
    }

    [Fact]
    public void Series_without_sums_stay_as_they_are()
    {
        var hierarchy = SeriesHierarchy.FromParents([new("a", null), new("b", null)]);
        var forecasts = Hierarchies.Noisy(hierarchy, 2, seed: 1);
        var model = new MinimumTrace { NonNegative = true }.Fit(hierarchy, new HierarchyPast { Residuals = Hierarchies.Noisy(hierarchy, 9, seed: 2) }, FitContext.Default);
        Assert.Equal(forecasts.Values.ToArray(), model.Reconcile(forecasts, FitContext.Default).Values.ToArray());
    }

    [Fact]
    public void Coherent_forecasts_stay_as_they_are()
    {
        var hierarchy = Hierarchies.Golden("crossed");
        var coherent = Hierarchies.Noisy(hierarchy, 4, seed: 3);
        hierarchy.Aggregate(coherent);
        var model = new MinimumTrace().Fit(hierarchy, new HierarchyPast { Residuals = Hierarchies.Noisy(hierarchy, 20, seed: 4, level: 0) }, FitContext.Default);
        AssertClose(coherent, model.Reconcile(coherent, FitContext.Default));
    }

    [Fact]
    public void A_large_hierarchy_is_coherent_and_the_same_at_any_thread_count()
    {
        var hierarchy = Hierarchies.Shop(groups: 40, members: 50);
        var past = new HierarchyPast { Residuals = Hierarchies.Noisy(hierarchy, 20, seed: 5, level: 0) };
        var forecasts = Hierarchies.Noisy(hierarchy, 40, seed: 6);
        var results = new List<SeriesMatrix>();
        foreach (var threads in new[] { 1, 2 })
        {
            var context = FitContext.Default with { Threads = threads };
            results.Add(new MinimumTrace().Fit(hierarchy, past, context).Reconcile(forecasts, context));
        }

        Assert.True(Hierarchies.Incoherence(hierarchy, results[0]) < 1e-9);
        Assert.Equal(results[0].Values.ToArray(), results[1].Values.ToArray());
    }

    [Fact]
    public void A_column_does_not_depend_on_its_neighbours()
    {
        var hierarchy = Hierarchies.Golden("crossed");
        var model = new MinimumTrace().Fit(hierarchy, new HierarchyPast { Residuals = Hierarchies.Noisy(hierarchy, 20, seed: 4, level: 0) }, FitContext.Default);
        var forecasts = Hierarchies.Noisy(hierarchy, 40, seed: 6);
        var together = model.Reconcile(forecasts, FitContext.Default);
        var alone = model.Reconcile(Hierarchies.Matrix(hierarchy.Count, 1, (i, _) => forecasts[i, 35]), FitContext.Default);
        Assert.Equal(Enumerable.Range(0, hierarchy.Count).Select(i => together[i, 35]), alone.Values.ToArray());
    }

    [Fact]
    public void Non_negative_forecasts_of_a_large_hierarchy_are_optimal()
    {
        var hierarchy = Hierarchies.Shop(groups: 20, members: 30);
        var past = new HierarchyPast { Residuals = Hierarchies.Noisy(hierarchy, 25, seed: 5, level: 0) };
        var forecasts = Hierarchies.Noisy(hierarchy, 2, seed: 6, level: 0.5);
        var free = new MinimumTrace().Fit(hierarchy, past, FitContext.Default).Reconcile(forecasts, FitContext.Default);
        var bound = new MinimumTrace { NonNegative = true }.Fit(hierarchy, past, FitContext.Default).Reconcile(forecasts, FitContext.Default);
        Assert.True(free.Values.ContainsAnyInRange(double.NegativeInfinity, -0.5));
        Assert.False(bound.Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon));
        Assert.True(Hierarchies.Incoherence(hierarchy, bound) < 1e-9);

        // Reconciling the bound solution's own optimum again must change nothing: it is coherent and not negative.
        var again = new MinimumTrace { NonNegative = true }.Fit(hierarchy, past, FitContext.Default).Reconcile(bound, FitContext.Default);
        AssertClose(bound, again, 1e-7);
    }

    [Fact]
    public void Series_without_errors_are_trusted()
    {
        var hierarchy = Hierarchies.Shop(groups: 2, members: 2);
        var residuals = Hierarchies.Noisy(hierarchy, 12, seed: 9, level: 0);
        residuals.Row(0).Clear();
        residuals.Row(3).Clear();
        foreach (var kind in new[] { CovarianceKind.Variance, CovarianceKind.Shrinkage })
        {
            var forecasts = Hierarchies.Noisy(hierarchy, 1, seed: 10);
            var model = new MinimumTrace { Covariance = kind }.Fit(hierarchy, new HierarchyPast { Residuals = residuals }, FitContext.Default);
            var reconciled = model.Reconcile(forecasts, FitContext.Default);
            Assert.Equal(forecasts[0, 0], reconciled[0, 0], 1e-6);
            Assert.Equal(forecasts[3, 0], reconciled[3, 0], 1e-6);
        }

        residuals.Values.Clear();
        var equal = new MinimumTrace().Fit(hierarchy, new HierarchyPast { Residuals = residuals }, FitContext.Default);
        Assert.All(equal.Reconcile(Hierarchies.Noisy(hierarchy, 1, seed: 10), FitContext.Default).Values.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void A_missing_residual_counts_like_the_known_ones()
    {
        var hierarchy = Hierarchies.Shop(groups: 2, members: 2);
        var residuals = Hierarchies.Matrix(hierarchy.Count, 4, (i, t) => (i + 1) * (t % 2 == 0 ? 1 : -1));
        var whole = new MinimumTrace { Covariance = CovarianceKind.Variance }.Fit(hierarchy, new HierarchyPast { Residuals = residuals }, FitContext.Default);
        residuals[2, 1] = double.NaN;
        var gapped = new MinimumTrace { Covariance = CovarianceKind.Variance }.Fit(hierarchy, new HierarchyPast { Residuals = residuals }, FitContext.Default);
        var forecasts = Hierarchies.Noisy(hierarchy, 1, seed: 10);
        AssertClose(whole.Reconcile(forecasts, FitContext.Default), gapped.Reconcile(forecasts, FitContext.Default));
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        var hierarchy = Hierarchies.Shop(groups: 2, members: 2);
        var residuals = Hierarchies.Noisy(hierarchy, 5, seed: 1);
        Assert.Throws<ArgumentException>(() => Fit(new MinimumTrace(), null));
        Assert.Throws<ArgumentException>(() => Fit(new MinimumTrace { Shrinkage = 1.5 }, residuals));
        Assert.Throws<ArgumentException>(() => Fit(new MinimumTrace(), new SeriesMatrix(3, 5)));
        Assert.Equal("too-few-residuals", Assert.Throws<DataException>(() => Fit(new MinimumTrace(), Hierarchies.Noisy(hierarchy, 1, seed: 1))).Code);
        residuals[4, 0] = double.PositiveInfinity;
        Assert.Equal("bad-value", Assert.Throws<DataException>(() => Fit(new MinimumTrace(), residuals)).Code);
        residuals.Row(4).Fill(double.NaN);
        var fault = Assert.Throws<DataException>(() => Fit(new MinimumTrace(), residuals));
        Assert.Equal(("no-residuals", 5L), (fault.Code, fault.Row));

        var model = Fit(new MinimumTrace { Covariance = CovarianceKind.Ordinary }, null);
        var forecasts = Hierarchies.Noisy(hierarchy, 2, seed: 1);
        forecasts[3, 1] = double.NaN;
        fault = Assert.Throws<DataException>(() => model.Reconcile(forecasts, FitContext.Default));
        Assert.Equal("bad-forecast", fault.Code);
        Assert.Contains($"'{hierarchy.KeyOf(3)}' for step 2", fault.Message, StringComparison.Ordinal);

        Reconciliation Fit(MinimumTrace learner, SeriesMatrix? given) => learner.Fit(hierarchy, new HierarchyPast { Residuals = given }, FitContext.Default);
    }

    private static void AssertClose(SeriesMatrix expected, SeriesMatrix actual, double tolerance = 1e-8)
    {
        Assert.Equal(expected.Series, actual.Series);
        for (var i = 0; i < expected.Values.Length; i++)
            Assert.Equal(expected.Values[i], actual.Values[i], tolerance * Math.Max(1, Math.Abs(expected.Values[i])));
    }
}
