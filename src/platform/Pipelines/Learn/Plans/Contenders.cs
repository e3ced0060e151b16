using System.Globalization;
using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>The learners that are compared, with the settings they are tuned among, the most promising first.</summary>
internal static class Contenders
{
    /// <summary>The name of the prediction that looks at no feature.</summary>
    public const string Baseline = "baseline";

    /// <summary>The name of the stack of all.</summary>
    public const string Stack = "stack";

    // Fewer columns than this are never chosen among.
    private const int FewColumns = 12;

    /// <summary>What to compare.</summary>
    /// <param name="task">What is learnt.</param>
    /// <param name="shape">The table.</param>
    /// <param name="limits">What the winner must keep to.</param>
    /// <param name="choices">By what columns are chosen; <see langword="null"/> for trees and shadows, empty for nothing.</param>
    public static IReadOnlyList<PlannedCandidate> For(LearnTask task, TableShape shape, PlanLimits limits, IReadOnlyList<ColumnChoice>? choices = null)
    {
        var (few, more) = Chosen(shape.Columns);
        var all = new List<PlannedCandidate> { task == LearnTask.Regression ? Linear(few, more) : Logistic(few, more), Tree(shape, few) };
        if (!limits.Interpretable)
        {
            all.AddRange([Forest(few, more), Boosting(few, more), SecondOrder(few, more), Machine(few, more), Network(few, more), Neighbors(few, more)]);
            if (task != LearnTask.Regression)
                all.Add(Bayes(few, more));
        }

        if (choices is not null)
            all = [.. all.Select(own => By(own, choices, shape))];
        return shape.Columns <= ColumnRanking.MostBoosted || choices is { Count: 0 } ? all : [.. all.Select(own => Narrowed(own, more))];
    }

    /// <summary>What a candidate learns from columns chosen in a further way, however many these are; <see langword="null"/> of most candidates, for which one way is like another.</summary>
    /// <param name="name">The candidate.</param>
    /// <param name="choice">The way.</param>
    /// <param name="shape">The table.</param>
    public static PlannedSetting? Further(string name, ColumnChoice choice, TableShape shape)
    {
        var setting = name switch
        {
            "logistic" => Setting("logistic", 0, ("penalty", "1")),
            "linear" => Setting("ridge", 0, ("penalty", "1")),
            "boosting" => Setting("boosting", 0, ("trees", "300"), ("leaves", "15"), ("learning-rate", "0.05"), ("l2", "5"), ("bins", "63")),
            _ => null,
        };
        return setting is null ? null : setting with { Choice = choice, Columns = shape.Columns > ColumnRanking.MostBoosted ? Chosen(shape.Columns).More : 0 };
    }

    /// <summary>The ranges in which a candidate's options are searched for; none of one that has nothing to set.</summary>
    /// <param name="name">The candidate.</param>
    /// <param name="shape">The table.</param>
    public static IReadOnlyList<PlannedRange> Ranges(string name, TableShape shape)
    {
        var root = Math.Sqrt(shape.Columns);
        return name switch
        {
            "logistic" => [Share("l1-share", 0, 1), Log("penalty", 0.01, 1_000)],
            "linear" => [Log("penalty", 0.01, 10_000)],
            "tree" => [Whole("max-depth", 2, 12), LogWhole("min-rows-per-leaf", 2, 100)],
            "forest" => [LogWhole("features-per-split", Math.Max(1, Math.Floor(root / 4)), Math.Max(2, Math.Min(shape.Columns, Math.Ceiling(4 * root)))), LogWhole("min-rows-per-leaf", 1, 30)],
            "gradient-boosting" => [LogWhole("leaves", 4, 64), Log("learning-rate", 0.02, 0.3), Whole("max-depth", 2, 6), Share("row-fraction", 0.5, 1), LogWhole("trees", 50, 400)],
            "boosting" => [Share("feature-fraction", 0.2, 1), Log("l2", 0.1, 30), LogWhole("leaves", 4, 63), Log("learning-rate", 0.02, 0.3), Share("row-fraction", 0.5, 1), LogWhole("trees", 50, 400)],
            "svm" => [Log("c", 0.05, 50)],
            "mlp" => [Share("dropout", 0, 0.5), Log("learning-rate", 0.0003, 0.03), Log("weight-decay", 0.00001, 0.1)],
            "neighbors" => [LogWhole("neighbors", 3, 100)],
            _ => [],
        };

        static PlannedRange Share(string option, double low, double high) => new(option, low, high, false, false);

        static PlannedRange Log(string option, double low, double high) => new(option, low, high, true, false);

        static PlannedRange Whole(string option, double low, double high) => new(option, low, high, false, true);

        static PlannedRange LogWhole(string option, double low, double high) => new(option, low, high, true, true);
    }

    /// <summary>A candidate that chooses columns in some ways, each with the options that go with few columns, beside all columns.</summary>
    private static PlannedCandidate By(PlannedCandidate candidate, IReadOnlyList<ColumnChoice> choices, TableShape shape)
    {
        PlannedSetting[] plain = [.. candidate.Settings.Select(setting => setting with { Columns = 0, Choice = ColumnChoice.Trees })];
        PlannedSetting[] few = [.. candidate.Settings.Where(setting => setting.Columns > 0).DefaultIfEmpty(plain[^1]).Take(2)];
        // Of few columns a number says little, but trees order columns and leave the number open.
        var some = few.SelectMany(setting => choices.Select(choice => setting with { Choice = choice, Columns = choice == ColumnChoice.Trees ? Math.Max(setting.Columns, shape.Columns / 2) : setting.Columns }));
        return choices.Count == 0 ? Candidate(candidate.Name, plain) : Candidate(candidate.Name, [plain[0], .. some, .. plain]);
    }

    /// <summary>With so many columns that most fits to all of them would not end, a candidate learns from chosen ones; a penalised line alone may still take all.</summary>
    private static PlannedCandidate Narrowed(PlannedCandidate candidate, int more)
    {
        IEnumerable<PlannedSetting> settings = candidate.Settings.Where(setting => setting.Choice != ColumnChoice.Shadows || setting.Columns > 0);
        IEnumerable<PlannedSetting> narrow = [.. settings.Select(setting => setting.Columns > 0 ? setting : setting with { Columns = more })];
        return Candidate(candidate.Name, [.. narrow, .. candidate.Name is "linear" or "logistic" ? settings.Where(setting => setting.Columns == 0).Take(1) : []]);
    }

    /// <summary>How many columns are tried where not all are: 0 where the table has few.</summary>
    private static (int Few, int More) Chosen(int columns) => columns < 2 * FewColumns
        ? (0, 0)
        : (Math.Clamp(columns / 10, FewColumns, 60), Math.Clamp(columns / 5, 2 * FewColumns, 200));

    private static PlannedCandidate Logistic(int few, int more) => Candidate("logistic",
        Setting("logistic", 0, ("penalty", "1")), Setting("logistic", few, ("penalty", "30")), Setting("logistic", 0, ("penalty", "40"), ("l1-share", "1")), Setting("logistic", more, ("penalty", "100")), Shadows("logistic", ("penalty", "1")));

    private static PlannedCandidate Linear(int few, int more) => Candidate("linear",
        Setting("ridge", 0, ("penalty", "1")), Setting("elastic-net", 0, ("folds", "5"), ("l1-share", "0.5")), Setting("ridge", few, ("penalty", "30")), Setting("elastic-net", more, ("folds", "5")), Shadows("ridge", ("penalty", "1")));

    private static PlannedCandidate Tree(TableShape shape, int few)
    {
        var leaf = Math.Clamp(shape.Rows / 200, 2, 100).ToString(CultureInfo.InvariantCulture);
        return Candidate("tree", Setting("tree", 0), Setting("tree", 0, ("max-depth", "5"), ("min-rows-per-leaf", leaf)), Setting("tree", few, ("max-depth", "7"), ("min-rows-per-leaf", leaf)), Setting("tree", 0, ("max-depth", "3"), ("min-rows-per-leaf", leaf)));
    }

    private static PlannedCandidate Forest(int few, int more) => Candidate("forest",
        Setting("forest", 0, ("trees", "200")), Setting("forest", few, ("trees", "300"), ("min-rows-per-leaf", "3")), Setting("extra-trees", few, ("trees", "300"), ("min-rows-per-leaf", "3")),
        Setting("forest", more, ("trees", "300"), ("min-rows-per-leaf", "3")));

    private static PlannedCandidate Boosting(int few, int more) => Candidate("gradient-boosting",
        Setting("boosting", 0, ("step", "gradient-newton"), ("growth", "level-wise"), ("max-depth", "3"), ("leaves", "8")),
        Setting("boosting", few, ("step", "gradient-newton"), ("growth", "level-wise"), ("max-depth", "4"), ("leaves", "16"), ("trees", "300"), ("learning-rate", "0.05"), ("row-fraction", "0.7"), ("bins", "63")),
        Setting("boosting", more, ("step", "gradient-newton"), ("growth", "level-wise"), ("max-depth", "3"), ("leaves", "8"), ("trees", "300"), ("row-fraction", "0.7"), ("bins", "63")));

    private static PlannedCandidate SecondOrder(int few, int more) => Candidate("boosting",
        Setting("boosting", 0),
        Setting("boosting", few, ("trees", "400"), ("max-depth", "4"), ("leaves", "16"), ("learning-rate", "0.03"), ("feature-fraction", "0.5"), ("row-fraction", "0.7"), ("l2", "5"), ("bins", "63")),
        Setting("boosting", more, ("trees", "400"), ("max-depth", "4"), ("leaves", "16"), ("learning-rate", "0.03"), ("feature-fraction", "0.5"), ("row-fraction", "0.7"), ("l2", "5"), ("bins", "63")),
        Setting("boosting", few, ("trees", "300"), ("leaves", "15"), ("learning-rate", "0.05"), ("feature-fraction", "0.5"), ("l2", "5"), ("bins", "63")),
        Setting("boosting", 0, ("trees", "300"), ("leaves", "15"), ("learning-rate", "0.05"), ("feature-fraction", "0.3"), ("l2", "5"), ("bins", "63")),
        Shadows("boosting", ("trees", "300"), ("leaves", "15"), ("learning-rate", "0.05"), ("l2", "5"), ("bins", "63")));

    private static PlannedCandidate Machine(int few, int more) => Candidate("svm",
        Setting("svm", 0), Setting("svm", few), Setting("svm", few, ("c", "4")), Setting("svm", more));

    private static PlannedCandidate Network(int few, int more) => Candidate("mlp",
        Setting("mlp", 0, ("hidden", "32"), ("epochs", "60")), Setting("mlp", few, ("hidden", "32"), ("epochs", "60"), ("weight-decay", "0.01")),
        Setting("mlp", few, ("hidden", "64"), ("epochs", "60"), ("dropout", "0.3"), ("weight-decay", "0.001")), Setting("mlp", more, ("hidden", "32"), ("epochs", "40"), ("dropout", "0.3"), ("weight-decay", "0.01")));

    private static PlannedCandidate Neighbors(int few, int more) => Candidate("neighbors",
        Setting("neighbors", 0, ("neighbors", "25")), Setting("neighbors", few, ("neighbors", "25")), Setting("neighbors", few, ("neighbors", "60"), ("weighting", "distance")), Setting("neighbors", more, ("neighbors", "40")));

    private static PlannedCandidate Bayes(int few, int more) => Candidate("bayes", Setting("bayes", 0), Setting("bayes", few), Setting("bayes", more));

    private static PlannedSetting Shadows(string learner, params (string Option, string Value)[] options) => Setting(learner, 0, options) with { Choice = ColumnChoice.Shadows };

    private static PlannedCandidate Candidate(string name, params PlannedSetting?[] settings) => new(name, [.. settings.OfType<PlannedSetting>().DistinctBy(setting => setting.Learner + setting.Text, StringComparer.Ordinal)]);

    private static PlannedSetting Setting(string learner, int columns, params (string Option, string Value)[] options) =>
        new(learner, new SortedDictionary<string, string>(options.ToDictionary(pair => pair.Option, pair => pair.Value, StringComparer.Ordinal), StringComparer.Ordinal), columns);
}
