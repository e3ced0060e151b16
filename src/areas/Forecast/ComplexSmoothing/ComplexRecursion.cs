using Kirana.Forecast.Models;

namespace Kirana.Forecast.ComplexSmoothing;

/// <summary>Complex exponential smoothing as it runs through a series, step after step.</summary>
/// <remarks>
/// Svetunkov, Kourentzes and Ord (2022), equations 10, 15 and 16: with ℓ + ic a complex level, ε = y − ℓ, ℓ ← ℓ − (1 − α₁) c + (α₀ − α₁) ε and
/// c ← ℓ + (1 − α₀) c + (α₀ + α₁) ε. A simple season has such a level for each phase instead; a full one has both, the phases' with weight β₀ + iβ₁; a
/// partial one adds s, s ← s + β₀ ε.
/// </remarks>
/// <param name="season">How a season is followed.</param>
/// <param name="phases">Steps in one season; 1 without.</param>
/// <param name="weights">α₀, α₁ and, for partial and full, β₀ (and β₁).</param>
/// <param name="states">ℓ and c but for simple; then ℓ or s for each phase, that of the next step first; then c for each phase but for partial. Moved on.</param>
internal struct ComplexRecursion(ComplexSeason season, int phases, double[] weights, double[] states)
{
    private readonly int _seasonal = season == ComplexSeason.Simple ? 0 : 2;
    private int _phase;

    /// <summary>The number of weights.</summary>
    public static int Weights(ComplexSeason season) => season switch { ComplexSeason.Partial => 3, ComplexSeason.Full => 4, _ => 2 };

    /// <summary>The number of states.</summary>
    public static int States(ComplexSeason season, int phases) => season switch
    {
        ComplexSeason.None => 2,
        ComplexSeason.Simple => 2 * phases,
        ComplexSeason.Partial => 2 + phases,
        _ => 2 + 2 * phases,
    };

    /// <summary>What the next step is expected to be.</summary>
    public readonly double Forecast => season switch
    {
        ComplexSeason.None => states[0],
        ComplexSeason.Simple => states[_phase],
        _ => states[0] + states[2 + _phase],
    };

    /// <summary>Moves on by one step.</summary>
    /// <param name="error">Observation less forecast; 0 where there is none.</param>
    public void Move(double error)
    {
        if (season != ComplexSeason.Simple)
            Move(ref states[0], ref states[1], weights[0], weights[1], error);
        if (season == ComplexSeason.None)
            return;
        ref var first = ref states[_seasonal + _phase];
        if (season == ComplexSeason.Partial)
            first = Magnitude.Finite(first + weights[2] * error);
        else
            Move(ref first, ref states[_seasonal + phases + _phase], weights[^2], weights[^1], error);
        _phase = _phase + 1 == phases ? 0 : _phase + 1;
    }

    /// <summary>Runs through a series.</summary>
    /// <param name="values">The series without gaps.</param>
    /// <param name="errors">Observation less forecast of each step.</param>
    /// <returns>The sum of squared errors.</returns>
    public double Run(ReadOnlySpan<double> values, Span<double> errors)
    {
        var squares = 0.0;
        for (var t = 0; t < values.Length; t++)
        {
            var error = errors[t] = values[t] - Forecast;
            squares = Math.FusedMultiplyAdd(error, error, squares);
            Move(error);
        }

        return squares;
    }

    /// <summary>Turns each cycle so that the next step's state is the first.</summary>
    public void Turn()
    {
        for (var start = _seasonal; start + phases <= states.Length && season != ComplexSeason.None; start += phases)
        {
            var cycle = states.AsSpan(start, phases);
            double[] turned = [.. cycle[_phase..], .. cycle[.._phase]];
            turned.CopyTo(cycle);
        }

        _phase = 0;
    }

    private static void Move(ref double level, ref double potential, double real, double imaginary, double error)
    {
        var moved = level - (1 - imaginary) * potential + (real - imaginary) * error;
        potential = Magnitude.Finite(level + (1 - real) * potential + (real + imaginary) * error);
        level = Magnitude.Finite(moved);
    }
}
