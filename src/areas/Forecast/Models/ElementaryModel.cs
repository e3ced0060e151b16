using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Models;

/// <summary>A fitted model of one series that forecasts from a <see cref="ModelState"/>.</summary>
/// <remarks>
/// With k = 1, 2, … steps after the end of the series, n = <see cref="ModelState.Count"/>, α, b = drift, ℓ = level, s = seasonal:
/// <list type="bullet">
/// <item><c>naive</c>, <c>ses</c>: ŷ(k) = ℓ</item>
/// <item><c>seasonal-naive</c>: ŷ(k) = s(k)</item>
/// <item><c>theta</c>: ŷ(k) = (ℓ + b · (k − 1 + (1 − (1 − α)ⁿ) / α)) · s(k), Hyndman and Billah (2003), equation 13</item>
/// <item><c>ets</c>: see <see cref="Smoothing.SmoothingModel"/></item>
/// </list>
/// Immutable and thread-safe.
/// </remarks>
public sealed class ElementaryModel : IStatefulModel
{
    private readonly double[] _residuals;

    /// <summary>Makes a model of its state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="residuals">The fitted errors, which the model keeps; none for a model read from a file.</param>
    internal ElementaryModel(ModelState state, double[]? residuals = null)
    {
        State = state;
        _residuals = residuals ?? [];
    }

    /// <summary>The name of the last value carried on.</summary>
    internal const string Naive = "naive";

    /// <summary>The name of the last season repeated.</summary>
    internal const string SeasonalNaive = "seasonal-naive";

    /// <summary>The name of simple exponential smoothing.</summary>
    internal const string SimpleSmoothing = "ses";

    /// <summary>The name of the Theta method.</summary>
    internal const string Theta = "theta";

    /// <summary>The name of the exponential smoothing family.</summary>
    internal const string Ets = "ets";

    /// <summary>What it forecasts from.</summary>
    public ModelState State { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelState> States => [State];

    /// <inheritdoc/>
    public string Kind => State.Kind;

    /// <inheritdoc/>
    public string? Fallback => State.Fallback;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <inheritdoc/>
    public void Predict(Span<double> mean)
    {
        var (level, drift, seasonal) = (State.Level, State.Drift, State.Seasonal);
        switch (State.Kind)
        {
            case SeasonalNaive:
                for (var k = 0; k < mean.Length; k++)
                    mean[k] = seasonal[k % seasonal.Length];
                break;
            case Theta:
                var catchUp = CatchUp(State.Alpha, State.Count);
                for (var k = 0; k < mean.Length; k++)
                {
                    var value = level + drift * (k + catchUp);
                    mean[k] = Magnitude.Finite(seasonal.Length == 0 ? value : value * seasonal[k % seasonal.Length]);
                }

                break;
            case Ets:
                SmoothingForecast.Means(SmoothingParameters.Of(State), State.Smoothing!.Sigma, mean);
                break;
            default:
                mean.Fill(level);
                break;
        }
    }

    /// <summary>(1 − (1 − α)ⁿ) / α: how many drifts the level lags behind the line through the series.</summary>
    private static double CatchUp(double alpha, int count)
    {
        var power = 1.0;
        for (var (factor, rest) = (1 - alpha, count); rest > 0; rest >>= 1, factor *= factor)
            if ((rest & 1) == 1)
                power *= factor;
        return (1 - power) / alpha;
    }
}
