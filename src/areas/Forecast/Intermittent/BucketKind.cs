using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>The models of one method over buckets; see <see cref="BucketFamily"/>.</summary>
internal sealed class BucketKind<TMethod> : IModelKind where TMethod : IBucketMethod
{
    /// <inheritdoc/>
    public static string Name => TMethod.Method;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => BucketNumbers.Fault(state);

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => mean.Fill(state.Level);

    /// <inheritdoc/>
    public static bool TryPredict(ModelState state, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles) =>
        BucketNumbers.Distribution(state).Quantiles(horizon, levels, quantiles);

    /// <inheritdoc/>
    public static ModelState Update(ModelState state, double observation) => BucketNumbers.After(state, observation);
}
