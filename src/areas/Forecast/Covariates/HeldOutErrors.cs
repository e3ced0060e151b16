using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Models;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Covariates;

/// <summary>The errors of forecasts of what was held out inside the histories of a set, with some covariates or others.</summary>
internal sealed class HeldOutErrors
{
    private const int FewestWindows = 4;
    private const int MostWindows = 24;
    private const int StepsTried = 48;
    private const int FewestSteps = 12;

    private readonly CovariateDesign _design;
    private readonly IForecaster _learner;
    private readonly int _season;
    private readonly int _horizon;
    private readonly bool _multiplies;
    private readonly FitContext _context;
    private readonly List<Case>[] _windows;
    private readonly Dictionary<string, double[]> _known = new(StringComparer.Ordinal);

    /// <summary>Rolls origins over the histories.</summary>
    public HeldOutErrors(CovariateDesign design, IForecaster learner, int season, int horizon, IReadOnlyList<TimeSeries> series, bool multiplies, FitContext context)
    {
        (_design, _learner, _season, _horizon, _multiplies) = (design, learner, season, horizon, multiplies);
        _context = context with { Progress = null };
        var count = Math.Clamp(StepsTried / horizon, FewestWindows, MostWindows);
        var all = new Case?[series.Count * count];
        Blocks.Run(series.Count, 4, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                var origins = RollingOrigin.Origins(series[i].Length, horizon, count, season);
                for (var w = 0; w < origins.Length; w++)
                    if (origins[w] >= Math.Max(FewestSteps, series[i].Length / 3))
                        all[(count - origins.Length + w) * series.Count + i] = Of(series[i], origins[w]);
            }
        });
        _windows = [.. all.Chunk(Math.Max(1, series.Count)).Select(window => window.OfType<Case>().ToList()).Where(window => window.Count > 0)];
    }

    /// <summary>The steps held out.</summary>
    public int Steps => _windows.Length * _horizon;

    /// <summary>The errors of each step held out: the mean over the series of |error| ÷ what the series moves by.</summary>
    /// <param name="used">The covariates used, ascending.</param>
    /// <param name="still">The static covariates used.</param>
    public double[] Of(int[] used, IReadOnlyList<string> still)
    {
        var name = $"{string.Join(',', used)}|{string.Join(',', still)}";
        return _known.TryGetValue(name, out var errors) ? errors : _known[name] = Find(used, still);
    }

    private double[] Find(int[] used, IReadOnlyList<string> still)
    {
        var design = _design.WithStill(column => still.Contains(column.Name, StringComparer.Ordinal));
        var errors = new List<double>();
        foreach (var window in _windows)
        {
            var told = window.Where(one => one.Evidence is not null).ToArray();
            var pool = EffectPool.Learn([.. told.Select(one => one.Evidence!)], [.. told.Select(one => design.StaticsOf(one.Head.Key))], used);
            var found = new double[window.Count * _horizon];
            Blocks.Run(window.Count, 8, _context.Threads, _context.Cancellation, (_, start, end) =>
            {
                var parts = new (TimeSeries Usual, CovariateEffects Effects)[end - start];
                for (var i = start; i < end; i++)
                    parts[i - start] = used.Length == 0 ? (window[i].Head, CovariateEffects.None)
                        : CovariateForecaster.Split(window[i].Head, window[i].Columns, window[i].Evidence, design.StaticsOf(window[i].Head.Key), pool, used, _multiplies);
                var models = Fitting.Many(_learner, [.. parts.Select(part => part.Usual)], _season, _context);
                for (var i = start; i < end; i++)
                {
                    var mean = found.AsSpan(i * _horizon, _horizon);
                    models[i - start].Predict(mean);
                    parts[i - start].Effects.Apply(mean);
                    for (var h = 0; h < mean.Length; h++)
                        mean[h] = Math.Abs(window[i].Truth[h] - mean[h]) / window[i].Unit;
                }
            });
            for (var h = 0; h < _horizon; h++)
            {
                var (sum, count) = (0.0, 0);
                for (var i = 0; i < window.Count; i++)
                    if (double.IsFinite(found[i * _horizon + h]))
                        (sum, count) = (sum + found[i * _horizon + h], count + 1);
                errors.Add(count == 0 ? 0 : sum / count);
            }
        }

        return [.. errors];
    }

    private Case? Of(TimeSeries series, int origin)
    {
        var head = series.Head(origin);
        var unit = NaiveError.Absolute(head.Values, _season);
        if (!(unit > 0))
            return null;
        var columns = _design.Read(head);
        return new Case(head, series.Values.Slice(origin, _horizon).ToArray(), unit, columns, EffectEvidence.Of(head, _season, columns.Values, _multiplies));
    }

    private sealed record Case(TimeSeries Head, double[] Truth, double Unit, SeriesColumns Columns, EffectEvidence? Evidence);
}
