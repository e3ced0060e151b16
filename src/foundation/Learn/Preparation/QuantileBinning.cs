using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>Puts in the place of a number that of its bin, the bins holding like numbers of training rows.</summary>
/// <remarks>A number x falls into bin #{e ≤ x}, where the inner edges e are the quantiles 1/B, 2/B, … by linear interpolation, equal ones once. What lies outside the
/// training range falls into the first or last bin; gaps stay gaps. Immutable and thread-safe.</remarks>
public sealed record QuantileBinning : PreparationStep
{
    /// <summary>B, the most bins, 2 to 1,000; 10 by default.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Whether bins are categories, for a one-hot encoding behind, or numbers 0, 1, 2, …; numbers by default.</summary>
    public bool AsCategories { get; init; }

    internal override StepFit Fit(TrainingRows rows)
    {
        var edges = new double[rows.Width][];
        Array.Fill(edges, []);
        var columns = (FeatureColumn[])rows.Columns.Clone();
        var chosen = Choose(rows, categorical: false);
        foreach (var f in chosen)
        {
            var sorted = rows.Sorted(f);
            // An edge at or below the least number would leave the first bin empty.
            edges[f] = [.. Enumerable.Range(1, Bins - 1).Select(i => sorted.Quantile(i / (double)Bins)).Where(edge => sorted.Count > 0 && edge > sorted.Values[0]).Distinct()];
            if (AsCategories)
                columns[f] = new FeatureColumn(columns[f].Name, true, Levels(edges[f]));
        }

        return new StepFit(new FittedBinning(edges, chosen), columns);
    }

    internal override void Check(List<string> faults)
    {
        if (Bins is < 2 or > 1_000)
            faults.Add($"{nameof(Bins)} is {Bins}; expected 2 to 1,000");
    }

    private static string[] Levels(double[] edges) =>
        [.. Enumerable.Range(0, edges.Length + 1).Select(bin => (bin, edges.Length) switch
        {
            (_, 0) => "all",
            (0, _) => $"below {edges[0]:R}",
            var (last, count) when last == count => $"from {edges[^1]:R}",
            _ => $"{edges[bin - 1]:R} to {edges[bin]:R}",
        })];
}
