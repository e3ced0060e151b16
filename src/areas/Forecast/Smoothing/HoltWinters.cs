namespace Kirana.Forecast.Smoothing;

/// <summary>Holt–Winters: a level, a slope and a season, all smoothed.</summary>
/// <remarks>Winters (1960), ETS(A,A,A) or ETS(M,A,M). Fitted by maximum likelihood as <see cref="ExponentialSmoothing"/>, whose fall-backs it shares.</remarks>
public sealed record HoltWinters : FormLearner
{
    internal const string Winters = "holt-winters";

    /// <summary>Whether the season multiplies, with errors that grow with the level, instead of adding; not by default.</summary>
    public bool Multiplicative { get; init; }

    /// <inheritdoc/>
    public override string Name => Winters;

    private protected override SmoothingForm Form =>
        Multiplicative ? SmoothingForm.HoltWintersMultiplicative : SmoothingForm.HoltWinters;
}
