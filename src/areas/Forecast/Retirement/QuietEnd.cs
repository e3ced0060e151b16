using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Retirement;

/// <summary>A learner that forecasts zero once nothing was sold for so long that the item must be taken as retired.</summary>
/// <remarks>A smoothed level never quite reaches zero, and a mean of small remainders over a catalogue is stock nobody needs. Any sale
/// within the last <see cref="Steps"/> steps hands the series back to the learner.</remarks>
public sealed record QuietEnd : IForecaster
{
    /// <summary>Who learns the series otherwise.</summary>
    public required IForecaster Learner { get; init; }

    /// <summary>The zero steps at the end from which on an item is retired, at least 1; 91 (a quarter of days) by default.</summary>
    public int Steps { get; init; } = 91;

    /// <inheritdoc/>
    public string Name => Learner.Name;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><see cref="Steps"/> is below 1.</exception>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        if (Steps < 1)
            throw new ArgumentException($"Steps is {Steps}; it must be at least 1.");
        if (series.Length < Steps || series.Values[^Steps..].ContainsAnyExcept(0))
            return Learner.Fit(series, season, context);

        var residuals = series.Values.ToArray();
        foreach (ref var residual in residuals.AsSpan())
            residual = double.IsFinite(residual) ? residual : double.NaN;
        var reason = $"Nothing was sold in the last {Steps} steps or longer, so zero is forecast.";
        return new ElementaryModel(new ModelState(ElementaryModel.Naive, reason, 0, 0, 0, series.Length, []), residuals);
    }
}
