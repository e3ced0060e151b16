using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast.Covariates;

namespace Kirana.Tests.Areas.Forecast.Covariates;

public sealed class CovariateTableTests
{
    private static readonly TimeAxis January = new(Step.Month, 12 * 2024);

    private static readonly CovariateTable Table = new(
        January, history: 4, horizon: 2,
        Covariate.Static("size", 120), Covariate.KnownAhead("price", [9, 9, 8, 8, 7, 7]), Covariate.PastOnly("rain", [1, 2, 3, double.NaN], delay: 1));

    [Fact]
    public void Columns_stand_step_by_step_beside_the_series()
    {
        Assert.Equal([120, 120, 120, 120, 120, 120], Table.Column("size").ToArray());
        Assert.Equal([9, 9, 8, 8, 7, 7], Table.Column("price").ToArray());
        Assert.Equal([1, 2, 3, double.NaN, double.NaN, double.NaN], Table.Column("rain").ToArray());
        Assert.Equal([7, 7], Table.Ahead("price").ToArray());
        Assert.Equal((8, CovariateKind.KnownAhead), (Table.At("price", 3), Table.KindOf("price")));
        Assert.Equal(["size", "price", "rain"], Table.Covariates.Select(one => one.Name));
    }

    [Fact]
    public void The_history_of_a_series_is_its_length()
    {
        var table = CovariateTable.For(new TimeSeries("mug", January, [1, 2, 3]), 1, Covariate.KnownAhead("price", [1, 1, 1, 2]));
        Assert.Equal((3, 1), (table.History, table.Horizon));
    }

    [Fact]
    public void An_earlier_time_does_not_see_what_came_later()
    {
        var earlier = Table.Slice(history: 3, horizon: 2);
        Assert.Equal([1, 2, double.NaN, double.NaN, double.NaN], earlier.Column("rain").ToArray());
        Assert.Equal([8, 7], earlier.Ahead("price").ToArray());
        Assert.Equal(5, earlier.Column("size").Length);
        Assert.Equal(Table.Column("rain").ToArray(), Table.Slice(4, 2).Column("rain").ToArray());
        Assert.Empty(Table.Slice(0, 0).Column("rain").ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Table.Slice(5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Table.Slice(4, 3));
    }

    [Fact]
    public void A_past_only_value_in_the_horizon_is_refused_by_column_row_and_time()
    {
        var fault = Fault(Covariate.PastOnly("rain", [1, 2, 3, 4, double.NaN, 6]));
        Assert.Equal(("future-value", "rain", 6L), (fault.Code, fault.Column, fault.Row));
        Assert.Contains("'rain' of row 6, 2024-06", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_became_known_in_the_horizon_is_refused()
    {
        var fault = Fault(Covariate.PastOnly("rain", [1, 2, 3, 4], [0, 1, 5, 3]));
        Assert.Equal(("future-value", 3L), (fault.Code, fault.Row));
        Assert.Contains("row 3, 2024-03, became known in 2024-06", fault.Message, StringComparison.Ordinal);
        Assert.Equal(4, Fault(Covariate.PastOnly("rain", [1, 2, 3, 4], delay: 1)).Row);
    }

    [Fact]
    public void Asking_for_the_future_of_a_past_only_column_is_refused() =>
        Assert.Equal("future-value", Assert.Throws<DataException>(() => Table.Ahead("rain").Length).Code);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("bad-length", Fault(Covariate.KnownAhead("price", [1, 2, 3, 4])).Code);
        Assert.Equal("bad-length", Fault(Covariate.PastOnly("rain", [1, 2, 3])).Code);
        Assert.Equal(("bad-value", 5L), (Fault(Covariate.KnownAhead("price", [1, 2, 3, 4, double.NaN, 6])).Code, Fault(Covariate.KnownAhead("price", [1, 2, 3, 4, double.NaN, 6])).Row));
        Assert.Equal("bad-value", Fault(Covariate.KnownAhead("price", [1, 2, double.PositiveInfinity, 4, 5, 6])).Code);
        Assert.Equal("bad-value", Fault(Covariate.Static("size", double.NaN)).Code);
        Assert.Equal("duplicate-column", Fault(Covariate.Static("size", 1), Covariate.Static("size", 2)).Code);
        Assert.Contains("'size', 'price', 'rain'", Assert.Throws<ArgumentException>(() => Table.Column("snow").Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Table.At("price", 6));
        Assert.Throws<ArgumentException>(() => Covariate.PastOnly("rain", [1, 2], [0]));
        Assert.Throws<ArgumentException>(() => Covariate.PastOnly("rain", [1, 2], [0, 0]));
    }

    private static DataException Fault(params Covariate[] covariates) => Assert.Throws<DataException>(() => new CovariateTable(January, 4, 2, covariates));
}
