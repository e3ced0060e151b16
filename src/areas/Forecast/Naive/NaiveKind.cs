using Kirana.Forecast.Models;

namespace Kirana.Forecast.Naive;

/// <summary>The last value carried on: ŷ(k) = ℓ.</summary>
internal sealed class NaiveKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.Naive;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) =>
        null;

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => mean.Fill(state.Level);

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation) =>
        state with { Level = double.IsFinite(observation) ? observation : state.Level, Count = state.Count + 1 };
}
