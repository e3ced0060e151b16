using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Arima.Likelihood;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima;

/// <summary>ARIMA with a season: a given order, or the one that Akaike's criterion prefers.</summary>
/// <remarks>
/// Box and Jenkins, "Time series analysis: forecasting and control" (1970); the order by the steps of Hyndman and Khandakar, "Automatic time
/// series forecasting: the forecast package for R", Journal of Statistical Software 27 (2008): a seasonal difference where the season is
/// strong, differences until a test finds no unit root, then from several orders to the best of their neighbours as long as one is better.
/// Differs from R's <c>auto.arima</c>: every order is judged by its exact likelihood instead of an approximation, and all neighbours are
/// looked at before one is chosen; eight searches run side by side. O(n (p + P + q + Q) + (season · (P or Q))³) a round.
/// </remarks>
public sealed record ArimaMethod : IBatchForecaster, IWarmForecaster
{
    /// <summary>The longest season at which past values or errors count, in steps; of a longer one at most the difference is taken.</summary>
    public const int LongestSeason = 24;

    /// <summary>The fewest observations that are modelled; fewer are carried on.</summary>
    internal const int FewestObservations = 4;

    /// <summary>Gaps whose values are estimated together with the model; of a series with more all are filled beforehand.</summary>
    internal const int MostGaps = 50;

    /// <summary>The most rounds of one search.</summary>
    internal const int MostRounds = 100;

    /// <summary>A step that promises less than this in −2 ln L ends a search.</summary>
    internal const double Negligible = 1e-7;

    /// <summary>From a point near the end the last rounds would cost more than all before and gain less than one can tell.</summary>
    private const double NegligibleWhenWarm = 1e-4;

    /// <summary>The order; by default the one with the least <see cref="ArimaModel.Aicc"/>.</summary>
    public ArimaOrder? Order { get; init; }

    /// <summary>Coefficients, which are then not searched; none by default.</summary>
    public ArimaParameters? Given { get; init; }

    /// <inheritdoc/>
    public string Name => ArimaKind.Arima;

    /// <inheritdoc/>
    /// <remarks>A missing observation takes the value that is likeliest with the model. Where a series is too short for the order, a smaller
    /// one is fitted; fewer than four observations are carried on.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        return FitMany([series], season, context)[0];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        FitMany(series, season, context, scalar: false);

    /// <inheritdoc/>
    /// <remarks>The order stays, and the search begins at the earlier model's coefficients.</remarks>
    public IForecastModel Refit(IForecastModel model, TimeSeries series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(model);
        Fitting.Check(series, season, context);
        if (model is not ArimaModel earlier || (earlier.Order.IsSeasonal && earlier.Season != season))
            return Fit(series, season, context);
        var (prepared, order) = (new PreparedSeries(series, season), earlier.Order);
        if (prepared.Simple is not null || !prepared.Suits(order) || prepared.IsConstant(order))
            return Fit(series, season, context);
        var task = new ArmaTask(prepared.Data(order), prepared.Orders(order), earlier.Parameters.Point()) { Raise = 1e-4 };
        LaneSearch.Run([task], MostRounds, NegligibleWhenWarm, context.Cancellation);
        return double.IsFinite(task.Objective) ? prepared.Finish(order, task.Point, task.Place).Model : Fit(series, season, context);
    }

    internal IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context, bool scalar)
    {
        ArgumentNullException.ThrowIfNull(series);
        foreach (var one in series)
            Fitting.Check(one, season, context);
        Given?.Check();
        Order?.Check();
        var prepared = series.Select(one => new PreparedSeries(one, season)).ToArray();
        return Array.ConvertAll(Fit(prepared, context, scalar), fit => fit.Model);
    }

    /// <summary>Fits prepared series; beside each model the coefficients of its regressors.</summary>
    internal (IForecastModel Model, double[] Coefficients)[] Fit(PreparedSeries[] prepared, FitContext context, bool scalar)
    {
        if (Given is { } given)
            return Array.ConvertAll(prepared, one => (one.Simple ?? Follow(one, given), Array.Empty<double>()));
        var orders = Order is { } wanted
            ? Array.ConvertAll(prepared, one => one.Simple is null ? Simplest(one, wanted) : null)
            : OrderSearch.Find(prepared, context.Cancellation, scalar);
        var tasks = new ArmaTask[prepared.Length][];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = orders[i] is { IsExact: false, Point: null } choice ? Tasks(prepared[i], choice.Order) : [];
        OrderSearch.Run([.. tasks.SelectMany(all => all)], MostRounds, Negligible, context.Cancellation, scalar);
        return [.. prepared.Select((one, i) => Finish(one, orders[i], tasks[i]))];
    }

    private static (IForecastModel Model, double[] Coefficients) Finish(PreparedSeries prepared, ChosenOrder? choice, ArmaTask[] tasks)
    {
        if (prepared.Simple is not null || choice is null)
            return (prepared.Simple ?? prepared.Carry("The series is too short for any order of ARIMA, so its last value is carried on."), []);
        if (choice.IsExact)
            return (prepared.Exact(choice.Order), []);
        if ((choice.Point ?? tasks.Where(task => double.IsFinite(task.Objective)).MinBy(task => task.Objective)?.Point) is { } point)
            return prepared.Finish(choice.Order, point);
        return (prepared.Carry($"{choice.Order} could not be fitted to the series, so its last value is carried on."), []);
    }

    /// <summary>The searches of an order, from points far from each other.</summary>
    private static ArmaTask[] Tasks(PreparedSeries prepared, ArimaOrder order)
    {
        var (data, orders) = (prepared.Data(order), prepared.Orders(order));
        return [.. Enumerable.Range(0, orders.Count == 0 ? 1 : StartingPoints.Count).Select(which => new ArmaTask(data, orders, StartingPoints.Of(orders, which)))];
    }

    private static IForecastModel Follow(PreparedSeries prepared, ArimaParameters given) =>
        prepared.Used(given.Order) >= 1 && (!given.Order.IsSeasonal || prepared.Season > 1)
            ? prepared.Follow(given)
            : prepared.Carry($"The series has {prepared.Observed} observations, too few for {given.Order} with a season of {prepared.Season}, so its last value is carried on.");

    /// <summary>The order, or what is left of it where it asks too much.</summary>
    private static ChosenOrder? Simplest(PreparedSeries prepared, ArimaOrder wanted)
    {
        var order = wanted;
        if (prepared.Season == 1 || (prepared.Season > LongestSeason && order.SeasonalAr + order.SeasonalMa > 0) || !prepared.Suits(order))
            order = order with { SeasonalAr = 0, SeasonalMa = 0, SeasonalDifferences = prepared.Season == 1 || !prepared.Suits(order) ? 0 : order.SeasonalDifferences };
        while (!prepared.Suits(order) && order.Ar + order.Ma > 0)
            order = order with { Ar = Math.Max(0, order.Ar - 1), Ma = Math.Max(0, order.Ma - 1) };
        if (!prepared.Suits(order))
            order = order with { HasConstant = order.HasConstant && order.Differences == 0, Differences = Math.Min(1, order.Differences) };
        if (order != wanted)
            prepared.Note($"The series is too short for {wanted}, or its season of {prepared.Season} too long or none, so {order} is fitted.");
        if (!prepared.Suits(order))
            return null;
        return prepared.IsConstant(order)
            ? new ChosenOrder(order with { Ar = 0, Ma = 0, SeasonalAr = 0, SeasonalMa = 0 }, null, IsExact: true)
            : new ChosenOrder(order, null);
    }
}
