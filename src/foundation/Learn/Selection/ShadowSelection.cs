using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Forests;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Selection;

/// <summary>Finds all features that a random forest makes more of than of shuffled ones.</summary>
/// <remarks>
/// <para>Kursa and Rudnicki, "Feature selection with the Boruta package", Journal of Statistical Software 2010. In each round every feature gets a
/// shuffled shadow, a forest is fitted on both, and a feature wins if its importance is above that of every shadow. A feature that is
/// no better than the best shadow wins at most half of the rounds: its wins are judged by the binomial distribution with ½, two-sided at
/// <see cref="Level"/> divided by the number of features (Bonferroni). So of features that say nothing, one is kept with a chance of at most
/// that level.</para>
/// <para>The importance is Breiman's, by out-of-bag rows, over its standard error: features of many values have no advantage, as they have by
/// impurity. Differences: all features stay in every round, where Boruta leaves out those already refused, so that rounds are independent
/// of one another. Cost: <see cref="Rounds"/> forests of twice the features. The same options, data and seed give the same result at any
/// thread count. Immutable and thread-safe.</para>
/// </remarks>
public sealed record ShadowSelection : IFeatureSelector
{
    /// <summary>The forest of each round; random forests with their defaults.</summary>
    public RandomForest Forest { get; init; } = new();

    /// <summary>The number of rounds, 5 to 1,000; 20 by default.</summary>
    /// <remarks>Of p features one can be found relevant at all if 2^−rounds is at most <see cref="Level"/> / 2p: 20 rounds are enough for 26,000
    /// features at 0.05.</remarks>
    public int Rounds { get; init; } = 20;

    /// <summary>The chance of keeping anything where no feature says anything, above 0 and below 1; 0.05 by default.</summary>
    public double Level { get; init; } = 0.05;

    /// <inheritdoc/>
    /// <remarks>Progress is told of the stage <c>rounds</c>.</remarks>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var targets = Targets.Of(data);
        var rows = LabelledRows.Of(data, TableSource.Of(data), targets.Values);
        rows.Check();
        var (features, columns) = (rows.Features.Features, rows.Features.Columns);
        var values = new float[features][];
        for (var f = 0; f < features; f++)
            rows.Features.Read(f, 0, values[f] = new float[rows.Rows]);
        // No column of a table begins with this sign.
        FeatureColumn[] described = [.. columns, .. columns.Select(column => column with { Name = "\0" + column.Name })];

        var importances = new double[Rounds][];
        for (var round = 0; round < Rounds; round++)
        {
            var own = context with { Seed = new RandomStream(context.Seed, RandomUse.Shadow + (ulong)round).NextUInt64(), Progress = null, Validation = null };
            var shadowed = new ColumnSource([.. values.Select(column => (ReadOnlyMemory<float>)column), .. Shadows(values, own.Seed)], described);
            var doubled = rows with { Features = shadowed };
            importances[round] = [.. Forest.Fit(doubled, targets.Labels, own).OutOfBagImportance(doubled, own, groups: null).Select(Standardised)];
            context.Progress?.Report(new FitProgress("rounds", round + 1, Rounds));
        }

        return new FeatureSelection([.. columns.Select((column, f) => Score(column.Name, f, features, importances))]);
    }

    /// <summary>The chance of at least so many wins of <paramref name="rounds"/> where each is won with a chance of ½.</summary>
    internal static double TailOf(int wins, int rounds)
    {
        var (term, sum) = (Math.ScaleB(1, -rounds), 0.0);
        for (var k = rounds; k >= wins; k--)
        {
            sum += term;
            term *= k / (double)(rounds - k + 1);
        }

        return Math.Min(1, sum);
    }

    private static double Standardised(PermutationImportance importance) => importance.StandardError > 0 ? importance.Increase / importance.StandardError : 0;

    private static IEnumerable<ReadOnlyMemory<float>> Shadows(float[][] values, ulong seed)
    {
        for (var f = 0; f < values.Length; f++)
        {
            var shadow = (float[])values[f].Clone();
            var random = new RandomStream(seed, RandomUse.Shadow + (ulong)f);
            random.Shuffle(shadow.AsSpan());
            yield return shadow;
        }
    }

    private FeatureScore Score(string name, int feature, int features, double[][] importances)
    {
        var wins = importances.Count(round => round[feature] > round.Skip(features).Max());
        double[] own = [.. importances.Select(round => round[feature]).Order()];
        var median = (own[(own.Length - 1) / 2] + own[own.Length / 2]) / 2;
        // Two-sided, for each of the features.
        var least = Level / 2 / features;
        var verdict = TailOf(wins, Rounds) <= least ? FeatureVerdict.Relevant : TailOf(Rounds - wins, Rounds) <= least ? FeatureVerdict.Irrelevant : FeatureVerdict.Undecided;
        return new FeatureScore(name, median, verdict) { Wins = wins, PValue = TailOf(wins, Rounds) };
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Rounds is < 5 or > 1_000)
            faults.Add($"{nameof(Rounds)} is {Rounds}; expected 5 to 1,000");
        if (!(Level is > 0 and < 1))
            faults.Add($"{nameof(Level)} is {Level}; expected a number above 0 and below 1");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(ShadowSelection)} cannot select: {string.Join("; ", faults)}.");
    }
}
