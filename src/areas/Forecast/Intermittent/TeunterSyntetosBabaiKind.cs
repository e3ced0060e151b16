using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>See <see cref="TeunterSyntetosBabai"/>.</summary>
internal sealed class TeunterSyntetosBabaiKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => TeunterSyntetosBabai.Method;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => RateNumbers.Fault(RateMethods.TeunterSyntetosBabai, state);

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => mean.Fill(RateNumbers.Mean(RateMethods.TeunterSyntetosBabai, state));

    /// <inheritdoc/>
    public static bool TryPredict(ModelState state, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles) =>
        DemandDistribution.Of(state.Parameters.AsSpan(RateNumbers.Count)).Quantiles(horizon, levels, quantiles);

    /// <inheritdoc/>
    public static ModelState Update(ModelState state, double observation) => RateNumbers.After(RateMethods.TeunterSyntetosBabai, state, observation);
}
