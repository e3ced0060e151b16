using Kirana.Learn.Selection;
using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>What a fit costs, in CPU seconds of a processor of 2020: a model of the work, so that a plan is the same on every machine.</summary>
/// <remarks>Each cost is a count of operations by the learner's own complexity, divided by how many of them a processor was measured to do in a
/// second. Measured times lie within a factor of two of it.</remarks>
internal static class WorkCosts
{
    private const double Fixed = 0.02;

    // Of numbers that are prepared: filled, scaled and one-hot.
    private const double Prepared = 4e-8;

    // Of numbers that are examined, and as how many of them a column counts for itself.
    private const double Examined = 2e-7;
    private const double ColumnRows = 50;

    /// <summary>The cost of one fit with its predictions of held-out rows.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="shape">The table.</param>
    /// <param name="rows">The rows learnt from.</param>
    public static double Of(PlannedSetting setting, TableShape shape, double rows)
    {
        double columns = setting.Columns > 0 ? Math.Min(setting.Columns, shape.Columns) : shape.Columns;
        // Chosen columns are as wide as others.
        var width = columns * shape.Width / shape.Columns;
        var outputs = shape.Outputs;
        return Fixed + Taken(shape, rows) + setting.Learner switch
        {
            "tree" => Tree(setting, rows, columns),
            "forest" or "extra-trees" => Forest(setting, rows, columns),
            "boosting" => Boosting(setting, rows, columns) * outputs,
            "logistic" => Prepared * rows * width + (setting.Number("l1-share", 0) > 0 ? 1.5e-7 : 2.5e-8) * rows * width * outputs,
            "svm" => Machine(rows, width) * (outputs > 1 ? outputs : 1.6),
            "neighbors" => Prepared * rows * width + 1e-10 * rows * rows * width,
            "bayes" => (Prepared + 1e-8) * rows * width,
            "mlp" => Prepared * rows * width + Network(setting, rows, width),
            "elastic-net" => Prepared * rows * width + 11 * 2e-10 * rows * width * width + 2e-8 * width * width,
            _ => Prepared * rows * width + 2e-10 * rows * width * width,
        };
    }

    /// <summary>The linear model by which columns are added or left out one by one.</summary>
    public static PlannedSetting Stepper(LearnTask task) => new(task == LearnTask.Regression ? "ridge" : "logistic", new Dictionary<string, string>(StringComparer.Ordinal) { ["penalty"] = "1" }, 0);

    /// <summary>The cost of choosing columns once.</summary>
    public static double OfChoice(PlannedSetting setting, LearnTask task, TableShape shape, double rows)
    {
        var seen = shape with { Columns = Math.Min(shape.Columns, ColumnRanking.MostBoosted), Width = (int)((double)shape.Width * Math.Min(shape.Columns, ColumnRanking.MostBoosted) / shape.Columns) };
        var screened = shape.Columns > ColumnRanking.MostBoosted ? OfFilters(shape, rows) : 0;
        return setting.Choice switch
        {
            ColumnChoice.Filters => OfFilters(shape, rows),
            ColumnChoice.Sparse => screened + (task == LearnTask.Regression ? Prepared * rows * seen.Width + 6 * 2e-10 * rows * seen.Width * seen.Width : Prepared * rows * seen.Width + 1.5e-7 * rows * seen.Width * shape.Outputs),
            ColumnChoice.Shadows => screened + OfShadows(seen, rows),
            ColumnChoice.Stability => screened + Prepared * rows * seen.Width + new StabilitySelection().Subsamples * (1e-10 * rows * seen.Width * seen.Width + 2e-8 * seen.Width * seen.Width),
            // The sizes are a falling geometric row, gone through in every part and once more on all rows.
            ColumnChoice.Elimination => screened + (1 + ColumnRanking.WrapperFolds) * (Of(ColumnRanking.Setting, seen, rows) / ColumnRanking.EliminatedShare + 10 * Fixed),
            ColumnChoice.Forward => screened + OfSteps(task, seen, rows, Math.Min(seen.Columns, Math.Min(ColumnChooser.MostAdded, setting.Columns > 0 ? setting.Columns : int.MaxValue))),
            ColumnChoice.Backward => screened + OfSteps(task, seen, rows, seen.Columns),
            _ => OfRanking(shape, rows),
        };
    }

    private static double OfFilters(TableShape shape, double rows) => Examined / 2 * (rows + ColumnRows) * shape.Columns;

    /// <summary>The cost of trying every column at each of some steps, on half as many columns as there are at most.</summary>
    private static double OfSteps(LearnTask task, TableShape shape, double rows, int steps) =>
        ColumnRanking.WrapperFolds * steps * (shape.Columns - (steps - 1) / 2.0) * Of(Stepper(task) with { Columns = Math.Max(1, steps / 2) }, shape, rows);

    /// <summary>The cost of one shadow selection: forests of twice the columns, and what each column's shuffling costs them.</summary>
    private static double OfShadows(TableShape shape, double rows)
    {
        var rounds = new ShadowSelection().Rounds;
        return rounds * (Forest(new PlannedSetting("forest", new Dictionary<string, string>(StringComparer.Ordinal), 0), rows, 2.0 * shape.Columns) + 100 * 4e-8 * rows * Math.Log2(rows + 2) * Math.Min(2.0 * shape.Columns, Math.Log2(rows + 2)));
    }

    /// <summary>The cost of putting columns into order.</summary>
    public static double OfRanking(TableShape shape, double rows)
    {
        var screened = shape.Columns > ColumnRanking.MostBoosted ? OfFilters(shape, rows) : 0;
        return screened + Of(ColumnRanking.Setting, shape with { Columns = Math.Min(shape.Columns, ColumnRanking.MostBoosted) }, rows);
    }

    /// <summary>The cost of looking at every column before anything is compared.</summary>
    public static double OfExamination(TableShape shape) => Examined * (shape.Rows * Math.Log2(shape.Rows + 2) / 8 + ColumnRows) * shape.Columns;

    /// <summary>The cost of the trees that tell at the end which columns a model looks at that cannot tell by itself.</summary>
    public static double OfImitation(TableShape shape) =>
        OfRanking(shape, Math.Min(shape.Rows, 2_000));

    /// <summary>The cost of taking some of the rows, and of columns as such.</summary>
    private static double Taken(TableShape shape, double rows) => 2e-9 * (rows + ColumnRows) * shape.Columns;

    private static double Tree(PlannedSetting setting, double rows, double columns) =>
        (1 + setting.Number("pruning-folds", 0)) * 1.5e-8 * rows * columns * Math.Log2(rows + 2);

    private static double Forest(PlannedSetting setting, double rows, double columns)
    {
        var tried = setting.Number("features-per-split", Math.Sqrt(columns));
        return setting.Number("trees", 100) * rows * (6e-9 * tried * Math.Log2(rows + 2) + 4e-8 * Math.Log2(rows + 2)) + 4e-8 * rows * columns;
    }

    private static double Boosting(PlannedSetting setting, double rows, double columns)
    {
        var leaves = setting.Options.ContainsKey("max-depth") ? Math.Min(setting.Number("leaves", 31), Math.Pow(2, setting.Number("max-depth", 6))) : setting.Number("leaves", 31);
        var share = setting.Number("feature-fraction", 1) * columns;
        // Half of the rows of each level are added to histograms, and every leaf looks at every bin.
        var bins = Math.Min(setting.Number("bins", 255), rows / 3);
        return 6e-8 * rows * columns + setting.Number("trees", 100) * (6e-10 * rows * share * Math.Log2(leaves + 1) + 8e-9 * leaves * share * bins + 3e-8 * rows);
    }

    private static double Machine(double rows, double width) => 1e-10 * rows * rows * width + 2e-8 * rows * rows;

    private static double Network(PlannedSetting setting, double rows, double width)
    {
        var units = 32.0;
        if (setting.Options.TryGetValue("hidden", out var hidden) && double.TryParse(hidden.Split('+')[0], System.Globalization.CultureInfo.InvariantCulture, out var first))
            units = first;
        return 3e-10 * rows * setting.Number("epochs", 200) * (width + units) * units;
    }
}
