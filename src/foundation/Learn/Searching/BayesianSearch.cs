using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Searching;

/// <summary>Each point where a model of the losses so far expects most improvement on the best: fewest trials for costly fits.</summary>
/// <remarks>A Gaussian process with Matérn's 5/2 kernel and the expected improvement of Jones, Schonlau and Welch, Journal of Global Optimization 13 (1998), equation 15, as in
/// Snoek, Larochelle and Adams, NIPS 2012; lengths by greatest posterior rather than sampled. It begins with a Latin hypercube. Of choices without an order each value
/// is a coordinate of its own. Losses far above the others count as if they were nearer, since where not to look needs no exact number.</remarks>
public sealed record BayesianSearch : SearchMethod
{
    // Points the improvement is asked of: anywhere, and near the best.
    private const int Anywhere = 400;
    private const int Near = 5;
    private const int NearEach = 40;

    // Trials whose losses the process keeps at most; its cost is cubic.
    private const int MostPoints = 200;

    /// <summary>Points before the first model, at least 2; <see langword="null"/>, the default, for twice the dimensions and 2 more.</summary>
    public int? Initial { get; init; }

    internal override IEnumerable<string> Faults() => Initial < 2 ? [$"{nameof(Initial)} is {Initial}; expected at least 2"] : [];

    internal override void Run(SearchTrials trials)
    {
        var tried = new List<(double[] Point, double Loss)>();
        foreach (var point in Hypercube(trials, Math.Min(trials.Left, Initial ?? 2 * trials.Dimensions + 2)))
            tried.Add((point, trials.Loss(point)));
        double[]? parameters = null;
        while (trials.Left > 0)
        {
            var point = Next(trials, tried, ref parameters);
            tried.Add((point, trials.Loss(point)));
        }
    }

    /// <summary>Points of which each dimension has one in each of its equal parts.</summary>
    private static List<double[]> Hypercube(SearchTrials trials, int count)
    {
        var points = Enumerable.Range(0, count).Select(_ => new double[trials.Dimensions]).ToList();
        int[] parts = [.. Enumerable.Range(0, count)];
        for (var d = 0; d < trials.Dimensions; d++)
        {
            trials.Random.Shuffle(parts.AsSpan());
            for (var i = 0; i < count; i++)
                points[i][d] = (parts[i] + trials.Random.NextDouble()) / count;
        }

        return [.. points.Select(trials.Snapped)];
    }

    private static double[] Next(SearchTrials trials, List<(double[] Point, double Loss)> tried, ref double[]? parameters)
    {
        var known = tried.Where(own => double.IsFinite(own.Loss)).OrderBy(own => own.Loss).Take(MostPoints).ToArray();
        if (known.Length < 2)
            return trials.Anywhere();
        // Failures are known to be no good, and that is all that is known of them.
        var limit = Limit([.. known.Select(own => own.Loss)]);
        var all = known.Concat(tried.Where(own => !double.IsFinite(own.Loss)).Take(MostPoints)).ToArray();
        var process = GaussianProcess.Fit([.. all.Select(own => Coordinates(own.Point, trials))], [.. all.Select(own => Math.Min(own.Loss, limit))], parameters);
        parameters = process.Parameters;
        var seen = tried.Select(own => own.Point).ToHashSet(new PointComparer());
        double[]? best = null;
        var most = double.NegativeInfinity;
        foreach (var point in Candidates(trials, known))
        {
            var (mean, deviation) = process.At(Coordinates(point, trials));
            var improvement = Improvement(known[0].Loss - mean, deviation);
            if (improvement > most && !seen.Contains(point))
                (best, most) = (point, improvement);
        }

        return best ?? trials.Anywhere();
    }

    private static IEnumerable<double[]> Candidates(SearchTrials trials, (double[] Point, double Loss)[] known)
    {
        for (var i = 0; i < Anywhere; i++)
            yield return trials.Anywhere();
        for (var place = 0; place < Math.Min(Near, known.Length); place++)
            for (var i = 0; i < NearEach; i++)
            {
                var point = (double[])known[place].Point.Clone();
                // From a tenth of the cube down to a thousandth, so that the end of a search is as fine as its losses allow.
                var width = 0.1;
                for (var halving = 0; halving < i % 8; halving++)
                    width /= 2;
                for (var d = 0; d < point.Length; d++)
                    if (trials.AreChoices[d])
                        point[d] = trials.Random.Next(4) == 0 ? trials.Random.NextDouble() : point[d];
                    else
                        point[d] = Math.Clamp(point[d] + Math.Max(width, trials.Levels[d] > 0 ? 1.0 / trials.Levels[d] : 0) * trials.Random.NextGaussian(), 0, 1);
                yield return trials.Snapped(point);
            }
    }

    /// <summary>E(max(0, gain + deviation·Z)).</summary>
    private static double Improvement(double gain, double deviation)
    {
        if (deviation <= 0)
            return Math.Max(0, gain);
        var z = gain / deviation;
        return gain * NormalDistribution.Below(z) + deviation * NormalDistribution.Density(z);
    }

    /// <summary>Tukey's fence over the quartiles: losses above it are taken for it.</summary>
    private static double Limit(double[] ascending)
    {
        var (quarter, threeQuarters) = (Quantile.Of(ascending, 0.25), Quantile.Of(ascending, 0.75));
        return threeQuarters > quarter ? threeQuarters + 1.5 * (threeQuarters - quarter) : ascending[^1];
    }

    private static double[] Coordinates(double[] point, SearchTrials trials)
    {
        var all = new List<double>(point.Length);
        for (var d = 0; d < point.Length; d++)
            if (!trials.AreChoices[d])
                all.Add(point[d]);
            else if (trials.Levels[d] > 1)
                for (var level = 0; level < trials.Levels[d]; level++)
                    all.Add((int)(point[d] * trials.Levels[d]) == level ? 1 : 0);
        return [.. all];
    }

    private sealed class PointComparer : IEqualityComparer<double[]>
    {
        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] obj)
        {
            var hash = default(HashCode);
            foreach (var value in obj)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
