using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>What <see cref="Adida"/> and <see cref="Imapa"/> do alike.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Alpha">The weight of the newest bucket, or <see langword="null"/> for the best.</param>
/// <param name="EveryLevel">Whether all sizes of buckets up to the series' own are smoothed; else its own alone.</param>
/// <param name="Prior">What is believed of the probability of demand.</param>
internal sealed record BucketFits(string Name, double? Alpha, bool EveryLevel, DemandPrior Prior)
{
    /// <summary>See <see cref="IForecaster.Fit"/>.</summary>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        return RateFits.Simple(series) ?? Models([series], alone: true)[0];
    }

    /// <summary>See <see cref="IBatchForecaster.FitMany"/>.</summary>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        var models = new IForecastModel?[series.Count];
        var able = new List<int>();
        for (var i = 0; i < models.Length; i++)
        {
            Fitting.Check(series[i], season, context);
            models[i] = RateFits.Simple(series[i]);
            if (models[i] is null)
                able.Add(i);
        }

        foreach (var group in able.Chunk(DemandTable.Width))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var fitted = Models(Array.ConvertAll(group, i => series[i]), alone: false);
            for (var lane = 0; lane < group.Length; lane++)
                models[group[lane]] = fitted[lane];
        }

        return models!;
    }

    /// <summary>See <see cref="IDemandRates.Rates"/>.</summary>
    public void Rates(ReadOnlyMemory<double> values, int steps, Memory<double> rates, FitContext context) =>
        DemandRows.Run(values, steps, rates, context, (rows, block) =>
        {
            using var eight = new EightSeries(steps);
            for (var start = 0; start < block.Length; start += DemandTable.Width)
            {
                var lanes = Math.Min(DemandTable.Width, block.Length - start);
                for (var lane = 0; lane < lanes; lane++)
                    eight.Load(lane, rows.Slice((start + lane) * steps, steps));
                eight.Smooth(Alpha, EveryLevel, lanes, alone: false, null);
                for (var lane = 0; lane < lanes; lane++)
                    block[start + lane] = eight.Rate(lane);
            }
        });

    private ElementaryModel[] Models(TimeSeries[] series, bool alone)
    {
        using var eight = new EightSeries(series.Max(one => one.Length));
        for (var lane = 0; lane < series.Length; lane++)
            eight.Load(lane, series[lane].Values);
        var alphas = Array.ConvertAll(series, _ => new List<(int Size, double Alpha)>());
        eight.Smooth(Alpha, EveryLevel, series.Length, alone, alphas);
        var models = new ElementaryModel[series.Length];
        for (var lane = 0; lane < series.Length; lane++)
        {
            var residuals = new double[series[lane].Length];
            var levels = BucketRecursion.Run(series[lane].Values, alphas[lane], residuals);
            models[lane] = new ElementaryModel(
                BucketNumbers.State(Name, null, levels, residuals.Length, DemandDistribution.Learn(Prior, series[lane].Values)), residuals);
        }

        return models;
    }
}
