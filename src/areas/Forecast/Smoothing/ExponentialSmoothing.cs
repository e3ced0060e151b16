using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing.Likelihood;

namespace Kirana.Forecast.Smoothing;

/// <summary>Exponential smoothing as a state space model: a given form, or the one of fifteen that Akaike's criterion prefers.</summary>
/// <remarks>
/// Hyndman, Koehler, Ord and Snyder, "Forecasting with exponential smoothing" (2008). Weights and first states maximise the likelihood
/// together, within the bounds of R's <c>ets</c>: 0.0001 ≤ α ≤ 0.9999, 0.0001 ≤ β ≤ α, 0.0001 ≤ γ ≤ 1 − α, 0.8 ≤ φ ≤ 0.98, and
/// invertible. Where that searches by a simplex from one point, here Fisher scoring begins at five, with the derivatives of one
/// pass over the series; eight searches run side by side. So the likelihood is as high or higher, most of all for forms with a season.
/// O(n · season²) a round.
/// </remarks>
public sealed record ExponentialSmoothing : IBatchForecaster, IWarmForecaster
{
    /// <summary>The longest season that is followed, in steps, as in the reference implementation: of a longer one each phase is seen too
    /// seldom to be estimated as a number of its own.</summary>
    public const int LongestSeason = 24;

    /// <summary>The fewest observations that are smoothed; fewer are carried on.</summary>
    internal const int FewestObservations = 4;

    /// <summary>The form; by default the one with the least <see cref="SmoothingModel.Aicc"/>.</summary>
    public SmoothingForm? Form { get; init; }

    /// <summary>Weights and first states, which are then not searched; none by default.</summary>
    public SmoothingParameters? Given { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.Ets;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours. Where a series is too short for the form, or not above zero as
    /// it needs, a simpler form is fitted; fewer than four observations are carried on.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        return FitMany([series], season, context)[0];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        FitMany(series, season, context, scalar: false);

    /// <summary>Fits the form of an earlier model anew, its parameters being where the search begins: for a series that has grown a
    /// little, a small part of the time of a first fit.</summary>
    /// <param name="earlier">The model of the series when it was shorter.</param>
    /// <param name="series">The series from the same first step on.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <returns>As <see cref="Fit"/>, where the model's form does not suit the series any more.</returns>
    /// <exception cref="ArgumentException">The season is out of its range.</exception>
    public IForecastModel Refit(SmoothingModel earlier, TimeSeries series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(series);
        return RefitMany([earlier], [series], season, context)[0];
    }

    /// <summary><see cref="Refit"/> of several series, eight side by side; each comes out as if refitted alone.</summary>
    /// <param name="earlier">For each series its model when it was shorter.</param>
    /// <param name="series">The series, each from the same first step on as before.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <exception cref="ArgumentException">The season is out of its range, or there is not one model for each series.</exception>
    public IReadOnlyList<IForecastModel> RefitMany(
        IReadOnlyList<SmoothingModel> earlier, IReadOnlyList<TimeSeries> series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(series);
        if (earlier.Count != series.Count)
            throw new ArgumentException($"There are {earlier.Count} models for {series.Count} series; one each is expected.", nameof(earlier));
        var prepared = new PreparedSeries[series.Count];
        var warm = new List<int>();
        var cases = new List<LikelihoodCase>();
        for (var i = 0; i < prepared.Length; i++)
        {
            Fitting.Check(series[i], season, context);
            var (form, phases) = (earlier[i].Form, earlier[i].First.Seasonal.Length);
            prepared[i] = new PreparedSeries(series[i], season, [form]);
            if (prepared[i].Simple is not null || prepared[i].Fallback is not null || (form.Season != SeasonKind.None && phases != season))
                continue;
            warm.Add(i);
            cases.Add(prepared[i].Case with { Start = StartingPoint.At(earlier[i].First.In(prepared[i].Unit)) });
        }

        var fitted = MaximumLikelihood.Continue(cases, context.Cancellation);
        var models = new IForecastModel[prepared.Length];
        for (var k = 0; k < fitted.Length; k++)
            if (double.IsFinite(fitted[k].Objective))
                models[warm[k]] = prepared[warm[k]].Finish([fitted[k]]);
        for (var i = 0; i < models.Length; i++)
            models[i] ??= Fit(series[i], season, context);
        return models;
    }

    /// <inheritdoc/>
    /// <remarks>A model from a file has forgotten its first states: its form is fitted anew, without a look at the others.</remarks>
    IForecastModel IWarmForecaster.Refit(IForecastModel model, TimeSeries series, int season, FitContext context) => model switch
    {
        SmoothingModel earlier when Given is null && (Form is null || Form == earlier.Form) => Refit(earlier, series, season, context),
        ElementaryModel { State.Smoothing.Form: var form } when Given is null && Form is null => (this with { Form = form }).Fit(series, season, context),
        _ => Fit(series, season, context),
    };

    internal IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context, bool scalar)
    {
        ArgumentNullException.ThrowIfNull(series);
        foreach (var one in series)
            Fitting.Check(one, season, context);
        Given?.Check(season);
        if (Form is { IsAdmissible: false } form)
            throw new ArgumentException($"{form} is not admissible; a multiplicative season needs a multiplicative error.");
        var prepared = new PreparedSeries[series.Count];
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = new PreparedSeries(series[i], season, Given is not null ? [Given.Form] : Form is { } one ? [one] : SmoothingForm.All);
        if (Given is not null)
            return Array.ConvertAll(prepared, one => one.Simple ?? one.Follow(Given));

        var searched = Array.FindAll(prepared, one => one.Simple is null);
        var fitted = MaximumLikelihood.Fit(Array.ConvertAll(searched, one => one.Case), context.Cancellation, scalar);
        var next = 0;
        return Array.ConvertAll(prepared, one => one.Simple ?? one.Finish(fitted[next++]));
    }
}
