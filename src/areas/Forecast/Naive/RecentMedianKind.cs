using Kirana.Forecast.Models;

namespace Kirana.Forecast.Naive;

/// <summary>A median carried on: ŷ(k) = ℓ.</summary>
internal sealed class RecentMedianKind : IModelKind
{
    internal const string Median = "recent-median";

    /// <inheritdoc/>
    public static string Name => Median;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => null;

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => mean.Fill(state.Level);
}
