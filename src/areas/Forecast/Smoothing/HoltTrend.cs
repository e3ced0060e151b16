namespace Kirana.Forecast.Smoothing;

/// <summary>Holt's linear trend: a level and a slope, both smoothed; the forecast is a straight line.</summary>
/// <remarks>Holt (1957), ETS(A,A,N). Fitted by maximum likelihood as <see cref="ExponentialSmoothing"/>, whose fall-backs it shares.</remarks>
public sealed record HoltTrend : FormLearner
{
    internal const string Holt = "holt";

    /// <inheritdoc/>
    public override string Name => Holt;

    private protected override SmoothingForm Form => SmoothingForm.Holt;
}
