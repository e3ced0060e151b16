using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Trend;

/// <summary>A trend of straight pieces, plus seasons of sines and cosines, plus what holidays and other known columns add.</summary>
/// <remarks>
/// Taylor and Letham, "Forecasting at scale", The American Statistician 72 (2018), sections 3.1 to 3.3; most probable coefficients, with a Laplace
/// prior on changes of slope, so that few change, and normal priors else. Defaults are those of the reference implementation; but the series is
/// scaled to lie between 0 and 1, so that the forecast moves with its level, and harmonics are limited by the series' length. O(n · columns²).
/// </remarks>
public sealed record AdditiveTrend : IForecaster
{
    /// <summary>The fewest observations a trend is regressed on; fewer are smoothed.</summary>
    internal const int FewestObservations = 6;

    // The standard deviations of the normal priors, the series lying between 0 and 1.
    private const double TrendScale = 5;
    private const double EffectScale = 10;

    // Of three observations at most one may be spent on the seasons.
    private const int RowsPerSeasonalColumn = 3;

    /// <summary>The seasons in steps, each at least 1 (none), in any order; by default the one the series is fitted with.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>The most harmonics of a season, 0 or more; 10 by default. A season of m steps has m / 2 at most.</summary>
    public int Harmonics { get; init; } = 10;

    /// <summary>The steps at which the slope may change, 0 or more; 25 by default, spread over the first part of the series.</summary>
    public int ChangePoints { get; init; } = 25;

    /// <summary>The part of the series in which the slope may change, 0 to 1; 0.8 by default.</summary>
    public double ChangeRange { get; init; } = 0.8;

    /// <summary>τ, how much slopes may change: the scale of the Laplace prior, above 0; 0.05 by default.</summary>
    public double ChangeScale { get; init; } = 0.05;

    /// <summary>Whether logarithms are regressed, so that parts multiply; not by default. A series that is not above zero is taken as it is.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Columns known ahead, such as holidays (0 and 1) and prices; none by default. Beyond their last row, and where a value is missing, they
    /// are taken to be as usual: 0 if they hold but 0 and 1, their mean else.</summary>
    public KnownColumns? Columns { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.AdditiveTrend;

    /// <inheritdoc/>
    /// <remarks>A missing observation is left out. A season of which the series does not hold two cycles is not followed; fewer than six
    /// observations are smoothed.</remarks>
    /// <exception cref="ArgumentException">An option is out of its range, or the columns have another step than the series.</exception>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        Check();
        var wanted = Fitting.Seasons(Seasons, season);
        var values = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, values);
        if (observed < FewestObservations)
            return SimpleSmoothing.InsteadOf(series, season, context, $"The series has {observed} of the {FewestObservations} observations an additive trend needs, so it is smoothed.");
        if (!values.AsSpan().ContainsAnyExcept(values[0]))
            return SeasonalNaive.Carry(series, values, null);

        var kept = Array.FindAll(wanted, m => values.Length >= 2L * m);
        var left = observed / RowsPerSeasonalColumn / 2;
        var seasons = new (int, int)[kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            var harmonics = Math.Min(Math.Min(Harmonics, kept[i] / 2), left / (kept.Length - i));
            (seasons[i], left) = ((kept[i], harmonics), left - harmonics);
        }

        var design = new TrendDesign(series, Places(series.Length), seasons, Columns);
        var fallback = kept.Length == wanted.Length ? null
            : $"The series has {values.Length} steps, less than two seasons of {wanted[kept.Length]}, so that season is left out.";
        return TrendFit.TryFit(series, values, design, Logarithmic, Scales(design), fallback)
            ?? SimpleSmoothing.InsteadOf(series, season, context, "The series does not vary enough for an additive trend, so it is smoothed.");
    }

    /// <summary>The change points: at equal distances after the first step, no more than there are steps.</summary>
    private int[] Places(int length)
    {
        var last = (int)(length * ChangeRange) - 1;
        var count = Math.Min(ChangePoints, last);
        var places = new int[Math.Max(count, 0)];
        for (var i = 0; i < places.Length; i++)
            places[i] = (int)Math.Round((i + 1.0) * last / count, MidpointRounding.ToEven);
        return places;
    }

    private double[] Scales(TrendDesign design)
    {
        var scales = new double[design.Count];
        for (var i = 0; i < scales.Length; i++)
            scales[i] = i < 2 ? TrendScale : i < design.Seasonal ? ChangeScale : EffectScale;
        return scales;
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Harmonics < 0)
            faults.Add($"Harmonics is {Harmonics}; it must be 0 or more.");
        if (ChangePoints < 0)
            faults.Add($"ChangePoints is {ChangePoints}; it must be 0 or more.");
        if (!(ChangeRange is >= 0 and <= 1))
            faults.Add($"ChangeRange is {ChangeRange}; it must lie between 0 and 1.");
        if (!(ChangeScale > 0 && double.IsFinite(ChangeScale)))
            faults.Add($"ChangeScale is {ChangeScale}; it must be above 0 and finite.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
