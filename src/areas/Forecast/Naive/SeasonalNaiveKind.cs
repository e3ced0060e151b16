using Kirana.Forecast.Models;

namespace Kirana.Forecast.Naive;

/// <summary>The last season repeated: ŷ(k) = s(k).</summary>
internal sealed class SeasonalNaiveKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.SeasonalNaive;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) =>
        state.Seasonal.Length == 0 ? ("seasonal", "values of one season", "none") : null;

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        for (var k = 0; k < mean.Length; k++)
            mean[k] = state.Seasonal[k % state.Seasonal.Length];
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation) => state with
    {
        Count = state.Count + 1, Seasonal = Cycle.Turn(state.Seasonal, double.IsFinite(observation) ? observation : state.Seasonal[0]),
    };
}
