using Kirana.Forecast.Models;

namespace Kirana.Forecast.Smoothing;

/// <summary>A level carried on: ŷ(k) = ℓ.</summary>
internal sealed class SimpleSmoothingKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.SimpleSmoothing;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) =>
        null;

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => mean.Fill(state.Level);
}
