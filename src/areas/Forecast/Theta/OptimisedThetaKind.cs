using Kirana.Forecast.Models;

namespace Kirana.Forecast.Theta;

/// <summary>A level with a share w of a line A + B t: ŷ(k) = (ℓ + w ((1 − α)ⁿ A + (k − 1 + (1 − (1 − α)ⁿ⁺¹) / α) B)) · s(k), Fiorucci and others
/// (2016), equation 8.</summary>
internal sealed class OptimisedThetaKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.OptimisedTheta;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => Fault(state, parameters: 2);

    /// <summary>What is wrong with the state of an optimised theta model.</summary>
    public static (string Column, string Expected, string Found)? Fault(ModelState state, int parameters) =>
        ThetaKind.Fault(state) ??
        (state.Parameters.Length == parameters ? null : ("parameters", $"{parameters} numbers", $"{state.Parameters.Length}"));

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var (level, slope, seasonal) = (state.Level, state.Drift, state.Seasonal);
        var (weight, intercept) = (state.Parameters[0], state.Parameters[1]);
        var share = Decay.After(state.Alpha, state.Count);
        var caught = (1 - share * (1 - state.Alpha)) / state.Alpha;
        for (var k = 0; k < mean.Length; k++)
        {
            var value = level + weight * (share * intercept + (k + caught) * slope);
            mean[k] = Magnitude.Finite(seasonal.Length == 0 ? value : value * seasonal[k % seasonal.Length]);
        }
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        var value = ThetaKind.Adjusted(state, observation);
        if (double.IsNaN(value))
        {
            Span<double> next = stackalloc double[1];
            Predict(state with { Seasonal = [] }, next);
            value = next[0];
        }

        return state with
        {
            Level = Magnitude.Finite(state.Level + state.Alpha * (value - state.Level)), Count = state.Count + 1, Seasonal = Cycle.Turn(state.Seasonal),
        };
    }
}
