using Kirana.Forecast.Models;

namespace Kirana.Forecast.Theta;

/// <summary>A level with half a trend: ŷ(k) = (ℓ + b · (k − 1 + (1 − (1 − α)ⁿ) / α)) · s(k), Hyndman and Billah (2003), equation 13.</summary>
internal sealed class ThetaKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.Theta;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) =>
        state.Alpha is > 0 and <= 1 && state.Count >= 0 ? null : ("alpha", "a weight above 0 and at most 1, and a count of 0 or more", $"{state.Alpha}, {state.Count}");

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var (level, drift, seasonal) = (state.Level, state.Drift, state.Seasonal);
        var catchUp = CatchUp(state.Alpha, state.Count);
        for (var k = 0; k < mean.Length; k++)
        {
            var value = level + drift * (k + catchUp);
            mean[k] = Magnitude.Finite(seasonal.Length == 0 ? value : value * seasonal[k % seasonal.Length]);
        }
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        var value = Adjusted(state, observation);
        if (double.IsNaN(value))
            value = state.Level + state.Drift * CatchUp(state.Alpha, state.Count);
        return state with
        {
            Level = Magnitude.Finite(state.Level + state.Alpha * (value - state.Level)), Count = state.Count + 1, Seasonal = Cycle.Turn(state.Seasonal),
        };
    }

    /// <summary>An observation of the next step without its season; NaN where it is missing.</summary>
    public static double Adjusted(ModelState state, double observation) =>
        !double.IsFinite(observation) ? double.NaN : Magnitude.Finite(state.Seasonal.Length == 0 ? observation : observation / state.Seasonal[0]);

    /// <summary>(1 − (1 − α)ⁿ) / α: how many drifts the level lags behind the line through the series.</summary>
    private static double CatchUp(double alpha, int count) => (1 - Decay.After(alpha, count)) / alpha;
}
