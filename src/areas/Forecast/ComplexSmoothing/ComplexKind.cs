using Kirana.Forecast.Models;

namespace Kirana.Forecast.ComplexSmoothing;

/// <summary>A complex level that moves by itself; see <see cref="ComplexRecursion"/>. A state's parameters are the form, the steps in one season, four
/// weights and the states.</summary>
internal sealed class ComplexKind : IModelKind
{
    private const int Fixed = 6;

    /// <inheritdoc/>
    public static string Name => ElementaryModel.ComplexSmoothing;

    /// <summary>The parameters of a state.</summary>
    public static double[] Parameters(ComplexSeason season, int phases, double[] weights, double[] states) =>
        [(double)season, phases, .. weights, .. new double[4 - weights.Length], .. states];

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state)
    {
        var all = state.Parameters;
        if (all.Length < Fixed || !(all[0] is 0 or 1 or 2 or 3) || !(all[1] >= 1 && all[1] <= all.Length) || all[1] != Math.Floor(all[1]))
            return ("parameters", "a form, the steps in one season, weights and states", $"{all.Length} numbers");
        var states = ComplexRecursion.States((ComplexSeason)(int)all[0], (int)all[1]);
        return all.Length == Fixed + states ? null : ("parameters", $"{states} states", $"{all.Length - Fixed}");
    }

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var recursion = Recursion(state, out _);
        foreach (ref var value in mean)
        {
            value = Magnitude.Finite(recursion.Forecast);
            recursion.Move(0);
        }
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        var recursion = Recursion(state, out var states);
        recursion.Move(double.IsFinite(observation) ? Magnitude.Finite(observation - recursion.Forecast) : 0);
        recursion.Turn();
        return state with { Count = state.Count + 1, Parameters = [.. state.Parameters[..Fixed], .. states] };
    }

    private static ComplexRecursion Recursion(ModelState state, out double[] states)
    {
        var season = (ComplexSeason)(int)state.Parameters[0];
        states = state.Parameters[Fixed..];
        return new ComplexRecursion(season, (int)state.Parameters[1], state.Parameters[2..(2 + ComplexRecursion.Weights(season))], states);
    }
}
