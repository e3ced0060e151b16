using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Diagnosis;

/// <summary>Examines a table before anything is learnt from it: gaps, classes, correlations, and columns that mislead.</summary>
/// <remarks>
/// <para>A feature <em>leaks</em> if a tree of one level on it alone, judged on held-out rows, all but knows the target, and so many rows say so that it is not
/// chance. A feature is a <em>copy</em> if it correlates with an earlier one, over the rows that have both, as only a shifted or scaled repetition does; gaps may
/// lie elsewhere. Variance inflation is computed from the correlations of all columns of numbers but constants and copies, gaps filled by the
/// mean.</para>
/// <para>Only <c>leak</c>, <c>telling-gaps</c> and the correlations with it look at the target. Cost: O(n p log n + n q²), where q, the columns that are held against each other, is at most
/// 2,000. Immutable and thread-safe.</para>
/// </remarks>
public sealed partial record TableExamination
{
    private const int MostPaired = 2_000;
    private const int MostInflated = 1_000;
    private const int BlockColumns = 64;

    /// <summary>The area under the ROC curve, ½ to 1, or R², from which a feature alone predicts the target too well; 0.98 by default.</summary>
    public double LeakScore { get; init; } = 0.98;

    /// <summary>The absolute correlation, above 0 to 1, from which a column is a copy of another; 0.9999 by default.</summary>
    public double CopyCorrelation { get; init; } = 0.9999;

    /// <summary>The variance inflation, above 1, from which columns are called collinear; 10 by default.</summary>
    public double MostInflation { get; init; } = 10;

    /// <summary>The share of missing values, 0 to 1, from which a column is named; ½ by default.</summary>
    public double MostMissing { get; init; } = 0.5;

    /// <summary>The share of the smallest class, as a multiple of 1/K, below which classes are called unbalanced; 0.4 by default.</summary>
    public double LeastBalance { get; init; } = 0.4;

    /// <summary>The rows for each feature below which they are called few; 10 by default.</summary>
    public double FewestRowsPerFeature { get; init; } = 10;

    /// <summary>Examines a table.</summary>
    /// <param name="data">The rows; a target is held against the features if there is one.</param>
    /// <param name="context">The seed of folds, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c> or, for a column of times, <c>wrong-kind</c>.</exception>
    public TableDiagnosis Diagnose(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        if (data.Features.Count == 0)
            throw new DataException("The table has no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        if (data.RowCount == 0)
            throw new DataException("The table has no rows.") { Code = "no-rows", Hint = "Check the filter or the file." };

        var examined = new ExaminedColumn[data.Features.Count];
        Blocks.Run(examined.Length, BlockColumns, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var f = start; f < end; f++)
                examined[f] = ExaminedColumn.Of(data.Features[f]);
        });
        var target = ExaminedTarget.Of(data);
        var missing = new MissingCells(examined);
        var findings = new List<(int Column, TableFinding Finding)>();
        var relations = Relations(examined, target, context);
        var inflation = Pairs(examined, relations, findings, context.Cancellation);

        for (var f = 0; f < examined.Length; f++)
            Describe(examined[f], f, target, relations[f], inflation[f], findings);
        Gaps(examined, missing, target, findings);
        var classes = Classes(data, target, findings);
        if (data.RowCount < FewestRowsPerFeature * examined.Length)
            findings.Add((-1, Finding("few-rows", FindingSeverity.Warning, (double)data.RowCount / examined.Length,
                $"There are {data.RowCount} rows for {examined.Length} features: prefer penalised models or shallow trees, select features inside the folds, and trust no score without its interval.")));

        return new TableDiagnosis(
            data.RowCount, new([.. examined.Select((column, f) => Column(column, relations[f], inflation[f]))]), new(classes), missing.Patterns, missing.Distinct,
            new([.. findings.OrderByDescending(found => found.Finding.Severity).ThenBy(found => found.Column).Select(found => found.Finding)]));
    }

    private static (double Pearson, double Spearman, double Alone, double Certainty)[] Relations(ExaminedColumn[] columns, ExaminedTarget? target, FitContext context)
    {
        var relations = new (double, double, double, double)[columns.Length];
        Array.Fill(relations, (double.NaN, double.NaN, double.NaN, double.NaN));
        if (target is null)
            return relations;
        var lone = new LonePredictor(target, context.Seed);
        var ranks = target.Missing == 0 && target.Numbers.Length > 0 ? Ranks.Of(target.Numbers) : [];
        Blocks.Run(columns.Length, BlockColumns, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var f = start; f < end; f++)
            {
                var alone = columns[f].Distinct > 1 ? lone.Score(columns[f]) : double.NaN;
                var (pearson, spearman) = columns[f].IsNumber && target.Numbers.Length > 0 ? Correlations(columns[f], target.Numbers, ranks) : (double.NaN, double.NaN);
                relations[f] = (pearson, spearman, alone, lone.Certainty(alone));
            }
        });

        return relations;
    }

    /// <summary>The correlations of a column with the target, whose ranks are known where it has no gaps.</summary>
    private static (double Pearson, double Spearman) Correlations(ExaminedColumn column, double[] target, double[] ranks) => ranks.Length > 0 && column.Present == target.Length
        ? (Correlation.OfComplete(column.Numbers, target), Correlation.OfComplete(column.Ranks(), ranks))
        : (Correlation.Pearson(column.Numbers, target), Correlation.Spearman(column.Numbers, target));

    /// <summary>Names copies and collinear columns.</summary>
    /// <returns>The variance inflation of each column.</returns>
    private double[] Pairs(
        ExaminedColumn[] columns, (double Pearson, double Spearman, double Alone, double Certainty)[] relations, List<(int, TableFinding)> findings, CancellationToken cancellation)
    {
        var inflation = new double[columns.Length];
        Array.Fill(inflation, double.NaN);
        foreach (var (copy, original) in CategoryCopies.Of(columns))
            findings.Add((Array.IndexOf(columns, copy), Copy(copy.Name, original.Name, 1)));
        int[] numbers = [.. Enumerable.Range(0, columns.Length).Where(f => columns[f] is { IsNumber: true, Distinct: > 1 })];
        if (numbers.Length > MostPaired)
        {
            findings.Add((-1, Finding("too-wide", FindingSeverity.Note, numbers.Length,
                $"Of {numbers.Length} columns of numbers only {MostPaired}, those that say most of the target, were held against each other; copies among the others are not named.")));
            numbers = [.. numbers.OrderByDescending(f => double.IsNaN(relations[f].Alone) ? double.NegativeInfinity : relations[f].Alone).Take(MostPaired).Order()];
        }

        var pairs = new ColumnPairs(Array.ConvertAll(numbers, f => columns[f]), cancellation);
        var copies = pairs.Copies(CopyCorrelation);
        foreach (var (copy, original, correlation) in copies)
            findings.Add((numbers[copy], Copy(columns[numbers[copy]].Name, columns[numbers[original]].Name, correlation)));
        int[] kept = [.. Enumerable.Range(0, numbers.Length).Except(copies.Select(copy => copy.Copy))];
        // With no more rows than columns each column is a combination of the others.
        if (kept.Length is 0 or > MostInflated || columns[0].Cells.Length <= kept.Length + 1)
            return inflation;
        var found = pairs.VarianceInflation(kept);
        for (var i = 0; i < kept.Length; i++)
            inflation[numbers[kept[i]]] = found[i];
        return inflation;
    }

    private static TableFinding Copy(string copy, string original, double correlation) => Finding("copy", FindingSeverity.Warning, correlation,
        $"'{copy}' says the same as '{original}'{(correlation < 0.999999 ? $" (correlation {correlation:G7})" : "")}: leave it out, or coefficients and importances are shared between the two.", copy, original);

    private static ColumnDiagnosis Column(ExaminedColumn column, (double Pearson, double Spearman, double Alone, double Certainty) relation, double inflation) => new(
        column.Name, column.Source.Kind, 1 - (double)column.Present / column.Cells.Length, column.Distinct, relation.Pearson, relation.Spearman, inflation, relation.Alone);

    private static TableFinding Finding(string code, FindingSeverity severity, double measure, string advice, params string[] columns) =>
        new(code, severity, columns.AsReadOnly(), measure, advice);

    private void Check()
    {
        var faults = new List<string>();
        if (!(LeakScore is >= 0.5 and <= 1))
            faults.Add($"{nameof(LeakScore)} is {LeakScore}; expected 0.5 to 1");
        if (!(CopyCorrelation is > 0 and <= 1))
            faults.Add($"{nameof(CopyCorrelation)} is {CopyCorrelation}; expected a number above 0 to 1");
        if (!(MostInflation > 1))
            faults.Add($"{nameof(MostInflation)} is {MostInflation}; expected a number above 1");
        if (!(MostMissing is >= 0 and <= 1))
            faults.Add($"{nameof(MostMissing)} is {MostMissing}; expected 0 to 1");
        if (!(LeastBalance is >= 0 and <= 1))
            faults.Add($"{nameof(LeastBalance)} is {LeastBalance}; expected 0 to 1");
        if (!(FewestRowsPerFeature >= 0))
            faults.Add($"{nameof(FewestRowsPerFeature)} is {FewestRowsPerFeature}; expected 0 or more");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(TableExamination)} cannot examine: {string.Join("; ", faults)}.");
    }
}
