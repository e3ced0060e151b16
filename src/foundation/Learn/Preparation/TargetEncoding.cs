using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Resampling;

namespace Kirana.Learn.Preparation;

/// <summary>Puts in the place of a category the mean target of its training rows, drawn towards the mean of all.</summary>
/// <remarks>
/// <para>Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes in classification and prediction problems", SIGKDD
/// Explorations 2001, eq. 3, with λ(n) = n / (n + m): x̂ = (Σ y + m ȳ) / (n + m), m being <see cref="Smoothing"/>. Of two classes y is the indicator of
/// the second; of K &gt; 2 there are K columns, one for each. Gaps are a category if there were any in training; unseen ones get ȳ.</para>
/// <para>A training row that took part in its own category's mean would tell the learner its target. So training rows are encoded fold by fold,
/// by sums and ȳ of the other folds; new rows are encoded by all training rows. Folds keep groups together, and shares of classes. Immutable and
/// thread-safe.</para>
/// </remarks>
public sealed record TargetEncoding : PreparationStep
{
    /// <summary>m, how many rows the mean of all counts, finite and from 0; 10 by default.</summary>
    public double Smoothing { get; init; } = 10;

    /// <summary>The folds by which training rows are encoded, at least 2; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    internal override StepFit Fit(TrainingRows rows)
    {
        var encoded = Choose(rows, categorical: true);
        int[] kept = [.. Enumerable.Range(0, rows.Width).Except(encoded)];
        if (encoded.Length == 0)
            return new StepFit(new FittedChoice(rows.Width, kept), rows.Columns);
        var targets = Targets.Of(rows.Data);
        CheckFinite(rows.Data, targets.Values);
        // The last class stands for both of two.
        string[] outputs = targets.Labels.Length > 2 ? targets.Labels : [""];
        var names = rows.NewNames(kept);
        FeatureColumn[] described =
        [
            .. kept.Select(f => rows.Columns[f]),
            .. from f in encoded from label in outputs select new FeatureColumn(names.Take(label.Length == 0 ? rows.Columns[f].Name : $"{rows.Columns[f].Name}→{label}"), false),
        ];

        var step = new FittedCategoryValues(rows.Width, kept, encoded, outputs.Length, Values(rows, encoded, targets, outputs.Length, [.. Enumerable.Range(0, rows.Rows)]));
        var training = TablePreparation.Applied(step, rows);
        foreach (var fold in Parts(rows, targets))
        {
            var own = new FittedCategoryValues(rows.Width, kept, encoded, outputs.Length, Values(rows, encoded, targets, outputs.Length, fold.Train));
            foreach (var row in fold.Held)
                own.Apply(rows.Values.AsSpan(row * rows.Width, rows.Width), training.AsSpan(row * own.Width, own.Width));
        }

        return new StepFit(step, described, training);
    }

    internal override void Check(List<string> faults)
    {
        if (!(Smoothing >= 0) || double.IsInfinity(Smoothing))
            faults.Add($"{nameof(Smoothing)} is {Smoothing}; expected a finite number from 0");
        if (Folds < 2)
            faults.Add($"{nameof(Folds)} is {Folds}; expected at least 2");
    }

    /// <summary>The folds; where there is one row or group only, its rows are held out and none is left.</summary>
    private IReadOnlyList<Fold> Parts(TrainingRows rows, Targets targets)
    {
        var units = rows.Data.Group is { } group ? Groups(group) : rows.Rows;
        if (units < 2)
            return [new Fold([], [.. Enumerable.Range(0, rows.Rows)])];
        var folds = Math.Min(Folds, units);
        if (rows.Data.Group is not null)
            return Resampling.Folds.Of(rows.Data, folds, FoldKind.Grouped, rows.Seed);
        return targets.Labels.Length > 0
            ? Resampling.Folds.Stratified(Array.ConvertAll(targets.Values, value => (int)value), folds, rows.Seed)
            : Resampling.Folds.Random(rows.Rows, folds, rows.Seed);
    }

    private static int Groups(Column group) => group switch
    {
        CategoryColumn categories => categories.Codes.ToArray().Distinct().Count(),
        TimeColumn times => times.Times.ToArray().Distinct().Count(),
        _ => Enumerable.Range(0, group.Count).Select(row => ((NumberColumn)group)[row]).Distinct().Count(),
    };

    /// <summary>For each encoded column the values of each level, of the unseen and of the missing, by some of the rows.</summary>
    private float[][] Values(TrainingRows rows, int[] encoded, Targets targets, int outputs, int[] taken)
    {
        var (prior, weight) = (new double[outputs], 0.0);
        foreach (var row in taken)
        {
            weight += rows.Weight(row);
            for (var k = 0; k < outputs; k++)
                prior[k] += rows.Weight(row) * Target(targets, row, k);
        }

        for (var k = 0; k < outputs; k++)
            prior[k] = weight > 0 ? prior[k] / weight : 0;
        return Array.ConvertAll(encoded, f => Values(rows, f, targets, prior, taken));
    }

    private float[] Values(TrainingRows rows, int column, Targets targets, double[] prior, int[] taken)
    {
        var (levels, outputs) = (rows.Columns[column].Levels.Length, prior.Length);
        var (sums, counts) = (new double[(levels + 2) * outputs], new double[levels + 2]);
        foreach (var row in taken)
        {
            var place = FittedStep.Place(rows.Values[row * rows.Width + column], levels);
            counts[place] += rows.Weight(row);
            for (var k = 0; k < outputs; k++)
                sums[place * outputs + k] += rows.Weight(row) * Target(targets, row, k);
        }

        var values = new float[sums.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(counts[i / outputs] > 0 ? (sums[i] + Smoothing * prior[i % outputs]) / (counts[i / outputs] + Smoothing) : prior[i % outputs]);
        return values;
    }

    private static double Target(Targets targets, int row, int output) => targets.Labels.Length switch
    {
        0 => targets.Values[row],
        <= 2 => targets.Values[row] == targets.Labels.Length - 1 ? 1 : 0,
        _ => targets.Values[row] == output ? 1 : 0,
    };

    private static void CheckFinite(TabularData data, float[] values)
    {
        for (var row = 0; row < values.Length; row++)
            if (!float.IsFinite(values[row]))
                throw new DataException($"The target of row {row + 1} is {(float.IsNaN(values[row]) ? "missing" : "infinite")}; expected a finite number.")
                {
                    Code = "bad-target", Row = row + 1, Column = data.Target?.Name, Hint = "Leave such rows out.",
                };
    }
}
