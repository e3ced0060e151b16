using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>The models of one method of Croston's family; see <see cref="CrostonFamily"/>.</summary>
internal sealed class RateKind<TMethod> : IModelKind where TMethod : IRateMethod
{
    /// <inheritdoc/>
    public static string Name => TMethod.Usual.Name;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => RateNumbers.Fault(TMethod.Usual, state);

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => mean.Fill(RateNumbers.Mean(TMethod.Usual, state));

    /// <inheritdoc/>
    public static bool TryPredict(ModelState state, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles) =>
        DemandDistribution.Of(state.Parameters.AsSpan(RateNumbers.Count)).Quantiles(horizon, levels, quantiles);

    /// <inheritdoc/>
    public static ModelState Update(ModelState state, double observation) => RateNumbers.After(TMethod.Usual, state, observation);
}
