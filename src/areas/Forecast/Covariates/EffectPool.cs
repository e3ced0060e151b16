using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Forecast.Covariates;

/// <summary>How effects are spread over the series of a set: β of a series is Gaussian about a mean, which may depend on the series' static values.</summary>
/// <remarks>A series' own effect is the most probable one given what the series tells and what the others do: a short series follows the set, a long
/// one itself. Means by generalised least squares, variances by expectation and maximisation (Laird and Ware, "Random-effects models for longitudinal
/// data", Biometrics 38, 1982).</remarks>
internal sealed class EffectPool
{
    private const int Rounds = 30;
    private const int FewestSeries = 3;
    private const double SmallestVariance = 1e-4;
    private const double FirstVariance = 0.05;

    // The prior standard deviation of a mean effect, one unit of a covariate on the logarithm or the share of the mean size: wide.
    private const double Prior = 1;
    private const double MostLeverage = 0.95;

    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly int _columns;

    private EffectPool(int columns, int statics)
    {
        _columns = columns;
        _means = new double[columns * statics];
        _variances = new double[columns];
        Errors = new double[columns];
    }

    /// <summary>The mean effect of each covariate, in its units, of a series with static values as usual.</summary>
    public IEnumerable<double> Means => Enumerable.Range(0, _columns).Select(j => _means[j * (_means.Length / _columns)]);

    /// <summary>Their standard errors: the larger of the model's and of one that lets all series err together at a time (Liang and Zeger 1986).</summary>
    public double[] Errors { get; }

    /// <summary>Learns from a set.</summary>
    /// <param name="evidence">What each series tells.</param>
    /// <param name="statics">For each series 1 and its static values, as distances from the usual.</param>
    /// <param name="chosen">The covariates among those of the evidence.</param>
    public static EffectPool Learn(IReadOnlyList<EffectEvidence> evidence, IReadOnlyList<double[]> statics, int[] chosen)
    {
        var (k, p) = (chosen.Length, statics.Count == 0 ? 1 : statics[0].Length);
        var pool = new EffectPool(k, p);
        if (k == 0)
            return pool;
        var parts = evidence.Select(one => Part(one, chosen)).ToArray();
        var learns = parts.Length >= FewestSeries;
        pool._variances.AsSpan().Fill(learns ? FirstVariance : SmallestVariance);
        for (var round = 0; round < (learns ? Rounds : 1); round++)
        {
            pool.FindMeans(parts, statics, p);
            if (learns)
                pool.FindVariances(parts, statics, p);
        }

        pool.AddTimes(evidence, chosen, p);
        return pool;
    }

    /// <summary>The effects in one series.</summary>
    /// <param name="evidence">What it tells; <see langword="null"/> for nothing.</param>
    /// <param name="statics">1 and its static values.</param>
    /// <param name="chosen">The covariates among those of the evidence.</param>
    public double[] Effects(EffectEvidence? evidence, double[] statics, int[] chosen)
    {
        var means = MeanOf(statics);
        return evidence is null || _columns == 0 ? means : Posterior(Part(evidence, chosen), means, out _);
    }

    private double[] MeanOf(double[] statics)
    {
        var means = new double[_columns];
        for (var j = 0; j < means.Length; j++)
            means[j] = Dot.Of(_means.AsSpan(j * statics.Length, statics.Length), statics);
        return means;
    }

    private double[] Posterior((double[] Gram, double[] Moment) part, double[] means, out double[] factor)
    {
        factor = (double[])part.Gram.Clone();
        var effects = new double[_columns];
        for (var j = 0; j < _columns; j++)
        {
            factor[j * _columns + j] += 1 / _variances[j];
            effects[j] = part.Moment[j] + means[j] / _variances[j];
        }

        if (!Cholesky.TryFactor(factor, _columns))
            return means;
        Cholesky.Solve(factor, _columns, effects);
        return effects;
    }

    /// <summary>Σ Wᵀ V⁻¹ W γ = Σ Wᵀ V⁻¹ b, V⁻¹ = T⁻¹ − T⁻¹ (A + T⁻¹)⁻¹ T⁻¹, which a singular A = XᵀX / σ² does not stop.</summary>
    private void FindMeans((double[] Gram, double[] Moment)[] parts, IReadOnlyList<double[]> statics, int p)
    {
        var (k, order) = (_columns, _columns * p);
        var (matrix, right) = (new double[order * order], new double[order]);
        for (var i = 0; i < order; i++)
            matrix[i * order + i] = 1 / (Prior * Prior);
        for (var s = 0; s < parts.Length; s++)
        {
            var moment = Posterior(parts[s], new double[k], out var factor);
            for (var i = 0; i < k; i++)
            {
                var column = new double[k];
                column[i] = 1;
                Cholesky.Solve(factor, k, column);
                for (var a = 0; a < p; a++)
                {
                    right[i * p + a] += statics[s][a] * moment[i] / _variances[i];
                    for (var j = 0; j < k; j++)
                        for (var b = 0; b < p; b++)
                            matrix[(i * p + a) * order + j * p + b] += statics[s][a] * statics[s][b] * ((i == j ? 1 / _variances[i] : 0) - column[j] / (_variances[i] * _variances[j]));
                }
            }
        }

        if (!Cholesky.TryFactor(matrix, order))
            return;
        Cholesky.Solve(matrix, order, right);
        right.CopyTo(_means, 0);
        for (var j = 0; j < k; j++)
        {
            var unit = new double[order];
            unit[j * p] = 1;
            Cholesky.Solve(matrix, order, unit);
            Errors[j] = Math.Sqrt(Math.Max(0, unit[j * p]));
        }
    }

    private void FindVariances((double[] Gram, double[] Moment)[] parts, IReadOnlyList<double[]> statics, int p)
    {
        var next = new double[_columns];
        for (var s = 0; s < parts.Length; s++)
        {
            var means = MeanOf(statics[s]);
            var effects = Posterior(parts[s], means, out var factor);
            for (var j = 0; j < _columns; j++)
            {
                var unit = new double[_columns];
                unit[j] = 1;
                Cholesky.Solve(factor, _columns, unit);
                next[j] += (unit[j] + (effects[j] - means[j]) * (effects[j] - means[j])) / parts.Length;
            }
        }

        for (var j = 0; j < _columns; j++)
            _variances[j] = Math.Max(next[j], SmallestVariance);
    }

    /// <summary>Lets the errors of all series at one time hang together: H⁻¹ Σ g gᵀ H⁻¹, g the sum of a time's scores, each as if the time had not been
    /// seen when the effects were learned, for a single spike explains itself (MacKinnon and White, "Some heteroskedasticity-consistent covariance matrix
    /// estimators", Journal of Econometrics 29, 1985, HC3; one column at a time).</summary>
    private void AddTimes(IReadOnlyList<EffectEvidence> evidence, int[] chosen, int p)
    {
        var k = _columns;
        var gram = new double[k * k];
        for (var j = 0; j < k; j++)
            gram[j * k + j] = 1 / (Prior * Prior);
        double[] means = [.. Means];
        foreach (var one in evidence)
        {
            var part = Part(one, chosen);
            for (var i = 0; i < gram.Length; i++)
                gram[i] += part.Gram[i];
        }

        if (p > 1 || !Cholesky.TryFactor(gram, k))
            return;
        var scores = new SortedDictionary<long, (double Score, double Leverage)>();
        for (var j = 0; j < k; j++)
        {
            var unit = new double[k];
            unit[j] = 1;
            Cholesky.Solve(gram, k, unit);
            scores.Clear();
            foreach (var one in evidence)
                for (var r = 0; r < one.Rows.Count; r++)
                {
                    var (row, own, error) = (one.Rows[r], 0.0, one.Rows[r][^1]);
                    for (var i = 0; i < k; i++)
                        (own, error) = (own + unit[i] * row[chosen[i]], error - means[i] * row[chosen[i]]);
                    var (score, leverage) = scores.GetValueOrDefault(one.Times[r]);
                    scores[one.Times[r]] = (score + own * error / one.Variance, leverage + own * own / one.Variance);
                }

            // unit[j] is the j-th of H⁻¹: the sum of all leverages but for the prior's.
            var sum = 0.0;
            foreach (var (score, leverage) in scores.Values)
                sum += Square(score / (1 - Math.Min(leverage / unit[j], MostLeverage)));
            Errors[j] = Math.Max(Errors[j], Math.Sqrt(sum));
        }
    }

    private static double Square(double value) => value * value;

    private static (double[] Gram, double[] Moment) Part(EffectEvidence one, int[] chosen)
    {
        var k = chosen.Length;
        var (gram, moment) = (new double[k * k], new double[k]);
        for (var i = 0; i < k; i++)
        {
            moment[i] = one.Moment[chosen[i]];
            for (var j = 0; j < k; j++)
                gram[i * k + j] = one.Gram[chosen[i] * one.Columns + chosen[j]];
        }

        return (gram, moment);
    }
}
