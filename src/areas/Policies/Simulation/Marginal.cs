using Kirana.Numerics.Kernels;

namespace Kirana.Policies.Simulation;

/// <summary>A distribution of positive numbers by its quantiles, between which it goes straight in logarithms.</summary>
/// <param name="Levels">The levels of the quantiles, ascending from 0 to 1.</param>
/// <param name="Quantiles">The quantiles there, positive and never falling.</param>
public sealed record Marginal(IReadOnlyList<double> Levels, IReadOnlyList<double> Quantiles)
{
    private static readonly double[] Tenths = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1];

    /// <summary>Purchases of a customer of the sample shop in a year, in units of their mean, 91.4 lines.</summary>
    public static Marginal PurchasesPerShopper { get; } = new(
        Tenths, [0.0109, 0.0437, 0.0765, 0.1531, 0.2296, 0.3171, 0.4483, 0.6342, 0.9076, 1.3232, 2.2636, 3.4375, 5.2126, 7.305, 10.5962, 85.7096]);

    /// <summary>Purchases of an item of the sample shop, in units of their mean.</summary>
    public static Marginal PurchasesPerItem { get; } = new(
        Tenths, [0.0092, 0.0185, 0.0277, 0.0739, 0.1662, 0.2862, 0.4524, 0.6924, 1.0248, 1.5418, 2.6219, 3.703, 5.6762, 7.4327, 8.9858, 18.7872]);

    /// <summary>The median price of an item of the sample shop in pounds.</summary>
    public static Marginal Prices { get; } = new(Tenths, [0.04, 0.39, 0.42, 0.85, 1.25, 1.45, 1.95, 2.55, 3, 4.65, 7.5, 9.95, 12.75, 17.79, 34.21, 165]);

    /// <summary>The quantile of a level.</summary>
    /// <param name="level">0 to 1.</param>
    public double At(double level)
    {
        var above = 1;
        while (above < Levels.Count - 1 && Levels[above] < level)
            above++;
        var share = (Math.Clamp(level, 0, 1) - Levels[above - 1]) / (Levels[above] - Levels[above - 1]);
        var (low, high) = (Elementary.Log(Quantiles[above - 1]), Elementary.Log(Quantiles[above]));
        return Elementary.Exp(low + share * (high - low));
    }

    /// <summary>What is wrong; <see langword="null"/> if nothing is.</summary>
    internal string? Fault() =>
        Levels.Count < 2 || Levels.Count != Quantiles.Count || Levels[0] != 0 || Levels[^1] != 1 ? "as many quantiles as levels, from level 0 to 1"
        : Levels.Zip(Levels.Skip(1)).Any(pair => !(pair.First < pair.Second)) ? "ascending levels"
        : !(Quantiles[0] > 0) || Quantiles.Zip(Quantiles.Skip(1)).Any(pair => !(pair.First <= pair.Second)) || !double.IsFinite(Quantiles[^1]) ? "positive quantiles that never fall"
        : null;

    /// <summary>So many numbers at evenly spread levels: the distribution itself and no sample of it.</summary>
    internal double[] Spread(int count) => [.. Enumerable.Range(0, count).Select(i => At((i + 0.5) / count))];
}
