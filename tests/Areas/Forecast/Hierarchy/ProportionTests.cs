using Kirana.Data.Fitting;
using Kirana.Forecast.Hierarchy;

namespace Kirana.Tests.Areas.Forecast.Hierarchy;

public sealed class ProportionTests
{
    private static readonly SeriesHierarchy Tree = SeriesHierarchy.FromParents(
        [new("all", null), new("a", "all"), new("b", "all"), new("a1", "a"), new("a2", "a"), new("b1", "b"), new("b2", "b")]);

    /// <summary>Rows all, a, b, a1, a2, b1, b2.</summary>
    private static readonly SeriesMatrix Past = Hierarchies.Matrix(7, 2, (i, t) => new double[,] { { 20, 40 }, { 10, 10 }, { 10, 30 }, { 4, 6 }, { 6, 4 }, { 8, 2 }, { 2, 28 } }[i, t]);

    private static readonly SeriesMatrix Base = Hierarchies.Matrix(7, 1, (i, _) => new double[] { 100, 30, 50, 9, 6, 10, 30 }[i]);

    [Fact]
    public void Bottom_up_adds_the_bottom_up()
    {
        Assert.Equal([55, 15, 40, 9, 6, 10, 30], Reconcile(new BottomUp()));
        var negative = Hierarchies.Matrix(7, 1, (i, _) => i == 3 ? -9 : Base[i, 0]);
        Assert.Equal([46, 6, 40, 0, 6, 10, 30], new BottomUp { NonNegative = true }.Fit(Tree, new HierarchyPast(), FitContext.Default).Reconcile(negative, FitContext.Default).Values.ToArray());
    }

    [Fact]
    public void Average_proportions_are_means_of_shares() =>
        AssertClose([100, 37.5, 62.5, 17.5, 20, 22.5, 40], Reconcile(new TopDown { Proportions = ProportionKind.AverageProportions }));

    [Fact]
    public void Proportions_of_averages_are_shares_of_means() =>
        AssertClose([100, 100.0 / 3, 200.0 / 3, 50.0 / 3, 50.0 / 3, 50.0 / 3, 50], Reconcile(new TopDown { Proportions = ProportionKind.ProportionsOfAverages }));

    [Fact]
    public void Forecast_proportions_are_shares_among_siblings_on_the_way_down() =>
        AssertClose([100, 37.5, 62.5, 22.5, 15, 15.625, 46.875], Reconcile(new TopDown()));

    [Fact]
    public void Middle_out_keeps_its_level()
    {
        AssertClose([80, 30, 50, 18, 12, 12.5, 37.5], Reconcile(new MiddleOut { Level = "level 1" }));
        AssertClose([80, 30, 50, 15, 15, 12.5, 37.5], Reconcile(new MiddleOut { Level = "level 1", Proportions = ProportionKind.ProportionsOfAverages }));
        AssertClose(Reconcile(new BottomUp()), Reconcile(new MiddleOut { Level = "bottom" }));
        AssertClose(Reconcile(new TopDown()), Reconcile(new MiddleOut { Level = "level 0" }));
    }

    [Fact]
    public void A_past_or_a_forecast_of_zeros_is_handed_down_in_equal_parts()
    {
        var zeros = new SeriesMatrix(7, 2);
        var past = new HierarchyPast { Observations = zeros };
        foreach (var kind in Enum.GetValues<ProportionKind>())
        {
            var forecasts = Hierarchies.Matrix(7, 1, (i, _) => i == 0 ? 100 : 0);
            AssertClose([100, 50, 50, 25, 25, 25, 25], new TopDown { Proportions = kind }.Fit(Tree, past, FitContext.Default).Reconcile(forecasts, FitContext.Default).Values.ToArray());
        }
    }

    [Fact]
    public void Several_tops_hand_down_each_to_its_own()
    {
        var trees = SeriesHierarchy.FromParents([new("a", null), new("b", null), new("a1", "a"), new("a2", "a"), new("b1", "b"), new("alone", null)]);
        var forecasts = Hierarchies.Matrix(6, 1, (i, _) => new double[] { 10, 20, 1, 3, 5, 7 }[i]);
        AssertClose([10, 20, 2.5, 7.5, 20, 7], new TopDown().Fit(trees, new HierarchyPast(), FitContext.Default).Reconcile(forecasts, FitContext.Default).Values.ToArray());
    }

    [Fact]
    public void Crossed_groups_take_shares_of_the_past_from_their_total()
    {
        var crossed = Hierarchies.Golden("crossed");
        var past = new HierarchyPast { Observations = Hierarchies.Matrix(12, 1, (i, _) => i - 5) };
        crossed.Aggregate(past.Observations);
        var forecasts = Hierarchies.Matrix(12, 1, (_, _) => 210);
        var reconciled = new TopDown { Proportions = ProportionKind.ProportionsOfAverages }.Fit(crossed, past, FitContext.Default).Reconcile(forecasts, FitContext.Default);
        AssertClose([210, 60, 150, 50, 70, 90, 10, 20, 30, 40, 50, 60], reconciled.Values.ToArray());
    }

    [Fact]
    public void What_the_hierarchy_does_not_allow_is_refused()
    {
        var crossed = Hierarchies.Golden("crossed");
        var past = new HierarchyPast();
        Assert.Contains("tree", Assert.Throws<ArgumentException>(() => new TopDown().Fit(crossed, past, FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("tree", Assert.Throws<ArgumentException>(() => new MiddleOut { Level = "row" }.Fit(crossed, past, FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("'level 1'", Assert.Throws<ArgumentException>(() => new MiddleOut { Level = "region" }.Fit(Tree, past, FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TopDown { Proportions = ProportionKind.AverageProportions }.Fit(Tree, past, FitContext.Default));
        var groups = SeriesHierarchy.FromGroups(["1", "2", "3", "4"], [new("x", ["a", "a", "b", "b"]), new("y", ["c", "d", "c", "d"])], [["x"], ["y"]]);
        Assert.Contains("total", Assert.Throws<ArgumentException>(() => new TopDown().Fit(groups, past, FitContext.Default)).Message, StringComparison.Ordinal);
    }

    private static double[] Reconcile(IReconciler reconciler) =>
        reconciler.Fit(Tree, new HierarchyPast { Observations = Past }, FitContext.Default).Reconcile(Base, FitContext.Default).Values.ToArray();

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
}
