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

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation) => state with
    {
        Level = double.IsFinite(observation) ? Magnitude.Finite(state.Level + state.Alpha * (observation - state.Level)) : state.Level,
        Count = state.Count + 1,
    };
}
