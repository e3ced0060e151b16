using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing.Likelihood;

namespace Kirana.Forecast.Smoothing;

/// <summary>A series made ready for exponential smoothing: gaps filled, of magnitude 1, with the forms that suit it.</summary>
internal sealed class PreparedSeries
{
    private readonly TimeSeries _series;
    private readonly double[] _values;
    private readonly int _season;
    private readonly int _observed;

    /// <summary>Prepares.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="wanted">The forms asked for; of several the ones that suit the series compete.</param>
    public PreparedSeries(TimeSeries series, int season, IReadOnlyList<SmoothingForm> wanted)
    {
        _series = series;
        _season = season;
        _values = new double[series.Length];
        _observed = GapFilling.Fill(series.Values, _values);
        if (_observed < ExponentialSmoothing.FewestObservations)
        {
            Simple = SeasonalNaive.Carry(series, _values, _observed == 0
                ? "The series has no observation, so zero is forecast."
                : $"The series has {_observed} of the {ExponentialSmoothing.FewestObservations} observations exponential smoothing needs, so its last value is carried on.");
            Case = new LikelihoodCase(_values, season, []);
            return;
        }

        Unit = Magnitude.Normalise(_values);
        Case = new LikelihoodCase(_values, season, Suitable(wanted));
        if (!_values.AsSpan().ContainsAnyExcept(_values[0]))
            Simple = Constant();
    }

    /// <summary>The factor that brings the values back.</summary>
    public double Unit { get; } = 1;

    /// <summary>The series' values and forms.</summary>
    public LikelihoodCase Case { get; }

    /// <summary>A model that needs no search, or <see langword="null"/>.</summary>
    public IForecastModel? Simple { get; }

    /// <summary>Why another form is fitted than was asked for, or <see langword="null"/>.</summary>
    public string? Fallback { get; private set; }

    /// <summary>The model of the form with the least criterion; among forms for which there are too few observations to tell, the smallest.</summary>
    public IForecastModel Finish(FittedForm[] fitted)
    {
        var best = fitted.Where(one => double.IsFinite(one.Objective))
            .OrderBy(one => InformationCriterion.Corrected(one.Objective, one.Form.Parameters(_season), _values.Length))
            .ThenBy(one => one.Form.Parameters(_season)).FirstOrDefault();
        if (best is not null)
            return Model(StartingPoint.Parameters(best.Form, best.Point, _season));
        return SeasonalNaive.Carry(_series, Filled(), "No form of exponential smoothing could be fitted to the series, so its last value is carried on.");
    }

    /// <summary>The model of given parameters, in units of the series.</summary>
    public IForecastModel Follow(SmoothingParameters given) =>
        Fallback is null ? Model(given.In(Unit)) : SeasonalNaive.Carry(_series, Filled(), $"{Fallback[..Fallback.IndexOf(',', StringComparison.Ordinal)]}, so its last value is carried on.");

    private SmoothingModel Model(SmoothingParameters given)
    {
        var errors = new double[_values.Length];
        var (last, squares, logarithms) = Recursion.Run(_values, given, errors);
        foreach (ref var error in errors.AsSpan())
            error = Magnitude.Finite(error * Unit);
        if (_observed < errors.Length)
            GapFilling.Blank(_series.Values, errors);
        var parameters = given.Form.Parameters(_season);
        double n = _values.Length;
        // Errors of numbers of magnitude 1 are made large or small by the unit, all forecasts alike.
        var objective = n * Math.Log(squares) + 2 * logarithms + 2 * n * Math.Log(Unit);
        var sigma = Math.Sqrt(squares / Math.Max(1, n - parameters + 1));
        return new SmoothingModel(
            given.In(1 / Unit), last.In(1 / Unit), Magnitude.Finite(given.Form.Error == ErrorKind.Additive ? sigma * Unit : sigma), Fallback, errors)
        {
            LogLikelihood = -0.5 * objective,
            Aicc = InformationCriterion.Corrected(objective, parameters, _values.Length),
        };
    }

    /// <summary>Every form follows a constant series; the level that follows soonest is kept.</summary>
    private SmoothingModel Constant() => Model(new SmoothingParameters
    {
        Form = SmoothingForm.Simple, Alpha = Coordinates.LargestWeight, Level = _values[0],
    });

    private double[] Filled()
    {
        var filled = new double[_series.Length];
        GapFilling.Fill(_series.Values, filled);
        return filled;
    }

    private IReadOnlyList<SmoothingForm> Suitable(IReadOnlyList<SmoothingForm> wanted)
    {
        var positive = _values.Min() > 0;
        if (wanted.Count == 1)
            return [Simplest(wanted[0], positive)];
        if (_season > ExponentialSmoothing.LongestSeason)
            Fallback = $"A season has {_season} steps, more than the {ExponentialSmoothing.LongestSeason} exponential smoothing follows, so none is followed.";
        else if (_season > 1 && !Suits(new SmoothingForm(ErrorKind.Additive, TrendKind.None, SeasonKind.Additive), positive))
            Fallback = $"The series has {_values.Length} steps, too few for a season of {_season}, so none is followed.";
        return [.. wanted.Where(form => Suits(form, positive))];
    }

    /// <summary>The form, or what is left of it where it asks too much.</summary>
    private SmoothingForm Simplest(SmoothingForm wanted, bool positive)
    {
        var form = wanted;
        if (form.NeedsPositive && !positive)
        {
            var season = form.Season == SeasonKind.None ? SeasonKind.None : SeasonKind.Additive;
            form = form with { Error = ErrorKind.Additive, Season = season };
        }

        if (!Suits(form, positive))
            form = form with { Season = SeasonKind.None };
        if (!Suits(form, positive) && form.Trend == TrendKind.Damped)
            form = form with { Trend = TrendKind.Additive };
        if (!Suits(form, positive))
            form = form with { Trend = TrendKind.None };
        if (form != wanted)
            Fallback = $"The series is too short, too long in its season or not above zero as {wanted} needs, so {form} is fitted.";
        return form;
    }

    /// <summary>Whether the form can be estimated: as the reference implementation has it, with fewer numbers than observations less one.</summary>
    private bool Suits(SmoothingForm form, bool positive) =>
        (positive || !form.NeedsPositive)
        && (form.Season == SeasonKind.None || (_season > 1 && _season <= ExponentialSmoothing.LongestSeason && _values.Length > _season))
        && form.Parameters(_season) < _values.Length;
}
