using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Diagnosis;

namespace Kirana.Learn.Selection;

/// <summary>Keeps features that say something of the target each by itself.</summary>
/// <remarks>The best <see cref="Most"/>, or, without that number, those found at a false discovery rate of <see cref="Level"/>: of p chances in order the greatest with
/// P₍ᵢ₎ ≤ i·level/p and all below it (Benjamini and Hochberg, JRSS B 57, 1995). Quick, and blind: to features that matter only together, and to those that say the
/// same. Gaps are left out; weights are not looked at. Immutable and thread-safe.</remarks>
public sealed record FilterSelection : IFeatureSelector
{
    /// <summary>By what features are ordered; by the test that suits their kinds by default.</summary>
    public FilterMeasure Measure { get; init; } = FilterMeasure.Test;

    /// <summary>How many features are kept, at least 1; <see langword="null"/>, the default, for those that <see cref="Level"/> finds.</summary>
    public int? Most { get; init; }

    /// <summary>The share of false among the features found, above 0 and below 1; 0.05 by default. Not for mutual information, which has no test.</summary>
    public double Level { get; init; } = 0.05;

    /// <summary>k of mutual information, at least 1; 3 by default.</summary>
    public int Neighbours { get; init; } = 3;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: the measure is not for features or a target of such a kind.</exception>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var target = ExaminedTarget.Of(data) ?? throw new ArgumentException("The data have no target; say which column is to be learnt.", nameof(data));
        if (data.Features.Count == 0)
            throw new DataException("The table has no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        // A number of two values is a number to a filter unless its measure is for classes.
        if (data.Target is NumberColumn && Measure != FilterMeasure.ChiSquared)
            target = target with { Classes = [] };
        var results = new FeatureTest[data.Features.Count];
        for (var f = 0; f < results.Length; f++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            results[f] = Test(ExaminedColumn.Of(data.Features[f]), target, data.Target!.Name, context.Seed);
        }

        var kept = Most is { } most ? Best(results, most) : Found(results);
        return new FeatureSelection([.. data.Features.Select((column, f) =>
            new FeatureScore(column.Name, results[f].Statistic, kept.Contains(f) ? FeatureVerdict.Relevant : FeatureVerdict.Irrelevant) { PValue = results[f].PValue })])
        {
            ExpectedFalse = Most is null ? Level * kept.Count : double.NaN,
        };
    }

    private HashSet<int> Best(FeatureTest[] results, int most)
    {
        IEnumerable<int> known = Enumerable.Range(0, results.Length).Where(f => !double.IsNaN(results[f].Statistic));
        var ordered = Measure == FilterMeasure.Test
            ? known.OrderBy(f => results[f].PValue).ThenByDescending(f => results[f].Statistic)
            : known.OrderByDescending(f => results[f].Statistic);
        return [.. ordered.Take(most)];
    }

    private HashSet<int> Found(FeatureTest[] results)
    {
        int[] order = [.. Enumerable.Range(0, results.Length).Where(f => !double.IsNaN(results[f].PValue)).OrderBy(f => results[f].PValue)];
        var last = order.Length - 1;
        while (last >= 0 && results[order[last]].PValue > (last + 1) * Level / results.Length)
            last--;
        return [.. order[..(last + 1)]];
    }

    private FeatureTest Test(ExaminedColumn column, ExaminedTarget target, string name, ulong seed)
    {
        var isOfClasses = target.Classes.Length > 0;
        switch (Measure)
        {
            case FilterMeasure.ChiSquared when isOfClasses:
                if (Array.Exists(column.Numbers, value => value < 0))
                    throw WrongKind(column.Name, "numbers below 0", "numbers from 0 up, or categories");
                return column.IsNumber ? FeatureTests.ChiSquared(column.Numbers, target.Classes) : FeatureTests.Independence(column.Cells, target.Classes);
            case FilterMeasure.ChiSquared:
                throw WrongKind(name, "numbers", "classes for χ²");
            case FilterMeasure.MutualInformation:
                return new FeatureTest(
                    (column.IsNumber, isOfClasses) switch
                    {
                        (true, true) => MutualInformation.OfNumberAndClasses(column.Numbers, target.Classes, Neighbours, seed),
                        (true, false) => MutualInformation.OfNumbers(column.Numbers, target.Numbers, Neighbours, seed),
                        (false, true) => MutualInformation.OfClasses(column.Cells, target.Classes),
                        _ => MutualInformation.OfNumberAndClasses(target.Numbers, column.Cells, Neighbours, seed),
                    },
                    double.NaN);
            case FilterMeasure.Correlation or FilterMeasure.RankCorrelation:
                if (!column.IsNumber)
                    throw WrongKind(column.Name, "categories", "numbers for a correlation");
                if (target.Numbers.Length == 0)
                    throw WrongKind(name, $"{target.Labels.Length} classes", "numbers or two classes for a correlation");
                return FeatureTests.Strength(
                    Measure == FilterMeasure.Correlation ? Correlation.Pearson(column.Numbers, target.Numbers) : Correlation.Spearman(column.Numbers, target.Numbers),
                    FeatureTests.Shared(column.Numbers, target.Numbers));
            default:
                return (column.IsNumber, isOfClasses) switch
                {
                    (true, true) => FeatureTests.AnalysisOfVariance(column.Numbers, target.Classes),
                    (true, false) => FeatureTests.Regression(column.Numbers, target.Numbers),
                    (false, true) => FeatureTests.Independence(column.Cells, target.Classes),
                    _ => FeatureTests.AnalysisOfVariance(target.Numbers, column.Cells),
                };
        }
    }

    private static DataException WrongKind(string column, string found, string expected) =>
        new($"The column '{column}' holds {found}; expected {expected}.") { Code = "wrong-kind", Column = column, Hint = $"Use {nameof(FilterMeasure)}.{nameof(FilterMeasure.Test)}, which suits every kind." };

    private void Check()
    {
        var faults = new List<string>();
        if (Most < 1)
            faults.Add($"{nameof(Most)} is {Most}; expected at least 1");
        if (Most is null && Measure == FilterMeasure.MutualInformation)
            faults.Add($"{nameof(Most)} is not given; mutual information has no test, so say how many features to keep");
        if (!(Level is > 0 and < 1))
            faults.Add($"{nameof(Level)} is {Level}; expected a number above 0 and below 1");
        if (Neighbours < 1)
            faults.Add($"{nameof(Neighbours)} is {Neighbours}; expected at least 1");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(FilterSelection)} cannot select: {string.Join("; ", faults)}.");
    }
}
