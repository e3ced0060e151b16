using System.Globalization;
using Kirana.Data.Tables;

namespace Kirana.Learn.Diagnosis;

public sealed partial record TableExamination
{
    // How many standard deviations from chance a lone predictor must be; with thousands of columns chance does not come so far.
    private const double LeastCertainty = 5;
    private const int FewestLeakRows = 30;
    private const int FewestIdentifiers = 20;
    private const double IdentifierShare = 0.9;

    // Numbers of which any two could be equal this often would show a pair, were they not given out one by one.
    private const double ExpectedCollisions = 10;
    private const double LeastMixed = 0.5;
    private const int ManyCategories = 50;

    private void Describe(
        ExaminedColumn column, int place, ExaminedTarget? target, (double Pearson, double Spearman, double Alone, double Certainty) relation, double inflation,
        List<(int, TableFinding)> findings)
    {
        void Add(string code, FindingSeverity severity, double measure, string advice) => findings.Add((place, Finding(code, severity, measure, advice, column.Name)));

        if (column.Present == 0)
        {
            Add("empty", FindingSeverity.Warning, 0, $"'{column.Name}' has no value in any row: leave it out.");
            return;
        }

        if (column.Distinct == 1)
        {
            var gaps = column.Cells.Length - column.Present;
            Add("constant", FindingSeverity.Warning, column.Present, $"'{column.Name}' has the same value wherever it has one{(gaps > 0 ? $" ({gaps} gaps)" : "")}: leave it out.");
            return;
        }

        if (target is not null && Leaks(target, relation))
            Add("leak", FindingSeverity.Danger, relation.Alone,
                $"'{column.Name}' alone predicts the target ({(target.Classes.Length > 0 ? "area under the ROC curve" : "R²")} {relation.Alone:F3} on held-out rows): it will hardly be known beforehand; leave it out unless it is.");
        if (IsIdentifier(column))
            Add("identifier", FindingSeverity.Warning, column.Distinct, $"'{column.Name}' looks like an identifier, {column.Distinct} different values in {column.Present} rows: leave it out, or group rows by it.");
        else if (!column.IsNumber && column.Distinct > ManyCategories)
            Add("many-categories", FindingSeverity.Note, column.Distinct, $"'{column.Name}' has {column.Distinct} categories: encode it by the target out of fold, or pool the rare ones.");
        if (column.Source is CategoryColumn texts && Mixed(texts) is var (share, example) && share > 0)
            Add("mixed-types", FindingSeverity.Warning, share, $"'{column.Name}' holds numbers in {share:P1} of its rows and texts such as '{example}' in the others: correct or empty those and read the column as numbers.");
        if (inflation >= MostInflation)
            Add("collinear", double.IsInfinity(inflation) ? FindingSeverity.Warning : FindingSeverity.Note, inflation, double.IsInfinity(inflation)
                ? $"'{column.Name}' is a combination of other columns: leave one of them out of an unpenalised linear model."
                : $"'{column.Name}' is nearly a combination of other columns (variance inflation {inflation:G3}): penalise a linear model, and do not read its coefficient alone.");
    }

    private bool Leaks(ExaminedTarget target, (double Pearson, double Spearman, double Alone, double Certainty) relation) => target.Classes.Length > 0
        ? relation.Alone >= LeakScore && relation.Certainty >= LeastCertainty
        : (relation.Alone >= LeakScore || Math.Abs(relation.Pearson) >= Math.Sqrt(LeakScore)) && target.Numbers.Length - target.Missing >= FewestLeakRows;

    private static bool IsIdentifier(ExaminedColumn column)
    {
        if (column.Distinct < FewestIdentifiers)
            return false;
        if (!column.IsNumber)
            return column.Distinct >= IdentifierShare * column.Present;
        if (column.Distinct < column.Present)
            return false;
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in column.Numbers)
        {
            if (double.IsNaN(value))
                continue;
            if (value != Math.Floor(value))
                return false;
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return (double)column.Present * column.Present / 2 / (most - least + 1) >= ExpectedCollisions;
    }

    /// <summary>The share of rows whose text is a number where some are and some are not, else 0; with a text that is none.</summary>
    private static (double Share, string Example) Mixed(CategoryColumn column)
    {
        bool[] isNumber = [.. column.Levels.Select(level => double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))];
        var (numbers, others, example) = (0, 0, "");
        foreach (var code in column.Codes)
        {
            if (code == CategoryColumn.Missing)
                continue;
            if (isNumber[code])
                numbers++;
            else if (others++ == 0)
                example = column.Levels[code];
        }

        var share = numbers / (double)Math.Max(1, numbers + others);
        return others > 0 && share >= LeastMixed ? (share, example) : (0, example);
    }

    private void Gaps(ExaminedColumn[] columns, MissingCells missing, ExaminedTarget? target, List<(int, TableFinding)> findings)
    {
        for (var f = 0; f < columns.Length; f++)
        {
            var (column, rows) = (columns[f], columns[f].Cells.Length);
            var gaps = rows - column.Present;
            if (gaps == 0 || column.Present == 0)
                continue;
            if (gaps >= MostMissing * rows && column.Distinct > 1)
                findings.Add((f, Finding("many-missing", FindingSeverity.Warning, gaps / (double)rows, $"'{column.Name}' is missing in {gaps / (double)rows:P0} of the rows: keep it only with an indicator of the gaps, or leave it out.", column.Name)));
            if (target is { Numbers.Length: > 0 } && Correlation.Pearson(Array.ConvertAll(column.Cells, cell => cell < 0 ? 1.0 : 0), target.Numbers) is var own
                && Math.Abs(own) >= 0.1 && Math.Abs(own) * Math.Sqrt(rows) >= LeastCertainty)
                findings.Add((f, Finding("telling-gaps", FindingSeverity.Note, own, $"Where '{column.Name}' is missing the target is {(own > 0 ? "higher" : "lower")} (correlation {own:F2}): impute it with an indicator, and ask why it is missing.", column.Name)));
        }

        foreach (var group in missing.Together())
            findings.Add((Array.IndexOf(columns, group[0]), Finding("missing-together", FindingSeverity.Note, group[0].Cells.Length - group[0].Present,
                $"{string.Join(", ", group.Take(5).Select(column => $"'{column.Name}'"))}{(group.Length > 5 ? $" and {group.Length - 5} more" : "")} are missing in the same {group[0].Cells.Length - group[0].Present} rows: they come from one source; one indicator is enough.",
                [.. group.Select(column => column.Name)])));
    }

    private ClassShare[] Classes(TabularData data, ExaminedTarget? target, List<(int, TableFinding)> findings)
    {
        if (target is null)
            return [];
        var name = data.Target!.Name;
        if (target.Missing > 0)
            findings.Add((-1, Finding("missing-target", FindingSeverity.Danger, target.Missing, $"The target '{name}' is missing in {target.Missing} rows: leave them out, a learner refuses them.", name)));
        if (target.Classes.Length == 0)
            return [];
        var (present, k) = (data.RowCount - target.Missing, target.Labels.Length);
        var classes = new ClassShare[k];
        for (var own = 0; own < k; own++)
        {
            var rows = target.Classes.AsSpan().Count(own);
            classes[own] = new ClassShare(target.Labels[own], rows, rows / (double)present, present / ((double)k * rows));
        }

        if (classes.Length < 2)
            findings.Add((-1, Finding("one-class", FindingSeverity.Danger, classes.Length, $"The target '{name}' has {(classes.Length == 0 ? "no class" : "one class only")}: nothing can be told apart.", name)));
        else if (classes.MinBy(own => own.Rows) is { } least && least.Share < LeastBalance / k)
            findings.Add((-1, Finding("imbalance", FindingSeverity.Warning, least.Share,
                $"The class '{least.Label}' has {least.Share:P1} of the rows: stratify the folds, judge by the precision-recall curve, and weight classes (its rows by {least.BalancedWeight:G3}) or choose the threshold by cost.", name)));
        foreach (var rare in classes.Where(own => own.Rows < 10 && classes.Length > 1))
            findings.Add((-1, Finding("rare-class", FindingSeverity.Warning, rare.Rows, $"The class '{rare.Label}' has {rare.Rows} rows: no fold can judge it; join it with another class or collect more.", name)));
        return classes;
    }
}
