using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Arima;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Covariates;

/// <summary>Decides which covariates are used, at times held out inside the history.</summary>
internal sealed class CovariateChoice(CovariateDesign design, IForecaster learner, int season, int horizon, FitContext context)
{
    private const double Chance = 0.05;
    private const double GainChance = 0.01;
    private const double GainTogether = 0.4;
    private const int Resamples = 4000;

    // Less of a covariate's movement than this is its own: the rest is another's, or the season's.
    private const double OwnShare = 1e-6;
    // What is missing from more than one step in so many is no column beside the series.
    private const int MostUnknown = 2;
    private const int FewestForGain = 10;
    private const int SeriesPerStatic = 10;

    /// <summary>What was chosen for one scale of effects.</summary>
    /// <param name="Multiplies">Whether effects multiply.</param>
    /// <param name="Used">The covariates used, as places among those that change.</param>
    /// <param name="Still">The static covariates used.</param>
    /// <param name="Error">The mean error at the times held out; of no covariate where none is used.</param>
    /// <param name="Evidence">What the series tell.</param>
    /// <param name="Keys">The keys of these series.</param>
    /// <param name="Trials">Each covariate's trial.</param>
    public sealed record Choice(
        bool Multiplies, int[] Used, IReadOnlyList<string> Still, double Error, IReadOnlyList<EffectEvidence> Evidence, IReadOnlyList<string> Keys,
        IReadOnlyList<CovariateTrial> Trials);

    /// <summary>Chooses.</summary>
    /// <param name="sample">The series that effects are learned from.</param>
    /// <param name="tried">The series that are forecast.</param>
    /// <param name="multiplies">Whether effects multiply.</param>
    public Choice Of(IReadOnlyList<TimeSeries> sample, IReadOnlyList<TimeSeries> tried, bool multiplies)
    {
        var k = design.Moving.Count;
        var reasons = new string?[k];
        var (evidence, keys, filled) = Gather(sample, multiplies, reasons);
        var plain = keys.Select(_ => new[] { 1.0 }).ToArray();
        var usable = Usable(evidence, reasons);
        var all = EffectPool.Learn(evidence, plain, usable);
        var held = new HeldOutErrors(design, learner, season, horizon, tried, multiplies, context);
        var none = held.Of([], []);
        int[] used = held.Steps == 0 ? [] : [.. Enumerable.Range(0, usable.Length).Where(i => IsBeyondChance(all, i, evidence, usable.Length)).Select(i => usable[i])];
        used = Without(held, used, reasons);
        if (used.Length > 0 && !(Gain(held.Of(used, []), none, GainTogether).Lower > 0))
        {
            foreach (var j in used)
                reasons[j] ??= "forecasts of what was held out are no better with it";
            used = [];
        }

        var gains = new Interval?[k];
        foreach (var j in held.Steps == 0 ? [] : usable.Except(used).ToArray())
        {
            gains[j] = Gain(held.Of([.. used.Append(j).Order()], []), held.Of(used, []), GainChance / usable.Length);
            if (reasons[j] is null && tried.Count >= FewestForGain && gains[j]!.Value.Lower > 0)
                used = [.. used.Append(j).Order()];
            else
                reasons[j] ??= "its effect is not beyond chance";
        }

        foreach (var j in held.Steps == 0 ? [] : usable)
            gains[j] = used.Contains(j) ? Gain(held.Of(used, []), held.Of([.. used.Where(one => one != j)], [])) : Gain(held.Of([.. used.Append(j).Order()], []), held.Of(used, []));
        var (still, stillTrials) = Still(held, used, tried.Count);
        var final = EffectPool.Learn(evidence, plain, used);
        var trials = design.Moving.Select((column, j) => new CovariateTrial(column.Name, column.Kind, used.Contains(j), used.Contains(j) ? "forecasts of what was held out are better with it"
            : reasons[j] ?? (held.Steps == 0 ? "the series are too short to try it" : "its effect is not beyond chance"))
        {
            Effect = Array.IndexOf(used, j) is >= 0 and var u ? Effect(final, u, j, multiplies) : Array.IndexOf(usable, j) is >= 0 and var v ? Effect(all, v, j, multiplies) : null,
            Gain = gains[j], Filled = filled[j],
        });
        var error = used.Length == 0 ? none : held.Of(used, still);
        return new Choice(multiplies, used, still, error.Length == 0 ? 0 : error.Average(), evidence, keys, [.. trials, .. stillTrials]);
    }

    private (List<EffectEvidence> Evidence, List<string> Keys, int[] Filled) Gather(IReadOnlyList<TimeSeries> sample, bool multiplies, string?[] reasons)
    {
        var (evidence, keys) = (new List<EffectEvidence>(), new List<string>());
        var (filled, unknown) = (new int[design.Moving.Count], new long[design.Moving.Count]);
        foreach (var one in sample)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var columns = design.Read(one);
            for (var j = 0; j < filled.Length; j++)
            {
                filled[j] += Math.Max(0, columns.Filled[j] - (design.Moving[j].Kind == CovariateKind.PastOnly ? horizon : 0));
                unknown[j] += columns.AreFlags[j] ? 0 : columns.Filled[j];
            }

            if (EffectEvidence.Of(one, season, columns.Values, multiplies) is not { } told)
                continue;
            evidence.Add(told);
            keys.Add(one.Key);
        }

        var steps = sample.Sum(one => (long)one.Length);
        for (var j = 0; j < filled.Length; j++)
            if (unknown[j] * MostUnknown > steps)
                reasons[j] = "it is missing from more than half of the histories";
        return (evidence, keys, filled);
    }

    /// <summary>The covariates that move by themselves; of the others it is told why they are left out.</summary>
    private int[] Usable(List<EffectEvidence> evidence, string?[] reasons)
    {
        var k = design.Moving.Count;
        var gram = new double[k * k];
        var rows = 0L;
        foreach (var one in evidence)
        {
            rows += one.Rows.Count;
            for (var i = 0; i < gram.Length; i++)
                gram[i] += one.Gram[i] * one.Variance;
        }

        var usable = new List<int>();
        for (var j = 0; j < k; j++)
        {
            if (reasons[j] is not null)
                continue;
            // Of a column that moves by its unit in a series the rows have about one unit each.
            if (!(gram[j * k + j] > OwnShare * rows))
                reasons[j] = rows == 0 ? "the series are too short to learn an effect" : "it does not change within a series, or only with the trend and the season";
            else if (Left(gram, k, usable, j) < OwnShare * gram[j * k + j])
                reasons[j] = $"it moves with {string.Join(", ", usable.Select(i => $"'{design.Moving[i].Name}'"))}, so it tells nothing more";
            else
                usable.Add(j);
        }

        return [.. usable];
    }

    /// <summary>What is left of a column's square when others are taken out.</summary>
    private static double Left(double[] gram, int k, List<int> others, int column)
    {
        var n = others.Count;
        if (n == 0)
            return gram[column * k + column];
        var (matrix, right) = (new double[n * n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            right[i] = gram[others[i] * k + column];
            for (var j = 0; j < n; j++)
                matrix[i * n + j] = gram[others[i] * k + others[j]];
        }

        var cross = (double[])right.Clone();
        if (!Numerics.LinearAlgebra.Cholesky.TryFactor(matrix, n))
            return 0;
        Numerics.LinearAlgebra.Cholesky.Solve(matrix, n, right);
        return gram[column * k + column] - Dot.Of(cross, right);
    }

    private static bool IsBeyondChance(EffectPool pool, int place, List<EffectEvidence> evidence, int tests)
    {
        var z = GaussianQuantile.At(1 - Chance / tests / 2);
        var free = Math.Max(1, evidence.SelectMany(one => one.Times).Distinct().Count() - tests - 1);
        // The quantile of Student's t to the first order (Abramowitz and Stegun 26.7.5).
        return Math.Abs(pool.Means.ElementAt(place)) > (z + (z * z * z + z) / (4 * free)) * pool.Errors[place];
    }

    /// <summary>Takes out, one after another, what forecasts are no better with.</summary>
    private static int[] Without(HeldOutErrors held, int[] used, string?[] reasons)
    {
        while (used.Length > 1)
        {
            var with = held.Of(used, []).Average();
            var (worst, error) = used.Select(j => (j, held.Of([.. used.Where(one => one != j)], []).Average())).MinBy(one => one.Item2);
            if (error > with)
                break;
            reasons[worst] = "forecasts of what was held out are no better with it";
            used = [.. used.Where(one => one != worst)];
        }

        return used;
    }

    private (IReadOnlyList<string> Used, IReadOnlyList<CovariateTrial> Trials) Still(HeldOutErrors held, int[] used, int series)
    {
        var (still, trials) = (new List<string>(), new List<CovariateTrial>());
        foreach (var column in design.Still)
        {
            if (used.Length == 0 || series < SeriesPerStatic * (still.Count + 2))
            {
                trials.Add(new CovariateTrial(column.Name, CovariateKind.Static, false, used.Length == 0
                    ? "a static value lets effects of other covariates differ between series, and none is used" : "there are too few series to tell how effects depend on it"));
                continue;
            }

            var gain = Gain(held.Of(used, [.. still, column.Name]), held.Of(used, still));
            if (gain.Lower > 0)
                still.Add(column.Name);
            trials.Add(new CovariateTrial(column.Name, CovariateKind.Static, gain.Lower > 0, gain.Lower > 0
                ? "effects differ with it, and forecasts of what was held out are better so" : "forecasts of what was held out are no better where effects depend on it") { Gain = gain });
        }

        return (still, trials);
    }

    private Interval? Effect(EffectPool pool, int place, int column, bool multiplies)
    {
        var (mean, error, unit) = (pool.Means.ElementAt(place), pool.Errors[place], design.Units[column]);
        double At(double effect) => multiplies ? Elementary.Exp(effect / unit) - 1 : effect / unit;
        return new Interval(At(mean), At(mean - GaussianQuantile.At(0.975) * error), At(mean + GaussianQuantile.At(0.975) * error));
    }

    /// <summary>The share of the error without that is avoided with; the interval by a bootstrap over the steps held out.</summary>
    private Interval Gain(double[] with, double[] without, double chance = Chance)
    {
        var (sum, size) = (with.Sum(), without.Sum());
        if (!(size > 0))
            return new Interval(0, 0, 0);
        var (ratio, unit) = (sum / size, size / without.Length);
        // As in ValueAdded: the mean of R + (a − R b) / mean(b).
        return Bootstrap.MeanInterval([.. with.Select((a, i) => 1 - ratio - (a - ratio * without[i]) / unit)], 1 - chance, Resamples, context.Seed);
    }
}
