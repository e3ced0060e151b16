using System.Diagnostics.CodeAnalysis;

namespace Kirana.Forecast.Smoothing;

/// <summary>One form of exponential smoothing, written ETS(error, trend, season) as in the book of Hyndman, Koehler, Ord and Snyder (2008).</summary>
/// <param name="Error">How the error enters.</param>
/// <param name="Trend">How the level moves on.</param>
/// <param name="Season">How the season changes it.</param>
public readonly record struct SmoothingForm(ErrorKind Error, TrendKind Trend, SeasonKind Season)
{
    private static readonly string[] Errors = ["A", "M"];
    private static readonly string[] Trends = ["N", "A", "Ad"];
    private static readonly string[] Seasons = ["N", "A", "M"];

    /// <summary>The fifteen admissible forms with additive trends: a multiplicative season goes with a multiplicative error only, for
    /// an additive error beside it makes the variance of forecasts infinite (book, chapter 15). These are the ones automatic choice looks at,
    /// as in R's <c>ets</c>.</summary>
    public static IReadOnlyList<SmoothingForm> All { get; } =
    [
        .. from season in Enum.GetValues<SeasonKind>()
           from error in Enum.GetValues<ErrorKind>()
           from trend in Enum.GetValues<TrendKind>()
           let form = new SmoothingForm(error, trend, season)
           where form.IsAdmissible
           select form,
    ];

    /// <summary>Simple exponential smoothing, ETS(A,N,N).</summary>
    public static SmoothingForm Simple => new(ErrorKind.Additive, TrendKind.None, SeasonKind.None);

    /// <summary>Holt's linear trend, ETS(A,A,N).</summary>
    public static SmoothingForm Holt => new(ErrorKind.Additive, TrendKind.Additive, SeasonKind.None);

    /// <summary>The damped trend of Gardner and McKenzie, ETS(A,Ad,N).</summary>
    public static SmoothingForm Damped => new(ErrorKind.Additive, TrendKind.Damped, SeasonKind.None);

    /// <summary>Holt–Winters with an additive season, ETS(A,A,A).</summary>
    public static SmoothingForm HoltWinters => new(ErrorKind.Additive, TrendKind.Additive, SeasonKind.Additive);

    /// <summary>Holt–Winters with a multiplicative season, ETS(M,A,M).</summary>
    public static SmoothingForm HoltWintersMultiplicative => new(ErrorKind.Multiplicative, TrendKind.Additive, SeasonKind.Multiplicative);

    /// <summary>Whether forecasts of this form have a finite variance and can be had from a fit.</summary>
    public bool IsAdmissible => Season != SeasonKind.Multiplicative || Error == ErrorKind.Multiplicative;

    /// <summary>Whether the form is for series above zero only.</summary>
    public bool NeedsPositive => Error == ErrorKind.Multiplicative || Season == SeasonKind.Multiplicative;

    /// <summary>How many numbers are estimated: weights, φ, first level, slope and season, and the variance.</summary>
    /// <param name="season">Steps in one season.</param>
    public int Parameters(int season) =>
        3 + (Trend == TrendKind.None ? 0 : 2) + (Trend == TrendKind.Damped ? 1 : 0) + (Season == SeasonKind.None ? 0 : season);

    /// <summary>Reads a name such as <c>ETS(M,Ad,M)</c>.</summary>
    /// <param name="name">The name as <see cref="ToString"/> writes it.</param>
    /// <param name="form">The form, if it is one of the admissible.</param>
    public static bool TryParse([NotNullWhen(true)] string? name, out SmoothingForm form)
    {
        foreach (var one in All)
        {
            form = one;
            if (string.Equals(one.ToString(), name, StringComparison.Ordinal))
                return true;
        }

        form = default;
        return false;
    }

    /// <summary>The name, such as <c>ETS(M,Ad,M)</c>.</summary>
    public override string ToString() => $"ETS({Errors[(int)Error]},{Trends[(int)Trend]},{Seasons[(int)Season]})";
}
