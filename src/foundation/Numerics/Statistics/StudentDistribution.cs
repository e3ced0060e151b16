using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.Statistics;

/// <summary>Student's t distribution of a whole number of degrees of freedom.</summary>
/// <remarks>The tail is half the regularised incomplete beta function I_z(ν/2, ½) at z = ν / (ν + t²) by <see cref="BetaFunction.Fraction"/>; good to about
/// 10⁻¹³ relative.</remarks>
internal static class StudentDistribution
{
    /// <summary>The probability of a number above t.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="freedom">The degrees of freedom ν, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="freedom"/> is below 1.</exception>
    public static double Above(double t, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (double.IsNaN(t))
            return double.NaN;
        if (t < 0)
            return 1 - Above(-t, freedom);
        var square = t * t;
        var (z, rest) = double.IsInfinity(square) ? (0.0, 1.0) : (freedom / (freedom + square), square / (freedom + square));
        return BetaFunction.IsBelowMiddle(z, freedom / 2.0, 0.5)
            ? 0.5 * Incomplete(freedom / 2.0, 0.5, z, rest, freedom)
            : 0.5 - 0.5 * Incomplete(0.5, freedom / 2.0, rest, z, freedom);
    }

    /// <summary>The number that one is below with probability p.</summary>
    /// <param name="p">The probability, between 0 and 1, both exclusive.</param>
    /// <param name="freedom">The degrees of freedom ν, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static double Quantile(double p, int freedom)
    {
        if (!(p is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in (0, 1).");
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (p < 0.5)
            return -Upper(p, freedom);
        return p > 0.5 ? Upper(1 - p, freedom) : 0;
    }

    /// <summary>The t whose upper tail is q below ½.</summary>
    private static double Upper(double q, int freedom)
    {
        var (low, high) = (0.0, 1.0);
        while (Above(high, freedom) > q)
            (low, high) = (high, 2 * high);
        while ((low + high) / 2 is var middle && middle > low && middle < high)
            (low, high) = Above(middle, freedom) > q ? (middle, high) : (low, middle);
        return high;
    }

    /// <summary>I_z(a, b), where one of them is ½ and the other half of the degrees of freedom.</summary>
    private static double Incomplete(double a, double b, double z, double rest, int freedom)
    {
        if (z <= 0)
            return 0;
        // 1 / B(ν/2, ½): 1/π for ν = 1 and ½ for ν = 2, and then by Γ(x + 1) = x·Γ(x).
        var scale = freedom % 2 == 1 ? 1 / Math.PI : 0.5;
        for (var step = freedom % 2 == 1 ? 1 : 2; step < freedom; step += 2)
            scale *= (step + 1.0) / step;
        return scale * Elementary.Exp(a * Elementary.Log(z) + b * Elementary.Log(rest)) / a * BetaFunction.Fraction(z, a, b);
    }
}
