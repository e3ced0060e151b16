using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast.Demand;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Inputs;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;

namespace Kirana.Tests.Platform.Serving;

public sealed class ForecastAccuracyTests
{
    private static readonly TimeAxis s_days = TimeAxis.Days(new DateOnly(2024, 1, 1));

    [Fact]
    public void Slices_add_up_errors_and_units_before_they_divide()
    {
        var answer = Answer(
            new HeldOutScore("a", 10, 4, 2, -2, 0.5, 1, DemandClass.Smooth),
            new HeldOutScore("b", 20, 16, 4, 1, 1.5, 0.5, DemandClass.Lumpy),
            new HeldOutScore("c", 30, 0, 3, 3, double.NaN, double.NaN, DemandClass.Lumpy));

        Assert.Equal(new AccuracySlice("all", "all", 3, 20, 1, 9 / 20.0, 2 / 20.0, 0.75), answer.Slices[0]);
        Assert.Equal(["smooth", "lumpy"], answer.Slices.Where(slice => slice.Dimension is "demand class").Select(slice => slice.Name));
        Assert.Equal(new AccuracySlice("demand class", "lumpy", 2, 16, 1.5, 7 / 16.0, 4 / 16.0, 0.5), answer.Slices[2]);
        // Nothing was sold of c: an error without units is no share of them.
        Assert.Equal(new AccuracySlice("volume", "A", 2, 16, 1.5, 7 / 16.0, 4 / 16.0, 0.5), answer.Slices.Single(slice => slice.Name is "A"));
        Assert.Equal(1, answer.Slices.Single(slice => slice.Name is "B").Series);
    }

    [Fact]
    public void Prices_and_histories_are_parted_in_thirds_and_equal_ones_stay_together()
    {
        HeldOutScore Score(int i) => new(i < 9 ? $"item{i}" : "unknown", 1, 10, i, i, 1, 1, DemandClass.Smooth, i < 5 ? 30 : 60 + i);
        var slices = Answer([.. Enumerable.Range(0, 10).Select(Score)]).Slices;
        Assert.Equal([("up to 3", 3), ("more, up to 6", 3), ("more than 6", 3)], slices.Where(slice => slice.Dimension is "price").Select(slice => (slice.Name, slice.Series)));
        Assert.Equal([("up to 30 days", 5), ("more, up to 66 days", 2), ("more than 66 days", 3)],
            slices.Where(slice => slice.Dimension is "history").Select(slice => (slice.Name, slice.Series)));
        // Models of before kept no histories.
        Assert.DoesNotContain(Answer([.. Enumerable.Range(0, 10).Select(i => Score(i) with { Length = 0 })]).Slices, slice => slice.Dimension is "history");
    }

    [Fact]
    public void The_worst_series_are_those_that_cost_most_units()
    {
        var answer = Answer([.. Enumerable.Range(0, 30).Select(i => new HeldOutScore($"{i:00}", i, 10, i, i, 1, 1, DemandClass.Smooth))]);
        Assert.Equal(20, answer.Worst.Count);
        Assert.Equal(("29", 2.9), (answer.Worst[0].Item, answer.Worst[0].Bias));
        Assert.Equal("Lamp", Answer(new HeldOutScore("lamp", 1, 1, 1, 1, 1, 1, DemandClass.Smooth)).Worst[0].Title);
    }

    [Fact]
    public void Categories_are_slices_and_items_without_one_are_in_none()
    {
        var answer = Answer(new HeldOutScore("lamp", 1, 3, 1, 1, 1, 1, DemandClass.Smooth), new HeldOutScore("x", 1, 3, 1, 1, 1, 1, DemandClass.Smooth));
        var category = Assert.Single(answer.Slices, slice => slice.Dimension is "category");
        Assert.Equal(("light", 1), (category.Name, category.Series));
    }

    [Fact]
    public void Stages_of_life_and_locations_are_slices()
    {
        HeldOutScore Score(string key, LifeStage stage, double units) => new(key, 1, units, 1, 1, 1, 1, DemandClass.Smooth, Stage: stage);
        var answer = AccuracyAnswer.Of(
            Step.Day, new HeldOutScores(28, [Score("a", LifeStage.Ended, 1), Score("b", LifeStage.New, 1), Score("c", LifeStage.New, 1), Score("d", LifeStage.Unknown, 1)]),
            new HeldOutScores(28, [Score("a|Berlin", LifeStage.New, 2), Score("b|x|Köln", LifeStage.New, 9), Score("b|Berlin", LifeStage.New, 3), Score("c|", LifeStage.New, 90)]), new ItemCards([]));
        Assert.Equal([("new", 2), ("ended", 1)], answer.Slices.Where(slice => slice.Dimension is "life cycle").Select(slice => (slice.Name, slice.Series)));
        Assert.Equal([("Köln", 1, 9.0), ("Berlin", 2, 5.0)], answer.Slices.Where(slice => slice.Dimension is "location").Select(slice => (slice.Name, slice.Series, slice.Units)));
    }

    [Fact]
    public void A_shop_without_scores_has_no_slices() => Assert.Empty(Answer().Slices);

    [Fact]
    public void A_backtest_holds_the_horizon_out_and_forecasts_it_from_the_rest()
    {
        // A weekly pattern that the last four weeks break: nothing of them may be in the forecast.
        var values = Enumerable.Range(0, 196).Select(day => day % 7 == 5 ? 0.0 : 10 + day % 7).ToArray();
        values.AsSpan(168).Fill(1000);
        var history = new TimeSeries("lamp", s_days, values);
        var recipe = new ForecastRecipe { Model = "seasonal-naive" };
        var test = Backtest(recipe, history);

        Assert.Same(history, test.History);
        Assert.Equal(values[140..168], test.Forecast.Mean.ToArray());
        Assert.Equal(test.Baseline["mae"], test.Metrics["mae"]);
        Assert.Equal(1000 - values[140..168].Average(), test.Metrics["mae"], 1e-9);
        Assert.Equal(0, test.Metrics["coverage"]);
    }

    [Fact]
    public void A_series_with_nothing_left_to_learn_from_is_refused() =>
        Assert.Equal("short-series", Assert.Throws<DataException>(() => Backtest(new ForecastRecipe(), new TimeSeries("x", s_days, new double[28]))).Code);

    [Fact]
    public void A_backtest_uses_what_the_shop_knows_as_its_forecasts_do()
    {
        // Every other week is a promotion, planned to the end, that sells three times as much.
        const int Days = 196;
        var values = Enumerable.Range(0, Days).Select(day => (10.0 + day % 7) * (day / 7 % 2 == 0 ? 3 : 1)).ToArray();
        var history = new TimeSeries("lamp", s_days, values);
        var offers = Enumerable.Range(0, Days / 7).Select(week => new Offer("lamp", "", s_days.DayOf(7 * week), week % 2 == 0 ? 8 : 10, week % 2 == 0, true));
        var inputs = new ShopInputs(null, new DemandConditions([], [.. offers]));
        var recipe = new ForecastRecipe { Model = "theta" };
        var (blind, seeing) = (Backtest(recipe, history, ForecastInputs.None, inputs), Backtest(recipe, history, ForecastInputs.Offers, inputs));
        Assert.True(seeing.Metrics["mae"] < 0.2 * blind.Metrics["mae"], $"{seeing.Metrics["mae"]} of {blind.Metrics["mae"]}");
        Assert.Equal(blind.Baseline, seeing.Baseline);
    }

    [Fact]
    public void A_backtest_judges_no_day_on_which_stock_ran_out()
    {
        var values = Enumerable.Range(0, 196).Select(day => day == 190 ? 0.0 : 10 + day % 7).ToArray();
        var history = new TimeSeries("lamp", s_days, values);
        var inputs = new ShopInputs(null, new DemandConditions([new StockOutDay("lamp", "UK", s_days.DayOf(190))], []));
        var recipe = new ForecastRecipe { Model = "seasonal-naive" };
        Assert.Equal(0, Backtest(recipe, history, ForecastInputs.None, inputs).Metrics["mae"]);
        Assert.True(Backtest(recipe, history).Metrics["mae"] > 0);
    }

    private static SeriesBacktest Backtest(ForecastRecipe recipe, TimeSeries history, ForecastInputs used = ForecastInputs.None, ShopInputs? inputs = null)
    {
        inputs ??= new ShopInputs(null, new DemandConditions([], []));
        var scope = new ForecastScope(DemandLevel.Item, Step.Day);
        return BacktestJob.Run(recipe, scope, history, used, new ScopeDemand(inputs, Step.Day, () => [history]), new ShopLifts(inputs, () => [history]));
    }

    private static ForecastAccuracy Answer(params HeldOutScore[] scores) => AccuracyAnswer.Of(
        Step.Day, new HeldOutScores(28, scores), null, new ItemCards([new CatalogueItem("lamp", ItemKinds.Product, "Lamp", "light", null), new CatalogueItem("x", ItemKinds.Product, "", "", null),
            .. Enumerable.Range(0, 9).Select(i => new CatalogueItem($"item{i}", ItemKinds.Product, "", "", i + 1))]));
}
