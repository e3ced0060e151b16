namespace Kirana.Forecast.Covariates;

/// <summary>A model of what would be usual, and what covariates do to it. Immutable and thread-safe.</summary>
internal sealed class LiftedModel(IForecastModel usual, CovariateEffects effects) : IForecastModel
{
    /// <summary>The model of what would be usual.</summary>
    public IForecastModel Usual => usual;

    /// <inheritdoc/>
    public string Kind => usual.Kind;

    /// <inheritdoc/>
    public string? Fallback => usual.Fallback;

    /// <inheritdoc/>
    /// <remarks>Of the usual series.</remarks>
    public ReadOnlySpan<double> Residuals => usual.Residuals;

    /// <inheritdoc/>
    public void Predict(Span<double> mean)
    {
        usual.Predict(mean);
        effects.Apply(mean);
    }
}
