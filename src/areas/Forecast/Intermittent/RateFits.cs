using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;

namespace Kirana.Forecast.Intermittent;

/// <summary>What the learners of Croston's family do alike.</summary>
internal static class RateFits
{
    /// <summary>The fewest observations that are smoothed; fewer are carried on.</summary>
    private const int FewestObservations = 3;

    /// <summary>See <see cref="IForecaster.Fit"/>.</summary>
    public static IForecastModel Fit(in RateMethod method, DemandPrior prior, TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        if (Simple(series) is { } simple)
            return simple;
        using var table = new DemandTable(series.Length);
        table.Load(0, series.Values);
        RateFitting.Fit(table, method, alone: true);
        return Model(method, prior, series, table, 0);
    }

    /// <summary>See <see cref="IBatchForecaster.FitMany"/>.</summary>
    public static IReadOnlyList<IForecastModel> FitMany(
        in RateMethod method, DemandPrior prior, IReadOnlyList<TimeSeries> series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        var models = new IForecastModel[series.Count];
        for (var start = 0; start < models.Length; start += DemandTable.Width)
        {
            var lanes = Math.Min(DemandTable.Width, models.Length - start);
            var steps = 0;
            for (var lane = 0; lane < lanes; lane++)
            {
                Fitting.Check(series[start + lane], season, context);
                steps = Math.Max(steps, series[start + lane].Length);
            }

            using var table = new DemandTable(steps);
            for (var lane = 0; lane < DemandTable.Width; lane++)
                table.Load(lane, lane < lanes ? series[start + lane].Values : []);
            RateFitting.Fit(table, method);
            for (var lane = 0; lane < lanes; lane++)
                models[start + lane] = Simple(series[start + lane]) ?? Model(method, prior, series[start + lane], table, lane);
        }

        return models;
    }

    /// <summary>See <see cref="IDemandRates.Rates"/>.</summary>
    public static void Rates(RateMethod method, ReadOnlyMemory<double> values, int steps, Memory<double> rates, FitContext context) =>
        DemandRows.Run(values, steps, rates, context, (rows, block) =>
        {
            using var table = new DemandTable(steps);
            for (var start = 0; start < block.Length; start += DemandTable.Width)
            {
                var lanes = Math.Min(DemandTable.Width, block.Length - start);
                for (var lane = 0; lane < DemandTable.Width; lane++)
                    table.Load(lane, lane < lanes ? rows.Slice((start + lane) * steps, steps) : []);
                RateFitting.Fit(table, method);
                for (var lane = 0; lane < lanes; lane++)
                    block[start + lane] = method.Rate(table.Size[lane], table.Rhythm[lane], table.RhythmWeight[lane]);
            }
        });

    /// <summary>The model of a series too short for any method; <see langword="null"/> if it is not.</summary>
    public static IForecastModel? Simple(TimeSeries series)
    {
        var observed = 0;
        foreach (var value in series.Values)
            observed += double.IsFinite(value) ? 1 : 0;
        if (observed >= FewestObservations)
            return null;
        var filled = new double[series.Length];
        GapFilling.Fill(series.Values, filled);
        return SeasonalNaive.Carry(series, filled, observed == 0
            ? "The series has no observation, so zero is forecast."
            : $"The series has {observed} of the {FewestObservations} observations an intermittent method needs, so its last value is carried on.");
    }

    private static ElementaryModel Model(in RateMethod method, DemandPrior prior, TimeSeries series, DemandTable table, int lane)
    {
        var residuals = new double[series.Length];
        var last = RateRecursion.Run(method, series.Values, table.SizeWeight[lane], table.RhythmWeight[lane], residuals);
        return new ElementaryModel(RateNumbers.State(method, last, series.Length, DemandDistribution.Learn(prior, series.Values)), residuals);
    }
}
