using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
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

    private PreparedTable(LearnTask task, IReadOnlyList<Finding> findings, TabularData roles, TabularData training, TabularData? validation, TabularData test)
    {
        (Task, Findings, Roles, Training, Validation, Test) = (task, findings, roles, training, validation, test);
        Columns = new Schema(training.Features.Select(column => (column.Name, column.Kind)));
    }

    /// <summary>What is learnt.</summary>
    public LearnTask Task { get; }

    /// <summary>What the table's owner should know.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The rows to learn from, with the roles by which folds are parted.</summary>
    public TabularData Roles { get; }

    /// <summary>The rows to learn from.</summary>
    public TabularData Training { get; }

    /// <summary>The rows that end the training.</summary>
    public TabularData? Validation { get; }

    /// <summary>The rows to judge by.</summary>
    public TabularData Test { get; }

    /// <summary>The features.</summary>
    public Schema Columns { get; }

    /// <summary>Prepares a table.</summary>
    /// <param name="request">The table and what its columns are.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="DataException">Nothing can be learnt from the table, or a column is missing.</exception>
    public static PreparedTable Of(LearnRequest request, FitContext context)
    {
        foreach (var name in new[] { request.Target, request.Weight, request.Group, request.Time }.OfType<string>().Concat(request.Ignore).Concat(request.Use))
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
        var dropped = Examined.Of(WithRoles(table, request, target, features), request.Use, request.Comparison is not null, context, findings);
        features = [.. features.Where(name => !dropped.Contains(name))];
        if (features.Length == 0)
            throw NoFeatures(request, findings);
        var data = WithRoles(table, request, target, features);
        if (request.Group is not null && task == LearnTask.Ranking)
            CheckGroups(data.Group!, request.File);
        var test = request.Test is { } other ? WithRoles(WithTarget(other, request.Target, findings), request, Like(target, other[request.Target]), features) : null;
        return Part(request, task, data, test, findings, context.Seed);
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
        return new PreparedTable(task, findings, data, ForFit(data, keepsGroups), validation is null ? null : ForFit(validation, keepsGroups), ForFit(test, keepsGroups));
    }

    private static (TabularData Kept, TabularData Held) Split(TabularData data, LearnRequest request, ulong seed)
    {
        try
        {
            // By time the last fold, which learns from all before it.
            var fold = Folds.Of(data, Parts, FoldKind.Automatic, seed)[data.Time is null ? 0 : ^1];
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
    private static TabularData ForFit(TabularData data, bool keepsGroups)
    {
        string[] dropped = [.. new[] { keepsGroups ? null : data.Group?.Name, data.Time?.Name }.OfType<string>()];
        return dropped.Length == 0 ? data : new TabularData(
            data.Table.Select(data.Table.Columns.Select(column => column.Name).Except(dropped, StringComparer.Ordinal)), data.Target!.Name, data.Weight?.Name, keepsGroups ? data.Group?.Name : null);
    }

    private static TabularData WithRoles(Table table, LearnRequest request, Column target, IReadOnlyList<string> features)
    {
        var columns = features.Select(name => table.Has(name) ? table[name] : throw ColumnNames.Missing(name, [.. table.Columns.Select(column => column.Name)], "The test file")).ToList();
        columns.AddRange(new[] { request.Weight, request.Group }.OfType<string>().Select(name => table[name]));
        if (request.Time is { } time)
            columns.Add(Moments(table[time]));
        columns.Add(target);
        return new TabularData(new Table(columns), request.Target, request.Weight, request.Group, request.Time);
    }

    /// <summary>The column that orders rows, as moments; numbers keep their order.</summary>
    private static TimeColumn Moments(Column column)
    {
        for (var row = 0; row < column.Count; row++)
            if (column.IsMissing(row))
                throw new DataException($"Row {row + 1} has no value in '{column.Name}', the column that orders rows by time.") { Code = "bad-time", Row = row + 1, Column = column.Name, Hint = "Leave such rows out." };
        return column switch
        {
            TimeColumn moments => moments,
            // Whole milliseconds of any unit are told apart.
            NumberColumn numbers => new TimeColumn(column.Name, [.. Enumerable.Range(0, numbers.Count).Select(row => (long)Math.Clamp(1000 * numbers[row], long.MinValue + 1, long.MaxValue))]),
            _ => throw new DataException($"The column '{column.Name}' holds texts; expected moments or numbers that order rows by time.") { Code = "wrong-kind", Column = column.Name, Hint = "Write dates as 2026-01-31." },
        };
    }

    private static string[] Features(LearnRequest request, Table table, Column target, List<Finding> findings)
    {
        var features = new List<string>();
        var others = new HashSet<string>([request.Target, request.Weight ?? "", request.Group ?? "", request.Time ?? "", .. request.Ignore], StringComparer.Ordinal);
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

        return features.Count > 0 ? [.. features] : throw NoFeatures(request, findings);
    }

    private static DataException NoFeatures(LearnRequest request, List<Finding> findings) => new($"{request.File} has no column to learn from besides the target '{request.Target}'.")
    {
        Code = "no-features", File = request.File,
        Hint = findings.Exists(finding => finding.IsLeftOut)
            ? $"All others were left out: {string.Join("; ", findings.Where(finding => finding.IsLeftOut).Take(5).Select(finding => $"{finding.Column} ({finding.Code})"))}. Take one in with --use."
            : "Add columns that describe the rows.",
    };

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
