namespace Kirana.Forecast.Trend;

/// <summary>Sines and cosines of equal parts of a circle, the same on every machine.</summary>
/// <remarks>By symmetry an angle is brought to the first eighth of the circle, where Taylor's series ends below the last digit.</remarks>
internal static class Circle
{
    private const int Terms = 18;

    /// <summary>cos and sin of 2π i / n for i = 0 … n − 1.</summary>
    /// <param name="cosines">n places.</param>
    /// <param name="sines">n places.</param>
    public static void Divide(Span<double> cosines, Span<double> sines)
    {
        long n = cosines.Length;
        for (long i = 0; i < n; i++)
        {
            // In eighths of the circle: the eighth, and how far into it, or from its end where it is odd.
            var (eighth, rest) = (8 * i / n, 8 * i % n);
            var angle = Math.PI / 4 * (eighth % 2 == 0 ? rest : n - rest) / n;
            var (cosine, sine) = (Series(angle, 0), Series(angle, 1));
            (cosines[(int)i], sines[(int)i]) = eighth switch
            {
                0 => (cosine, sine),
                1 => (sine, cosine),
                2 => (-sine, cosine),
                3 => (-cosine, sine),
                4 => (-cosine, -sine),
                5 => (-sine, -cosine),
                6 => (sine, -cosine),
                _ => (cosine, -sine),
            };
        }
    }

    /// <summary>Σ (−1)ᵏ x^(2k+odd) / (2k+odd)!, from the smallest term up.</summary>
    private static double Series(double x, int odd)
    {
        var sum = 1.0;
        for (var k = Terms; k > 1; k -= 2)
            sum = 1 - sum * x * x / ((k + odd - 1) * (double)(k + odd));
        return odd == 0 ? sum : sum * x;
    }
}
