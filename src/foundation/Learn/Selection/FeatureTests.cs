namespace Kirana.Learn.Selection;

/// <summary>Tests whether one feature says anything of a target. Rows in which either is missing are left out: NaN, or a class below 0.</summary>
public static class FeatureTests
{
    /// <summary>One-way analysis of variance: F of a number between and within classes (Fisher 1925), with K − 1 and n − K degrees of freedom.</summary>
    /// <param name="values">The number of each row (n); NaN where missing.</param>
    /// <param name="classes">The class of each row (n), from 0 on; below 0 where missing.</param>
    /// <returns>NaN where fewer than two classes have values or no row is left within them; infinite where classes differ and do not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static FeatureTest AnalysisOfVariance(ReadOnlySpan<double> values, ReadOnlySpan<int> classes)
    {
        CheckLengths(values.Length, classes.Length);
        var k = Count(classes);
        var (sums, counts, total, rows) = (new double[k], new int[k], 0.0, 0);
        for (var row = 0; row < values.Length; row++)
            if (classes[row] >= 0 && !double.IsNaN(values[row]))
            {
                sums[classes[row]] += values[row];
                counts[classes[row]]++;
                total += values[row];
                rows++;
            }

        var (mean, between, within, present) = (total / rows, 0.0, 0.0, 0);
        for (var own = 0; own < k; own++)
            if (counts[own] > 0)
            {
                between += counts[own] * (sums[own] / counts[own] - mean) * (sums[own] / counts[own] - mean);
                present++;
            }

        for (var row = 0; row < values.Length; row++)
            if (classes[row] >= 0 && !double.IsNaN(values[row]) && values[row] - sums[classes[row]] / counts[classes[row]] is var rest)
                within += rest * rest;
        if (present < 2 || rows <= present)
            return new FeatureTest(double.NaN, double.NaN);
        // What rounding leaves of a constant is no variance.
        var rounding = 1e-28 * mean * mean * rows;
        if (within <= rounding)
            return between <= rounding ? new FeatureTest(double.NaN, double.NaN) : new FeatureTest(double.PositiveInfinity, 0);
        var f = between / (present - 1) / (within / (rows - present));
        return new FeatureTest(f, UpperTail.OfF(f, present - 1, rows - present));
    }

    /// <summary>F of the regression of a target on a number: r²(n − 2) / (1 − r²), with 1 and n − 2 degrees of freedom.</summary>
    /// <param name="values">The number of each row (n); NaN where missing.</param>
    /// <param name="targets">The target of each row (n); NaN where missing.</param>
    /// <returns>NaN where the correlation does not exist or fewer than three rows have both.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static FeatureTest Regression(ReadOnlySpan<double> values, ReadOnlySpan<double> targets)
    {
        CheckLengths(values.Length, targets.Length);
        return OfCorrelation(Diagnosis.Correlation.Pearson(values, targets), Shared(values, targets));
    }

    /// <summary>χ² of a number from 0 up, such as a count: Σ (O − E)² / E, where O is its sum in each class and E the class's share of all of it, with K − 1 degrees of
    /// freedom.</summary>
    /// <param name="values">The number of each row (n), from 0 up; NaN where missing.</param>
    /// <param name="classes">The class of each row (n), from 0 on; below 0 where missing.</param>
    /// <returns>NaN where the numbers add up to 0 or there are fewer than two classes.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is below 0.</exception>
    public static FeatureTest ChiSquared(ReadOnlySpan<double> values, ReadOnlySpan<int> classes)
    {
        CheckLengths(values.Length, classes.Length);
        var k = Count(classes);
        var (sums, counts) = (new double[k], new double[k]);
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] < 0)
                throw new ArgumentException($"The number of row {row + 1} is {values[row]}; χ² is for numbers from 0 up.", nameof(values));
            if (classes[row] < 0 || double.IsNaN(values[row]))
                continue;
            sums[classes[row]] += values[row];
            counts[classes[row]]++;
        }

        var (total, rows, statistic) = (sums.Sum(), counts.Sum(), 0.0);
        for (var own = 0; own < k; own++)
            if (counts[own] > 0 && total * counts[own] / rows is var expected)
                statistic += (sums[own] - expected) * (sums[own] - expected) / expected;
        var degrees = counts.Count(count => count > 0) - 1;
        return total > 0 && degrees > 0 ? new FeatureTest(statistic, UpperTail.OfChiSquared(statistic, degrees)) : new FeatureTest(double.NaN, double.NaN);
    }

    /// <summary>Pearson's χ² of independence of two kinds of classes, without correction, with (K − 1)(L − 1) degrees of freedom.</summary>
    /// <param name="categories">The category of each row (n), from 0 on; below 0 where missing.</param>
    /// <param name="classes">The class of each row (n), from 0 on; below 0 where missing.</param>
    /// <returns>NaN where one of them is constant.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static FeatureTest Independence(ReadOnlySpan<int> categories, ReadOnlySpan<int> classes)
    {
        CheckLengths(categories.Length, classes.Length);
        var (k, l) = (Count(categories), Count(classes));
        var (cells, own, other, rows) = (new Dictionary<(int, int), int>(), new double[k], new double[l], 0.0);
        for (var row = 0; row < categories.Length; row++)
        {
            if (categories[row] < 0 || classes[row] < 0)
                continue;
            cells[(categories[row], classes[row])] = cells.GetValueOrDefault((categories[row], classes[row])) + 1;
            own[categories[row]]++;
            other[classes[row]]++;
            rows++;
        }

        // Σ (O − E)² / E = n (Σ O² / (row · column) − 1), where empty cells add nothing.
        var sum = 0.0;
        foreach (var ((category, label), count) in cells.OrderBy(cell => cell.Key))
            sum += (double)count * count / (own[category] * other[label]);
        var degrees = (own.Count(count => count > 0) - 1.0) * (other.Count(count => count > 0) - 1.0);
        var statistic = Math.Max(0, rows * (sum - 1));
        return degrees > 0 ? new FeatureTest(statistic, UpperTail.OfChiSquared(statistic, degrees)) : new FeatureTest(double.NaN, double.NaN);
    }

    /// <summary>The test of a correlation: its absolute value, and the chance by F.</summary>
    internal static FeatureTest Strength(double correlation, int rows) => new(Math.Abs(correlation), OfCorrelation(correlation, rows).PValue);

    /// <summary>How many rows have both.</summary>
    internal static int Shared(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var rows = 0;
        for (var row = 0; row < x.Length; row++)
            if (!double.IsNaN(x[row]) && !double.IsNaN(y[row]))
                rows++;
        return rows;
    }

    private static FeatureTest OfCorrelation(double correlation, int rows)
    {
        if (double.IsNaN(correlation) || rows < 3)
            return new FeatureTest(double.NaN, double.NaN);
        var f = correlation * correlation * (rows - 2) / (1 - correlation * correlation);
        return new FeatureTest(f, UpperTail.OfF(f, 1, rows - 2));
    }

    private static int Count(ReadOnlySpan<int> classes)
    {
        var most = -1;
        foreach (var own in classes)
            most = Math.Max(most, own);
        return most + 1;
    }

    private static void CheckLengths(int features, int targets)
    {
        if (features != targets)
            throw new ArgumentException($"There are {features} values and {targets} targets; expected one of each for a row.", nameof(targets));
    }
}
