using Kirana.Forecast.Models;

namespace Kirana.Forecast.Smoothing;

/// <summary>The exponential smoothing family; see <see cref="SmoothingModel"/>.</summary>
internal sealed class SmoothingKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.Ets;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) =>
        state.Smoothing is not { } own ? ("form", "a form for models of exponential smoothing", "none")
        : own.Form.Season == SeasonKind.None != (state.Seasonal.Length == 0) ? ("seasonal", $"states of a season as {own.Form} has them", $"{state.Seasonal.Length}")
        : null;

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) =>
        SmoothingForecast.Means(SmoothingParameters.Of(state), state.Smoothing!.Sigma, mean);

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        Span<double> error = stackalloc double[1];
        var last = Recursion.Run([observation], SmoothingParameters.Of(state), error).Last.In(1);
        return state with { Level = last.Level, Drift = last.Slope, Seasonal = last.Seasonal, Count = state.Count + 1 };
    }
}
