using Kirana.Forecast.Models;

namespace Kirana.Forecast.Theta;

/// <summary>A level with a share w of the line through all before: ŷ = (ℓ + w ((1 − α)ⁿ A(n) + (1 − (1 − α)ⁿ⁺¹) / α · B(n))) · s, each forecast then being
/// taken for an observation; Fiorucci and others (2016), equations 9 to 14.</summary>
internal sealed class DynamicThetaKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.DynamicTheta;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => OptimisedThetaKind.Fault(state, parameters: 3);

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var (level, line) = (state.Level, Line(state));
        for (var k = 0; k < mean.Length; k++)
        {
            var value = Next(state, level, line, state.Count + k);
            (level, line) = Move(state, level, line, value, state.Count + k);
            mean[k] = Magnitude.Finite(state.Seasonal.Length == 0 ? value : value * state.Seasonal[k % state.Seasonal.Length]);
        }
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        var (level, line) = (state.Level, Line(state));
        var value = ThetaKind.Adjusted(state, observation);
        if (double.IsNaN(value))
            value = Next(state, level, line, state.Count);
        (level, line) = Move(state, level, line, value, state.Count);
        return state with
        {
            Level = level, Drift = Magnitude.Finite(line.Slope), Count = state.Count + 1, Seasonal = Cycle.Turn(state.Seasonal),
            Parameters = [state.Parameters[0], Magnitude.Finite(line.Intercept), Magnitude.Finite(line.Mean)],
        };
    }

    private static TrendLine Line(ModelState state) => new(state.Parameters[1], state.Drift, state.Parameters[2]);

    private static double Next(ModelState state, double level, TrendLine line, int count)
    {
        var share = Decay.After(state.Alpha, count);
        var caught = (1 - share * (1 - state.Alpha)) / state.Alpha;
        return Magnitude.Finite(level + state.Parameters[0] * (share * line.Intercept + caught * line.Slope));
    }

    private static (double Level, TrendLine Line) Move(ModelState state, double level, TrendLine line, double value, int count) =>
        (Magnitude.Finite(level + state.Alpha * (value - level)), line.Next(value, count + 1));
}
