using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>What models of Croston's family keep in a state: size and α as level, then interval or probability, β, steps since the last
/// demand, and the distribution.</summary>
internal static class RateNumbers
{
    /// <summary>Numbers before those of the distribution.</summary>
    public const int Count = 3;

    /// <summary>Makes a state.</summary>
    public static ModelState State(in RateMethod method, RateState state, int steps, DemandDistribution distribution) =>
        new(method.Name, null, state.Size, state.Alpha, 0, steps, [])
        {
            Parameters = [state.Rhythm, state.Beta, state.Elapsed, .. distribution.ToNumbers()],
        };

    /// <summary>See <see cref="IModelKind.Fault"/>.</summary>
    public static (string Column, string Expected, string Found)? Fault(in RateMethod method, ModelState state)
    {
        var numbers = state.Parameters;
        if (numbers.Length < Count || !DemandDistribution.IsSound(numbers.AsSpan(Count)))
            return ("parameters", "a rhythm, its weight, steps since a demand and a distribution", $"{numbers.Length} numbers, or others");
        if (!(state.Level >= 0))
            return ("level", "a size of 0 or more", $"{state.Level}");
        if (method.SmoothsProbability ? !(numbers[0] is >= 0 and <= 1) : !(numbers[0] > 0))
            return ("parameters", method.SmoothsProbability ? "a probability" : "an interval above 0", $"{numbers[0]}");
        return numbers[1] is > 0 and <= 1 && numbers[2] >= 1 && state.Alpha is > 0 and <= 1
            ? null
            : ("parameters", "weights above 0 and at most 1, and 1 step or more since a demand", $"{state.Alpha}, {numbers[1]}, {numbers[2]}");
    }

    /// <summary>The demand expected in each of the next steps.</summary>
    public static double Mean(in RateMethod method, ModelState state) => Magnitude.Finite(Read(state).Rate(method));

    /// <summary>See <see cref="IModelKind.Update"/>.</summary>
    public static ModelState After(in RateMethod method, ModelState state, double observation)
    {
        var demand = RateRecursion.Cleaned(observation);
        if (double.IsNaN(demand))
            return state with { Count = state.Count + 1 };
        var distribution = DemandDistribution.Of(state.Parameters.AsSpan(Count));
        return State(method, Read(state).After(method, demand), state.Count + 1, distribution.After(demand)) with { Fallback = state.Fallback };
    }

    private static RateState Read(ModelState state) =>
        new(state.Level, state.Alpha, state.Parameters[0], state.Parameters[1], state.Parameters[2]);
}
