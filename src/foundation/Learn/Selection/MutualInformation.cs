using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Selection;

/// <summary>Mutual information in nats, of numbers by the distances of nearest neighbours, which asks for no bins. Rows in which either is missing are left
/// out: NaN, or a class below 0.</summary>
/// <remarks>Negative estimates are given as 0. Equal numbers are moved apart by noise of 10⁻¹⁰ of their size, the same for the same seed. Cost: O(n √n) for numbers
/// that are spread out, O(n²) at worst.</remarks>
public static class MutualInformation
{
    private const double Noise = 1e-10;

    /// <summary>Of two numbers: Kraskov, Stögbauer and Grassberger, Physical Review E 69 (2004), eq. 8.</summary>
    /// <param name="x">The number of each row; NaN where missing.</param>
    /// <param name="y">The other number of each row; NaN where missing.</param>
    /// <param name="neighbours">k, at least 1; 3 by default.</param>
    /// <param name="seed">The seed of the noise; 1 by default.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double OfNumbers(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int neighbours = 3, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        CheckLengths(x.Length, y.Length);
        var (a, b) = (new List<double>(), new List<double>());
        for (var row = 0; row < x.Length; row++)
            if (!double.IsNaN(x[row]) && !double.IsNaN(y[row]))
            {
                a.Add(x[row]);
                b.Add(y[row]);
            }

        var n = a.Count;
        if (n <= neighbours)
            return 0;
        var random = new RandomStream(seed, RandomUse.Jitter);
        var (first, second) = (Spread(a, random), Spread(b, random));
        Array.Sort(first, second);
        var (sorted, radii) = ((double[])second.Clone(), new double[n]);
        Array.Sort(sorted);
        var psi = Digammas(n);
        var (sum, nearest) = (0.0, new double[neighbours]);
        for (var i = 0; i < n; i++)
        {
            var radius = Math.Max(0, Math.BitDecrement(Radius(first, second, i, nearest)));
            sum += psi[Within(first, first[i], radius)] + psi[Within(sorted, second[i], radius)];
        }

        return Math.Max(0, psi[n] + psi[neighbours] - sum / n);
    }

    /// <summary>Of a number and classes: Ross, PLOS ONE 9 (2014), eq. 2. Classes of one row are left out.</summary>
    /// <param name="x">The number of each row; NaN where missing.</param>
    /// <param name="classes">The class of each row, from 0 on; below 0 where missing.</param>
    /// <param name="neighbours">k, at least 1; 3 by default, fewer in classes of few rows.</param>
    /// <param name="seed">The seed of the noise; 1 by default.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double OfNumberAndClasses(ReadOnlySpan<double> x, ReadOnlySpan<int> classes, int neighbours = 3, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        CheckLengths(x.Length, classes.Length);
        var counts = new Dictionary<int, int>();
        for (var row = 0; row < x.Length; row++)
            if (!double.IsNaN(x[row]) && classes[row] >= 0)
                counts[classes[row]] = counts.GetValueOrDefault(classes[row]) + 1;
        var (values, labels) = (new List<double>(), new List<int>());
        for (var row = 0; row < x.Length; row++)
            if (!double.IsNaN(x[row]) && classes[row] >= 0 && counts[classes[row]] > 1)
            {
                values.Add(x[row]);
                labels.Add(classes[row]);
            }

        var n = values.Count;
        if (n == 0)
            return 0;
        var all = Spread(values, new RandomStream(seed, RandomUse.Jitter));
        var (psi, sum) = (Digammas(n), 0.0);
        var sorted = (double[])all.Clone();
        Array.Sort(sorted);
        foreach (var (label, count) in counts.Where(pair => pair.Value > 1).OrderBy(pair => pair.Key))
        {
            double[] own = [.. all.Where((_, i) => labels[i] == label).Order()];
            var k = Math.Min(neighbours, count - 1);
            for (var i = 0; i < count; i++)
                sum += psi[k] - psi[count] - psi[Within(sorted, own[i], Math.Max(0, Math.BitDecrement(Radius(own, i, k))))];
        }

        return Math.Max(0, psi[n] + sum / n);
    }

    /// <summary>Of two kinds of classes, by their shares.</summary>
    /// <param name="categories">The category of each row, from 0 on; below 0 where missing.</param>
    /// <param name="classes">The class of each row, from 0 on; below 0 where missing.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double OfClasses(ReadOnlySpan<int> categories, ReadOnlySpan<int> classes)
    {
        CheckLengths(categories.Length, classes.Length);
        var (cells, own, other, rows) = (new Dictionary<(int, int), int>(), new Dictionary<int, int>(), new Dictionary<int, int>(), 0);
        for (var row = 0; row < categories.Length; row++)
        {
            var (category, label) = (categories[row], classes[row]);
            if (category < 0 || label < 0)
                continue;
            cells[(category, label)] = cells.GetValueOrDefault((category, label)) + 1;
            own[category] = own.GetValueOrDefault(category) + 1;
            other[label] = other.GetValueOrDefault(label) + 1;
            rows++;
        }

        var sum = 0.0;
        foreach (var ((category, label), count) in cells.OrderBy(cell => cell.Key))
            sum += count / (double)rows * Elementary.Log((double)count * rows / ((double)own[category] * other[label]));
        return Math.Max(0, sum);
    }

    /// <summary>The distance, in the greater of both coordinates, to the k-th neighbour of a point among points sorted by the first.</summary>
    private static double Radius(double[] first, double[] second, int i, double[] nearest)
    {
        Array.Fill(nearest, double.PositiveInfinity);
        int left = i - 1, right = i + 1;
        while (left >= 0 || right < first.Length)
        {
            var toLeft = left >= 0 ? first[i] - first[left] : double.PositiveInfinity;
            var toRight = right < first.Length ? first[right] - first[i] : double.PositiveInfinity;
            // Whoever is farther by the first coordinate alone is no neighbour.
            if (Math.Min(toLeft, toRight) >= nearest[^1])
                break;
            var other = toLeft <= toRight ? left-- : right++;
            var distance = Math.Max(Math.Min(toLeft, toRight), Math.Abs(second[other] - second[i]));
            for (var j = nearest.Length - 1; j >= 0 && distance < nearest[j]; j--)
            {
                if (j < nearest.Length - 1)
                    nearest[j + 1] = nearest[j];
                nearest[j] = distance;
            }
        }

        return nearest[^1];
    }

    /// <summary>The distance to the k-th neighbour among sorted numbers.</summary>
    private static double Radius(double[] sorted, int i, int k)
    {
        var (left, right, distance) = (i - 1, i + 1, 0.0);
        for (var found = 0; found < k; found++)
        {
            var toLeft = left >= 0 ? sorted[i] - sorted[left] : double.PositiveInfinity;
            var toRight = right < sorted.Length ? sorted[right] - sorted[i] : double.PositiveInfinity;
            if (toLeft <= toRight)
                left--;
            else
                right++;
            distance = Math.Min(toLeft, toRight);
        }

        return distance;
    }

    /// <summary>How many of sorted numbers lie no farther from one of them than the radius, itself among them.</summary>
    /// <remarks>It is differences that are compared, as where the radius was found: centre ± radius would round.</remarks>
    private static int Within(double[] sorted, double centre, double radius)
    {
        var (first, end, last) = (0, sorted.Length, sorted.Length);
        while (first < end)
            if (centre - sorted[(first + end) / 2] > radius)
                first = (first + end) / 2 + 1;
            else
                end = (first + end) / 2;
        while (end < last)
            if (sorted[(end + last) / 2] - centre <= radius)
                end = (end + last) / 2 + 1;
            else
                last = (end + last) / 2;
        return end - first;
    }

    /// <summary>Numbers divided by their deviation, and a little noise.</summary>
    private static double[] Spread(List<double> values, RandomStream random)
    {
        var mean = values.Sum() / values.Count;
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count) is > 0 and var own ? own : 1;
        double[] scaled = [.. values.Select(value => value / deviation)];
        var size = Noise * Math.Max(1, scaled.Sum(Math.Abs) / scaled.Length);
        foreach (ref var value in scaled.AsSpan())
            value += size * random.NextGaussian();
        return scaled;
    }

    /// <summary>ψ(0) … ψ(n), of which the first is of no use: ψ(1) = −γ, ψ(m + 1) = ψ(m) + 1/m.</summary>
    private static double[] Digammas(int n)
    {
        var psi = new double[n + 1];
        if (n > 0)
            psi[1] = -0.57721566490153286061;
        for (var m = 1; m < n; m++)
            psi[m + 1] = psi[m] + 1.0 / m;
        return psi;
    }

    private static void CheckLengths(int one, int other)
    {
        if (one != other)
            throw new ArgumentException($"There are {one} and {other} values; expected one of each for a row.", nameof(other));
    }
}
