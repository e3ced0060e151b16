using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima;

/// <summary>The ARIMA family; see <see cref="ArimaModel"/>.</summary>
internal sealed class ArimaKind : IModelKind
{
    internal const string Arima = "arima";

    /// <inheritdoc/>
    public static string Name => Arima;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) =>
        ArimaState.Of(state) is { } own && Array.TrueForAll(own.Past, double.IsFinite)
            ? null
            : ("parameters", "order, season, sigma, coefficients and a state as many as the order says", $"{state.Parameters.Length} numbers that are not");

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean) => Read(state).Means(mean);

    /// <inheritdoc/>
    public static bool TryPredict(ModelState state, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        var own = Read(state);
        using var scratch = new Scratch(2 * horizon);
        var means = scratch.Span[..horizon];
        var errors = scratch.Span[horizon..];
        own.Means(means);
        own.StandardErrors(errors);
        for (var i = 0; i < levels.Length; i++)
        {
            var distance = GaussianQuantile.At(levels[i]);
            for (var h = 0; h < horizon; h++)
                quantiles[i * horizon + h] = Magnitude.Finite(means[h] + distance * errors[h]);
        }

        return true;
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation) => Read(state).After(observation).ToModel(state.Fallback, state.Count + 1);

    private static ArimaState Read(ModelState state) =>
        ArimaState.Of(state) ?? throw new ArgumentException($"The parameters of a state of kind '{state.Kind}' do not fit its order.", nameof(state));
}
