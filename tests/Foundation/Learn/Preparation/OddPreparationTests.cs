using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Preparation;

/// <summary>Tables at the edge of what can be prepared: finite numbers, or a refusal that says why.</summary>
public sealed class OddPreparationTests
{
    private static readonly PreparationStep[] s_steps = [new Imputation(), new TargetEncoding { Columns = ["c"] }, new OneHotEncoding(), new Scaling()];

    public static TheoryData<string, TabularData> Odd => new()
    {
        { "an all-missing column", Table([float.NaN, float.NaN, float.NaN], [0, 1, 0]) },
        { "an all-missing category", Table([1, 2, 3], [-1, -1, -1]) },
        { "one row", Table([1], [0]) },
        { "one row without a value", Table([float.NaN], [-1]) },
        { "a category with one row", Table([1, 2, 3, 4, 5], [0, 0, 0, 0, 1]) },
        { "infinities", Table([float.PositiveInfinity, 1, float.NegativeInfinity, 2], [0, 1, 0, 1]) },
        { "the greatest numbers", Table([float.MaxValue, -float.MaxValue, 0, 1], [0, 1, 0, 1]) },
        { "constants", Table([3, 3, 3], [1, 1, 1]) },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_tables_are_prepared_as_finite_numbers(string what, TabularData data)
    {
        var fitted = new TablePreparation(s_steps).Fit(data, FitContext.Default);
        Assert.All(PreparationGolden.Prepared(fitted, data.Table), value => Assert.True(float.IsFinite(value), $"{what}: {value}"));
        var unseen = new Table([new NumberColumn("x", [float.NaN]), new CategoryColumn("c", [0], ["never seen"]), new CategoryColumn("d", [0], ["never seen"])]);
        Assert.All(PreparationGolden.Prepared(fitted, unseen), value => Assert.True(float.IsFinite(value), $"{what}, unseen: {value}"));
    }

    [Fact]
    public void Tables_without_rows_features_or_numbers_are_refused_with_the_reason()
    {
        Assert.Equal("no-rows", Assert.Throws<DataException>(() => new TablePreparation(s_steps).Fit(Table([], []), FitContext.Default)).Code);
        var bare = new TabularData(new Table([new NumberColumn("y", [1f])]), "y");
        Assert.Equal("no-features", Assert.Throws<DataException>(() => TablePreparation.For(bare).Fit(bare, FitContext.Default)).Code);
        var times = new TabularData(new Table([new TimeColumn("t", [1]), new NumberColumn("y", [1f])]), "y");
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => TablePreparation.For(times).Fit(times, FitContext.Default)).Code);
        var constant = new TabularData(new Table([new NumberColumn("x", [1f, 1]), new NumberColumn("y", [1f, 2])]), "y");
        Assert.Equal("no-features", Assert.Throws<DataException>(() => new PreparingLearner<LinearModel>(TablePreparation.For(constant), new LinearRegression()).Fit(constant, FitContext.Default)).Code);
        var gap = new TabularData(new Table([new CategoryColumn("c", [0, 0], ["a"]), new NumberColumn("y", [1, float.NaN])]), "y");
        Assert.Equal("bad-target", Assert.Throws<DataException>(() => TablePreparation.Of(new TargetEncoding()).Fit(gap, FitContext.Default)).Code);
        Assert.Throws<ArgumentException>(() => TablePreparation.Of(new TargetEncoding()).Fit(new TabularData(gap.Table.Select(["c"])), FitContext.Default));
    }

    [Fact]
    public void A_hundred_thousand_columns_are_prepared()
    {
        var random = new RandomStream(1);
        var columns = new List<Column>();
        for (var f = 0; f < 100_000; f++)
            columns.Add(new NumberColumn($"x{f}", [.. Enumerable.Range(0, 6).Select(_ => random.Next(40) == 0 ? float.NaN : (float)random.NextGaussian())]));
        var data = new TabularData(new Table([.. columns, new NumberColumn("y", [1f, 2, 3, 4, 5, 6])]), "y");
        var fitted = TablePreparation.For(data).Fit(data, FitContext.Default);

        Assert.InRange(fitted.Width, 100_000, 120_000);
        Assert.All(PreparationGolden.Prepared(fitted, data.Table), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Names_of_new_columns_step_aside_for_those_there_are()
    {
        var data = new TabularData(new Table(
            [new CategoryColumn("c", [0, 1], ["a", "b"]), new NumberColumn("c=a", [1f, 2]), new NumberColumn("x", [1, float.NaN]), new NumberColumn("x is missing", [2f, 1]), new NumberColumn("c=b", [1f, 2])]), "c=b");
        Assert.Equal(["c=a", "x", "x is missing", "x is missing (2)", "c=a (2)", "c=b (2)"], TablePreparation.For(data).Fit(data, FitContext.Default).PreparedNames);
    }

    private static TabularData Table(float[] x, int[] c) => new(
        new Table([new NumberColumn("x", x), new CategoryColumn("c", c, ["a", "b"]), new CategoryColumn("d", c, ["p", "q"]), new NumberColumn("y", [.. x.Select((_, row) => (float)row)])]), "y");
}
