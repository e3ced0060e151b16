using System.Numerics;

namespace Kirana.Forecast.Smoothing;

/// <summary>The squared error of simple exponential smoothing for sixteen values of α in one pass over the series.</summary>
/// <remarks>
/// With e(t) = y(t) − ℓ(t−1) and ℓ(t) = ℓ(t−1) + α e(t), every error is linear in the initial level: e(t) = a(t) − b(t) ℓ(0), where a(t)
/// are the errors for ℓ(0) = 0 and b(t) = (1 − α)^(t−1). The best level is therefore ℓ(0) = Σab / Σb², and its squared error
/// Σa² − (Σab)² / Σb²: the level needs no search. Eliminating ℓ leaves a(t) = (1 − α) a(t−1) + y(t) − y(t−1), one multiply-add from
/// step to step. The recursion waits on itself, so several α run side by side, one in each lane; a lane's numbers do not depend on how
/// wide the machine's vectors are.
/// </remarks>
internal static class SmoothingErrors
{
    /// <summary>How many values of α one call takes.</summary>
    public const int Lanes = 16;

    // b would sink into denormal numbers, which are slow; from here on it adds nothing to sums of magnitude 1.
    private const double Negligible = 1e-150;

    /// <summary>Computes the errors.</summary>
    /// <param name="changes">y(1), y(2) − y(1), y(3) − y(2), …, where y is the series less its first value, of magnitude about 1, so that
    /// the sums lose no digits.</param>
    /// <param name="alphas"><see cref="Lanes"/> values between 0 and 1, both excluded.</param>
    /// <param name="errors">The sum of squared errors of each, at its best initial level.</param>
    public static void Of(ReadOnlySpan<double> changes, ReadOnlySpan<double> alphas, Span<double> errors)
    {
        // Two vectors at a time hide the wait of the multiply-add and leave registers to spare.
        var width = Vector<double>.Count;
        for (var lane = 0; lane < Lanes; lane += 2 * width)
            Pair(changes, alphas.Slice(lane, 2 * width), errors.Slice(lane, 2 * width));
    }

    private static void Pair(ReadOnlySpan<double> changes, ReadOnlySpan<double> alphas, Span<double> errors)
    {
        var width = Vector<double>.Count;
        var (alpha1, alpha2) = (new Vector<double>(alphas), new Vector<double>(alphas[width..]));
        var (rest1, rest2) = (Vector<double>.One - alpha1, Vector<double>.One - alpha2);
        var (share1, share2) = (Vector<double>.One, Vector<double>.One);
        var (error1, error2) = (Vector<double>.Zero, Vector<double>.Zero);
        var (aa1, aa2) = (Vector<double>.Zero, Vector<double>.Zero);
        var (ab1, ab2) = (Vector<double>.Zero, Vector<double>.Zero);
        var floor = new Vector<double>(Negligible);
        foreach (var change in changes)
        {
            var step = new Vector<double>(change);
            error1 = Vector.FusedMultiplyAdd(rest1, error1, step);
            error2 = Vector.FusedMultiplyAdd(rest2, error2, step);
            aa1 = Vector.FusedMultiplyAdd(error1, error1, aa1);
            aa2 = Vector.FusedMultiplyAdd(error2, error2, aa2);
            ab1 = Vector.FusedMultiplyAdd(error1, share1, ab1);
            ab2 = Vector.FusedMultiplyAdd(error2, share2, ab2);
            share1 = Vector.MaxNative(share1 * rest1, floor);
            share2 = Vector.MaxNative(share2 * rest2, floor);
        }

        (aa1 - ab1 * ab1 / SquaredShares(alpha1, rest1, changes.Length)).CopyTo(errors);
        (aa2 - ab2 * ab2 / SquaredShares(alpha2, rest2, changes.Length)).CopyTo(errors[width..]);
    }

    /// <summary>Σb², a geometric sum: (1 − (1 − α)²ⁿ) / (1 − (1 − α)²), whose denominator is α (2 − α).</summary>
    private static Vector<double> SquaredShares(Vector<double> alpha, Vector<double> rest, int count)
    {
        var power = Vector<double>.One;
        for (var (factor, left) = (rest * rest, count); left > 0; left >>= 1, factor *= factor)
            if ((left & 1) == 1)
                power *= factor;
        return (Vector<double>.One - power) / (alpha * (new Vector<double>(2) - alpha));
    }
}
