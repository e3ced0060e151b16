using System.Numerics;

namespace Kirana.Learn.Histograms;

/// <summary>Powers of two of which all gradients and all hessians of a tree become multiples, so that sums of them are exact.</summary>
/// <remarks>
/// <para>A double holds 53 bits. Where all numbers are multiples of 2ᵉ and their absolute values add up to at most 2⁵¹⁺ᵉ, no sum or difference
/// of sums of them is ever rounded. So the order of additions does not matter: not the number of threads or of machines, nor whether a
/// histogram was added up or subtracted (pre-rounding: Demmel and Nguyen, "Fast reproducible floating-point summation", ARITH 2013).</para>
/// <para>A number changes by at most 2⁻⁵¹ of the sum of all absolute values: about as much as the sum would be off if rounded at every
/// step. The sum is bounded by whole units counted in integers, which is the same in any order too.</para>
/// </remarks>
/// <param name="Gradient">1.5 · 2⁵²⁺ᵉ for gradients, what adding and taking off rounds by; 0 to leave them as they are.</param>
/// <param name="Hessian">The same for hessians.</param>
internal readonly record struct PairGrid(double Gradient, double Hessian)
{
    /// <summary>The finest grid on which sums are exact.</summary>
    /// <param name="range">The greatest numbers, all finite.</param>
    /// <param name="units">The sums of whole units.</param>
    /// <param name="rows">How many pairs there are.</param>
    public static PairGrid Of(PairRange range, (long Gradient, long Hessian) units, long rows) =>
        new(Shift(range.Gradient, range.GradientScale, units.Gradient + rows), Shift(range.Hessian, range.HessianScale, units.Hessian + rows));

    // Each number is less than its whole units and one.
    private static double Shift(int most, int scale, long units) =>
        most == 0 ? 0 : Math.ScaleB(1.5, 64 - BitOperations.LeadingZeroCount((ulong)units) - scale + 1);
}
