using Kirana.Data.Fitting;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Hierarchy;

/// <summary>The models of a series and its sums, and how they are reconciled. Immutable and thread-safe.</summary>
internal sealed class TemporalModel : IForecastModel
{
    private readonly IForecastModel[] _models;
    private readonly int[] _steps;
    private readonly int _season;
    private readonly Reconciliation? _reconciliation;

    /// <summary>A series that is forecast as it is.</summary>
    public TemporalModel(IForecastModel bottom, string fallback) => (_models, _steps, _season, Fallback) = ([bottom], [1], 1, fallback);

    /// <param name="models">One model for each divisor of the season, the longest first; the series' own last.</param>
    /// <param name="steps">The divisors.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="reconciliation">Of one season.</param>
    public TemporalModel(IForecastModel[] models, int[] steps, int season, Reconciliation reconciliation) =>
        (_models, _steps, _season, _reconciliation, Fallback) = (models, steps, season, reconciliation, models[^1].Fallback);

    public string Kind => _reconciliation is null ? _models[^1].Kind : "temporal";

    public string? Fallback { get; }

    /// <summary>Those of the series' own model.</summary>
    public ReadOnlySpan<double> Residuals => _models[^1].Residuals;

    public void Predict(Span<double> mean)
    {
        if (_reconciliation is null)
        {
            _models[^1].Predict(mean);
            return;
        }

        var seasons = (mean.Length + _season - 1) / _season;
        var forecasts = new SeriesMatrix(_reconciliation.Hierarchy.Count, seasons);
        var row = 0;
        for (var level = 0; level < _models.Length; level++)
        {
            var parts = _season / _steps[level];
            var own = new double[parts * seasons];
            _models[level].Predict(own);
            for (var i = 0; i < own.Length; i++)
                forecasts[row + i % parts, i / parts] = own[i];
            row += parts;
        }

        // Sums of the largest numbers there are would not be finite.
        var unit = Magnitude.Normalise(forecasts.Values);
        var reconciled = _reconciliation.Reconcile(forecasts, FitContext.Default with { Threads = 1 });
        for (var k = 0; k < mean.Length; k++)
            mean[k] = Magnitude.Finite(unit * reconciled[_reconciliation.Hierarchy.AggregateCount + k % _season, k / _season]);
    }
}
