using System.Globalization;
using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>A table that is ready to be learnt from: the task, the features, and which rows are for what.</summary>
internal sealed class PreparedTable
{
    // Without test rows a fifth is held out; of the rest, a fifth ends the training where the learner asks for it.
    private const int Parts = 5;
    private const int FewestRows = 10;

    private PreparedTable(LearnTask task, IReadOnlyList<Finding> findings, TabularData training, TabularData? validation, TabularData test)
    {
        (Task, Findings, Training, Validation, Test) = (task, findings, training, validation, test);
        Columns = new Schema(training.Features.Select(column => (column.Name, column.Kind)));
    }

    /// <summary>What is learnt.</summary>
    public LearnTask Task { get; }

    /// <summary>What the table's owner should know.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The rows to learn from.</summary>
    public TabularData Training { get; }

    /// <summary>The rows that end the training.</summary>
    public TabularData? Validation { get; }

    /// <summary>The rows to judge by.</summary>
    public TabularData Test { get; }

    /// <summary>The features.</summary>
    public Schema Columns { get; }

    /// <summary>Prepares a table.</summary>
    /// <exception cref="DataException">Nothing can be learnt from the table, or a column is missing.</exception>
    public static PreparedTable Of(LearnRequest request, ulong seed)
    {
        foreach (var name in new[] { request.Target, request.Weight, request.Group }.OfType<string>().Concat(request.Ignore).Concat(request.Use))
            if (!request.Table.Has(name))
                throw ColumnNames.Missing(name, [.. request.Table.Columns.Select(column => column.Name)], request.File);
        if (request.Table.RowCount == 0)
            throw new DataException($"{request.File} has no rows.") { Code = "no-rows", File = request.File, Hint = "Check the filter it was made with." };

        // Weights are checked in the file's own rows, before any is passed over.
        _ = new TabularData(request.Table, weight: request.Weight);
        var findings = new List<Finding>();
        var table = WithTarget(request.Table, request.Target, findings);
        var task = request.Task ?? (request.Group is LibsvmGroup ? LearnTask.Ranking : TaskGuess.Of(table[request.Target]));
        var target = TaskGuess.Fit(table[request.Target], task);
        if (request.Task is null && TaskGuess.Doubt(target, task) is { } doubt)
            findings.Add(doubt);
        if (!request.Learner.Supports(task))
            throw new ArgumentException($"The learner {request.Learner.Name} cannot learn {LearnTasks.Word(task)} targets; {string.Join(", ", TableLearners.All.Where(own => own.Supports(task)).Select(own => own.Name))} can.");
        if (task == LearnTask.Ranking && request.Group is null)
            throw new ArgumentException("Ranking needs --group: the column whose equal values are one list.");

        var features = Features(request, table, target, findings);
        var data = Roles(table, request, target, features);
        if (request.Group is not null && task == LearnTask.Ranking)
            CheckGroups(data.Group!, request.File);
        var test = request.Test is { } other ? Roles(WithTarget(other, request.Target, findings), request, Like(target, other[request.Target]), features) : null;
        return Part(request, task, data, test, findings, seed);
    }

    private const string LibsvmGroup = Data.Libsvm.LibsvmTable.Group;

    private static PreparedTable Part(LearnRequest request, LearnTask task, TabularData data, TabularData? test, List<Finding> findings, ulong seed)
    {
        if (test is null && data.RowCount < FewestRows)
            throw new DataException($"{request.File} has {data.RowCount} rows with a target; expected at least {FewestRows} where some are held out to judge by.")
            {
                Code = "too-few-rows", File = request.File, Hint = "Bring more rows, or give rows to judge by with --test.",
            };
        if (test is null)
            (data, test) = Split(data, request, seed);
        TabularData? validation = null;
        if (request.Learner.NeedsValidation)
            (data, validation) = Split(data, request, seed + 1);
        var keepsGroups = task == LearnTask.Ranking;
        return new PreparedTable(task, findings, ForFit(data, keepsGroups), validation is null ? null : ForFit(validation, keepsGroups), ForFit(test, keepsGroups));
    }

    private static (TabularData Kept, TabularData Held) Split(TabularData data, LearnRequest request, ulong seed)
    {
        try
        {
            var fold = Folds.Of(data, Parts, FoldKind.Automatic, seed)[0];
            return (data.Take(fold.Train), data.Take(fold.Held));
        }
        catch (DataException fault) when (fault.Code is "too-few-rows")
        {
            throw new DataException($"{request.File} is too small to hold rows out: {fault.Message}", fault)
            {
                Code = fault.Code, File = request.File, Hint = "Bring more rows or groups, give rows to judge by with --test, or learn without early stopping.",
            };
        }
    }

    /// <summary>Groups only matter to a learner that ranks.</summary>
    private static TabularData ForFit(TabularData data, bool keepsGroups) => data.Group is null || keepsGroups
        ? data
        : new TabularData(data.Table.Select(data.Table.Columns.Select(column => column.Name).Where(name => !string.Equals(name, data.Group.Name, StringComparison.Ordinal))), data.Target!.Name, data.Weight?.Name);

    private static TabularData Roles(Table table, LearnRequest request, Column target, IReadOnlyList<string> features)
    {
        var columns = features.Select(name => table.Has(name) ? table[name] : throw ColumnNames.Missing(name, [.. table.Columns.Select(column => column.Name)], "The test file")).ToList();
        columns.AddRange(new[] { request.Weight, request.Group }.OfType<string>().Select(name => table[name]));
        columns.Add(target);
        return new TabularData(new Table(columns), request.Target, request.Weight, request.Group);
    }

    private static string[] Features(LearnRequest request, Table table, Column target, List<Finding> findings)
    {
        var features = new List<string>();
        var others = new HashSet<string>([request.Target, request.Weight ?? "", request.Group ?? "", .. request.Ignore], StringComparer.Ordinal);
        foreach (var column in table.Columns)
        {
            if (others.Contains(column.Name))
                continue;
            var finding = ColumnCheck.Of(column, target);
            if (finding is { Code: not "times" } && request.Use.Contains(column.Name, StringComparer.Ordinal))
                finding = null;
            if (finding is null)
                features.Add(column.Name);
            else
                findings.Add(finding);
        }

        return features.Count > 0 ? [.. features] : throw new DataException($"{request.File} has no column to learn from besides the target '{request.Target}'.")
        {
            Code = "no-features", File = request.File,
            Hint = findings.Exists(finding => finding.IsLeftOut) ? $"All others were left out: {string.Join("; ", findings.Where(finding => finding.IsLeftOut).Take(5).Select(finding => $"{finding.Column} ({finding.Code})"))}." : "Add columns that describe the rows.",
        };
    }

    /// <summary>The rows whose target is known.</summary>
    private static Table WithTarget(Table table, string target, List<Finding> findings)
    {
        if (!table.Has(target))
            throw ColumnNames.Missing(target, [.. table.Columns.Select(column => column.Name)], "The test file");
        var column = table[target];
        int[] known = [.. Enumerable.Range(0, table.RowCount).Where(row => !column.IsMissing(row))];
        // A target without any value is told by the check of the task.
        if (known.Length == table.RowCount || known.Length == 0)
            return table;
        findings.Add(new Finding("no-target", target, $"{(table.RowCount - known.Length).ToString("N0", CultureInfo.InvariantCulture)} rows have no value in the target '{target}' and are passed over.", false));
        return table.Take(known);
    }

    /// <summary>The target of other rows in the form of the training rows' target.</summary>
    private static Column Like(Column target, Column other)
    {
        int[] known = [.. Enumerable.Range(0, other.Count).Where(row => !other.IsMissing(row))];
        var kept = known.Length == other.Count ? other : other.Take(known);
        return target is CategoryColumn && kept is NumberColumn numbers ? TaskGuess.Labelled(numbers) : kept;
    }

    private static void CheckGroups(Column group, string file)
    {
        var (keys, seen) = (GroupKeys.Of(group), new HashSet<int>());
        for (var row = 0; row < keys.Length; row++)
            if ((row == 0 || keys[row] != keys[row - 1]) && !seen.Add(keys[row]))
                throw new DataException($"Row {row + 1} of {file} belongs to a group of '{group.Name}' whose other rows lie further above.")
                {
                    Code = "bad-group", File = file, Row = row + 1, Column = group.Name, Hint = $"Sort the file by '{group.Name}'.",
                };
    }
}
