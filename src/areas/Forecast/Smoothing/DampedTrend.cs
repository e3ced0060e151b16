namespace Kirana.Forecast.Smoothing;

/// <summary>A level and a slope that fades: the forecast bends towards a constant.</summary>
/// <remarks>Gardner and McKenzie (1985), ETS(A,Ad,N). Fitted by maximum likelihood as <see cref="ExponentialSmoothing"/>, whose fall-backs it shares.</remarks>
public sealed record DampedTrend : FormLearner
{
    internal const string Damped = "damped";

    /// <inheritdoc/>
    public override string Name => Damped;

    private protected override SmoothingForm Form => SmoothingForm.Damped;
}
