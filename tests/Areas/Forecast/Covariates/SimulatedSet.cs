using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Covariates;
using Kirana.Forecast.Ensembles;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Covariates;

/// <summary>Series with a season of a week, a wandering level and effects that are known: of a campaign, a price and, nothing, of noise.</summary>
internal sealed class SimulatedSet(ulong seed, int series, int length, int horizon)
{
    private static readonly TimeAxis Days = TimeAxis.Days(new DateOnly(2025, 1, 1));
    private (TimeSeries[] Series, double[][] Truth, CovariateColumn[] Columns)? _made;

    public double Campaign { get; init; }

    public double CampaignBySize { get; init; }

    public double Price { get; init; }

    public IReadOnlyList<TimeSeries> Series => Made.Series;

    public double[][] Truth => Made.Truth;

    public IReadOnlyList<CovariateColumn> Columns => Made.Columns;

    private (TimeSeries[] Series, double[][] Truth, CovariateColumn[] Columns) Made => _made ??= Make();

    /// <summary>The mean absolute error of what came, in shares of the level.</summary>
    public double Error(CovariateForecaster? learned)
    {
        var batch = new ForecastBatch { Season = 7, Horizon = horizon, Intervals = null };
        var model = (learned is null ? batch with { Learner = new MedianEnsemble() } : batch with { Learner = learned }).Fit(Series, FitContext.Default);
        var sum = 0.0;
        for (var i = 0; i < Series.Count; i++)
        {
            var mean = model.Forecast(i, horizon, learned?.EffectsOf(Series[i], 7) ?? CovariateEffects.None).Mean;
            sum += mean.Select((value, h) => Math.Abs(value - Truth[i][h])).Average() / Series[i].Values.ToArray().Average();
        }

        return sum / Series.Count;
    }

    private (TimeSeries[], double[][], CovariateColumn[]) Make()
    {
        var (made, truth) = (new TimeSeries[series], new double[series][]);
        var columns = new Dictionary<string, TimeSeries>[] { [], [], [] };
        for (var s = 0; s < series; s++)
        {
            var random = new RandomStream(seed, (ulong)s);
            double[][] beside = [new double[length + horizon], new double[length + horizon], new double[length + horizon]];
            var values = new double[length + horizon];
            var (level, wander) = (50 + 100 * random.NextDouble(), 0.0);
            var week = Enumerable.Range(0, 7).Select(_ => 0.2 * random.NextGaussian()).ToArray();
            for (var t = 0; t < values.Length; t++)
            {
                beside[0][t] = random.NextDouble() < 0.12 ? 1 : 0;
                beside[1][t] = 10 + 2 * random.NextGaussian();
                beside[2][t] = random.NextGaussian();
                wander += 0.01 * random.NextGaussian();
                values[t] = level * Math.Exp(wander + week[t % 7] + 0.1 * random.NextGaussian() + (Campaign + CampaignBySize * (s % 2)) * beside[0][t] + Price * beside[1][t]);
            }

            (made[s], truth[s]) = (new TimeSeries($"s{s}", Days, values.AsSpan(0, length)), values[length..]);
            for (var j = 0; j < beside.Length; j++)
                columns[j].Add($"s{s}", new TimeSeries($"s{s}", Days, beside[j]));
        }

        return (made, truth, [
            CovariateColumn.ByKey("campaign", CovariateKind.KnownAhead, columns[0]), CovariateColumn.ByKey("price", CovariateKind.KnownAhead, columns[1]),
            CovariateColumn.ByKey("noise", CovariateKind.KnownAhead, columns[2])]);
    }
}
