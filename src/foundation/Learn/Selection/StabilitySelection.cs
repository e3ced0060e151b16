using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Selection;

/// <summary>Keeps the features that a lasso chooses again and again on halves of the rows, with a bound on how many of them are false.</summary>
/// <remarks>
/// <para>Meinshausen and Bühlmann, "Stability selection", JRSS B 72 (2010): on each of <see cref="Subsamples"/> halves of the rows, drawn without replacement, the path of
/// the lasso is followed as long as it has at most q features; a feature is stable if its share of the subsamples is at least π, <see cref="Threshold"/>. If features that say
/// nothing are as likely chosen one as another, the expected number of false ones among the stable is at most q² / ((2π − 1) p) (Theorem 1). Given
/// <see cref="MostFalse"/>, q = √(MostFalse · (2π − 1) · p).</para>
/// <para>Features are numbers without gaps: prepare them first. A target of two classes is taken as 0 and 1, whose least squares order features as a discriminant does.
/// Immutable and thread-safe.</para>
/// </remarks>
public sealed record StabilitySelection : IFeatureSelector
{
    /// <summary>π, the share of subsamples from which a feature is stable, above ½ to 1; 0.75 by default.</summary>
    public double Threshold { get; init; } = 0.75;

    /// <summary>The expected number of false features among the stable, at most, above 0; 1 by default.</summary>
    public double MostFalse { get; init; } = 1;

    /// <summary>The halves of the rows, at least 10; 100 by default.</summary>
    public int Subsamples { get; init; } = 100;

    /// <summary>The lasso or elastic net whose path is followed; its penalty is not looked at.</summary>
    public ElasticNet Lasso { get; init; } = new() { Tolerance = 1e-4 };

    /// <inheritdoc/>
    /// <remarks>Progress is told of the stage <c>subsamples</c>.</remarks>
    /// <returns>The importance of a feature is its share of the subsamples.</returns>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number, or the target has more than two classes; <c>missing-value</c>; <c>too-few-rows</c>.</exception>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var (p, numbers) = (data.Features.Count, Numbers(data));
        if (data.RowCount < 8)
            throw new DataException($"There are {data.RowCount} rows; expected at least 8 to halve.") { Code = "too-few-rows" };
        var most = Math.Clamp((int)Math.Sqrt(MostFalse * (2 * Threshold - 1) * p), 1, Math.Max(1, p));
        var wins = new int[p];
        for (var round = 0; round < Subsamples; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var path = Lasso.FitPath(numbers.Take(Half(numbers.RowCount, context.Seed, round)), context);
            var step = path.Penalties.Length - 1;
            while (step > 0 && path.Count(step) > most)
                step--;
            var coefficients = path.Count(step) <= most ? path.Coefficients(step) : [];
            for (var f = 0; f < coefficients.Length; f++)
                if (coefficients[f] is not 0)
                    wins[f]++;
            context.Progress?.Report(new FitProgress("subsamples", round + 1, Subsamples));
        }

        return new FeatureSelection([.. data.Features.Select((column, f) => new FeatureScore(
            column.Name, wins[f] / (double)Subsamples, wins[f] >= Threshold * Subsamples ? FeatureVerdict.Relevant : FeatureVerdict.Irrelevant) { Wins = wins[f] })])
        {
            ExpectedFalse = most * (double)most / ((2 * Threshold - 1) * p),
        };
    }

    private static TabularData Numbers(TabularData data)
    {
        var targets = Targets.Of(data);
        if (targets.Labels.Length > 2)
            throw new DataException($"The target '{data.Target!.Name}' has {targets.Labels.Length} classes; expected numbers or two.") { Code = "wrong-kind", Column = data.Target.Name, Hint = "Select for one class against the rest." };
        if (targets.Labels.Length == 0)
            return data;
        var columns = data.Table.Columns.Select(column => ReferenceEquals(column, data.Target) ? new NumberColumn(column.Name, targets.Values) : column);
        return new TabularData(new Table(columns), data.Target!.Name, data.Weight?.Name, data.Group?.Name, data.Time?.Name);
    }

    private static int[] Half(int rows, ulong seed, int round)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        new RandomStream(seed, RandomUse.Subsample + (ulong)round).Shuffle(order.AsSpan());
        return [.. order.Take(rows / 2).Order()];
    }

    private void Check()
    {
        var faults = new List<string>();
        if (!(Threshold is > 0.5 and <= 1))
            faults.Add($"{nameof(Threshold)} is {Threshold}; expected a number above 0.5 to 1");
        if (!(MostFalse > 0) || double.IsInfinity(MostFalse))
            faults.Add($"{nameof(MostFalse)} is {MostFalse}; expected a finite number above 0");
        if (Subsamples < 10)
            faults.Add($"{nameof(Subsamples)} is {Subsamples}; expected at least 10");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(StabilitySelection)} cannot select: {string.Join("; ", faults)}.");
    }
}
