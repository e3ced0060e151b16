using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>Fills missing values with one value a column, and says by a further column where it did.</summary>
/// <remarks>Infinite numbers count as missing. A column without any value is filled with 0. For numbers; by the most frequent value also for
/// categories. That a value is missing often says something: so each column with gaps in training gets a column of 0 and 1 beside it. Weights
/// count as so many rows. Immutable and thread-safe.</remarks>
public sealed record Imputation : PreparationStep
{
    /// <summary>What takes the place of a missing value; the median by default.</summary>
    public ImputationStrategy Strategy { get; init; } = ImputationStrategy.Median;

    /// <summary>The number that <see cref="ImputationStrategy.Constant"/> gives, finite; 0 by default.</summary>
    public double Constant { get; init; }

    /// <summary>Whether columns with gaps and values in training get an indicator of the gaps; by default they do.</summary>
    public bool Indicators { get; init; } = true;

    internal override StepFit Fit(TrainingRows rows)
    {
        var chosen = Choose(rows, Strategy == ImputationStrategy.MostFrequent ? null : false);
        var fills = new float[rows.Width];
        Array.Fill(fills, float.NaN);
        var gaps = new List<int>();
        foreach (var f in chosen)
        {
            var sorted = rows.Sorted(f);
            fills[f] = Strategy switch
            {
                ImputationStrategy.Constant => (float)Constant,
                ImputationStrategy.Mean => (float)Mean(rows, f),
                ImputationStrategy.MostFrequent => sorted.MostFrequent(),
                _ => (float)sorted.Quantile(0.5),
            };
            if (Indicators && sorted.Count > 0 && sorted.Count < rows.Rows)
                gaps.Add(f);
        }

        return new StepFit(new FittedImputation(fills, [.. gaps]), Described(rows, gaps));
    }

    /// <summary>The columns with indicators behind them.</summary>
    internal static FeatureColumn[] Described(TrainingRows rows, List<int> gaps)
    {
        var names = rows.NewNames(Enumerable.Range(0, rows.Width));
        return [.. rows.Columns, .. gaps.Select(f => new FeatureColumn(names.Take($"{rows.Columns[f].Name} is missing"), false))];
    }

    internal override void Check(List<string> faults)
    {
        if (!double.IsFinite(Constant))
            faults.Add($"{nameof(Constant)} is {Constant}; expected a finite number");
        if (!Enum.IsDefined(Strategy))
            faults.Add($"{nameof(Strategy)} is {Strategy}");
    }

    private static double Mean(TrainingRows rows, int column)
    {
        var (sum, weight) = (0.0, 0.0);
        for (int row = 0, at = column; row < rows.Rows; row++, at += rows.Width)
            if (float.IsFinite(rows.Values[at]))
            {
                sum += (double)rows.Weight(row) * rows.Values[at];
                weight += rows.Weight(row);
            }

        return weight > 0 ? sum / weight : 0;
    }
}
