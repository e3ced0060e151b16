using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>What models over buckets keep in a state: their number, six numbers of each, and the distribution.</summary>
internal static class BucketNumbers
{
    private const int Each = 6;

    /// <summary>Makes a state.</summary>
    public static ModelState State(string kind, string? fallback, Buckets[] levels, int steps, DemandDistribution distribution)
    {
        var mean = 0.0;
        foreach (var one in levels)
            mean += one.Level / levels.Length;
        return new ModelState(kind, fallback, Magnitude.Finite(mean), levels[^1].Alpha, 0, steps, [])
        {
            Parameters =
            [
                levels.Length, .. levels.SelectMany(one => new[] { one.Size, one.Alpha, one.Level, one.Filled, one.Sum, one.Present }),
                .. distribution.ToNumbers(),
            ],
        };
    }

    /// <summary>See <see cref="IModelKind.Fault"/>.</summary>
    public static (string Column, string Expected, string Found)? Fault(ModelState state)
    {
        var numbers = state.Parameters;
        if (numbers.Length == 0 || !(numbers[0] >= 1) || !(numbers[0] <= (numbers.Length - 1) / Each) || Math.Floor(numbers[0]) != numbers[0]
            || !DemandDistribution.IsSound(numbers.AsSpan(1 + (int)numbers[0] * Each)))
            return ("parameters", "buckets and a distribution", $"{numbers.Length} numbers, or others");
        for (var i = 1; i < 1 + (int)numbers[0] * Each; i += Each)
            if (!(numbers[i] is >= 1 and <= int.MaxValue) || !(numbers[i + 1] is > 0 and <= 1) || !(numbers[i + 2] >= 0)
                || !(numbers[i + 3] >= 0) || !(numbers[i + 3] < numbers[i]) || !(numbers[i + 4] >= 0) || !(numbers[i + 5] >= 0) || !(numbers[i + 5] <= numbers[i + 3]))
                return ("parameters", "a bucket's size, weight, level and contents", $"others at {i}");
        return state.Level >= 0 ? null : ("level", "a demand of 0 or more", $"{state.Level}");
    }

    /// <summary>The distribution of a state.</summary>
    public static DemandDistribution Distribution(ModelState state) =>
        DemandDistribution.Of(state.Parameters.AsSpan(1 + (int)state.Parameters[0] * Each));

    /// <summary>See <see cref="IModelKind.Update"/>.</summary>
    public static ModelState After(ModelState state, double observation)
    {
        var demand = RateRecursion.Cleaned(observation);
        var levels = new Buckets[(int)state.Parameters[0]];
        for (var i = 0; i < levels.Length; i++)
        {
            var numbers = state.Parameters.AsSpan(1 + i * Each, Each);
            levels[i] = new Buckets((int)numbers[0], numbers[1], numbers[2], (int)numbers[3], numbers[4], (int)numbers[5]).After(demand);
        }

        var distribution = Distribution(state);
        return State(state.Kind, state.Fallback, levels, state.Count + 1, double.IsNaN(demand) ? distribution : distribution.After(demand));
    }
}
