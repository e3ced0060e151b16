namespace Kirana.Learn.Diagnosis;

/// <summary>Correlations of two columns over the rows that have both.</summary>
/// <remarks>A gap is NaN. NaN comes back where fewer than two rows have both, or one of the columns is constant there.</remarks>
public static class Correlation
{
    /// <summary>Pearson's product-moment correlation, in [−1, 1].</summary>
    /// <param name="x">One number for each row.</param>
    /// <param name="y">One number for each row.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (a, b) = Complete(x, y);
        return OfComplete(a, b);
    }

    /// <summary>Spearman's correlation of ranks, in [−1, 1]; ties share their mean rank.</summary>
    /// <param name="x">One number for each row.</param>
    /// <param name="y">One number for each row.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (a, b) = Complete(x, y);
        return OfComplete(Ranks.Of(a), Ranks.Of(b));
    }

    /// <summary>The point-biserial correlation of a number with two classes: (M₁ − M₀) / s · √(n₁n₀ / n²), with s divided by n. It is Pearson's with
    /// the indicator of the class.</summary>
    /// <param name="isPositive">Whether each row is of the second class.</param>
    /// <param name="x">One number for each row; NaN where missing.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double PointBiserial(ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> x)
    {
        var indicator = new double[isPositive.Length];
        for (var row = 0; row < indicator.Length; row++)
            indicator[row] = isPositive[row] ? 1 : 0;
        return Pearson(indicator, x);
    }

    internal static double OfComplete(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length < 2)
            return double.NaN;
        var (meanX, meanY) = (Mean(x), Mean(y));
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
        }

        // What rounding leaves of a constant column is no variance.
        return xx <= 1e-28 * meanX * meanX * x.Length || yy <= 1e-28 * meanY * meanY * y.Length ? double.NaN : Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1);
    }

    private static (double[] X, double[] Y) Complete(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"There are {x.Length} and {y.Length} numbers; expected one of each for a row.", nameof(y));
        var (a, b, count) = (new double[x.Length], new double[x.Length], 0);
        for (var row = 0; row < x.Length; row++)
            if (!double.IsNaN(x[row]) && !double.IsNaN(y[row]))
                (a[count], b[count++]) = (x[row], y[row]);
        return count == x.Length ? (a, b) : (a[..count], b[..count]);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
