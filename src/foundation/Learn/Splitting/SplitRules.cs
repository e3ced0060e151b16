using System.Runtime.CompilerServices;

namespace Kirana.Learn.Splitting;

/// <summary>What a split must keep to, and how its gain is counted.</summary>
/// <remarks>The objective of Chen and Guestrin, "XGBoost", KDD 2016, equations 2–7, with an L1 term:
/// Σ (g·w + ½·h·w²) + γ·leaves + ½·λ·w² + α·|w| over the leaves.</remarks>
internal sealed record SplitRules
{
    /// <summary>λ, the weight of squared leaf values.</summary>
    public double L2 { get; init; }

    /// <summary>α, the weight of absolute leaf values.</summary>
    public double L1 { get; init; }

    /// <summary>γ, what one more leaf must gain.</summary>
    public double MinGain { get; init; }

    /// <summary>The fewest rows of a leaf, counted as the leaf's share of its parent's hessian.</summary>
    public int MinRows { get; init; } = 1;

    /// <summary>The least sum of hessians in a leaf.</summary>
    public double MinHessian { get; init; }

    /// <summary>Added to the hessian when categories are put into order by gradient over hessian.</summary>
    public double CategorySmoothing { get; init; }

    /// <summary>Added to λ for splits by category.</summary>
    public double CategoryL2 { get; init; }

    /// <summary>The most categories on the smaller side of a split.</summary>
    public int MaxCategories { get; init; } = int.MaxValue;

    /// <summary>A feature with at most this many categories is split one against the rest.</summary>
    public int OneAgainstRest { get; init; }

    /// <summary>Per feature 1 if the prediction must not fall in it, −1 if it must not rise, else 0; none where empty.</summary>
    public sbyte[] Monotone { get; init; } = [];

    /// <summary>The value of a leaf: argmin of g·w + ½·(h + λ)·w² + α·|w|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(double gradient, double hessian, double l2) => hessian + l2 > 0 ? -Shrink(gradient) / (hessian + l2) : 0;

    /// <summary>Twice what a leaf of a given value lowers the objective by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Gain(double gradient, double hessian, double l2, double value) =>
        -(2 * gradient * value + (hessian + l2) * value * value + 2 * L1 * Math.Abs(value));

    /// <summary>The gradient after the L1 term has taken its part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Shrink(double gradient) => L1 == 0 ? gradient : Math.Sign(gradient) * Math.Max(0, Math.Abs(gradient) - L1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Direction(int feature) => Monotone.Length == 0 ? 0 : Monotone[feature];
}
