using System.Numerics;

namespace Kirana.Forecast.Smoothing;

/// <summary>The squared error of simple exponential smoothing for sixteen values of α in one pass over the series.</summary>
/// <remarks>
/// With e(t) = y(t) − ℓ(t−1) and ℓ(t) = ℓ(t−1) + α e(t), every error is linear in the initial level: e(t) = a(t) − b(t) ℓ(0), where a(t)
/// are the errors for ℓ(0) = 0 and b(t) = (1 − α)^(t−1). The best level is therefore ℓ(0) = Σab / Σb², and its squared error
/// Σa² − (Σab)² / Σb²: the level needs no search. The recursion waits on itself, so several α run side by side, one in each lane;
/// a lane's numbers do not depend on how wide the machine's vectors are.
/// </remarks>
internal static class SmoothingErrors
{
    /// <summary>How many values of α one call takes.</summary>
    public const int Lanes = 16;

    // b would sink into denormal numbers, which are slow; from here on it adds nothing to sums of magnitude 1.
    internal const double Negligible = 1e-150;

    /// <summary>Computes the errors.</summary>
    /// <param name="series">The series less its first value, of magnitude about 1, so that the sums lose no digits.</param>
    /// <param name="alphas"><see cref="Lanes"/> values between 0 and 1, both excluded.</param>
    /// <param name="errors">The sum of squared errors of each, at its best initial level.</param>
    public static void Of(ReadOnlySpan<double> series, ReadOnlySpan<double> alphas, Span<double> errors)
    {
        var width = Vector<double>.Count;
        for (var lane = 0; lane < Lanes; lane += 2 * width)
            Pair(series, alphas.Slice(lane, 2 * width), errors.Slice(lane, 2 * width));
    }

    private static void Pair(ReadOnlySpan<double> series, ReadOnlySpan<double> alphas, Span<double> errors)
    {
        var width = Vector<double>.Count;
        var (alpha1, alpha2) = (new Vector<double>(alphas), new Vector<double>(alphas[width..]));
        var (rest1, rest2) = (Vector<double>.One - alpha1, Vector<double>.One - alpha2);
        var (level1, level2) = (Vector<double>.Zero, Vector<double>.Zero);
        var (share1, share2) = (Vector<double>.One, Vector<double>.One);
        var (aa1, ab1, bb1) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var (aa2, ab2, bb2) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var floor = new Vector<double>(Negligible);
        foreach (var value in series)
        {
            var y = new Vector<double>(value);
            var error1 = y - level1;
            var error2 = y - level2;
            level1 = Vector.FusedMultiplyAdd(alpha1, error1, level1);
            level2 = Vector.FusedMultiplyAdd(alpha2, error2, level2);
            aa1 = Vector.FusedMultiplyAdd(error1, error1, aa1);
            aa2 = Vector.FusedMultiplyAdd(error2, error2, aa2);
            ab1 = Vector.FusedMultiplyAdd(error1, share1, ab1);
            ab2 = Vector.FusedMultiplyAdd(error2, share2, ab2);
            bb1 = Vector.FusedMultiplyAdd(share1, share1, bb1);
            bb2 = Vector.FusedMultiplyAdd(share2, share2, bb2);
            share1 = Vector.Max(share1 * rest1, floor);
            share2 = Vector.Max(share2 * rest2, floor);
        }

        (aa1 - ab1 * ab1 / bb1).CopyTo(errors);
        (aa2 - ab2 * ab2 / bb2).CopyTo(errors[width..]);
    }
}
