using System.Globalization;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of gradient boosting.</summary>
internal static class BoostingOptions
{
    private const string Objectives = "auto, squared, logistic, absolute, poisson, tweedie[:1.5], quantile:0.9, huber[:1], lambdamart[:30], lambdamart-precision[:30]";

    public static OptionTable<GradientBoosting> Table { get; } = new OptionTable<GradientBoosting>(new GradientBoosting())
        .Whole("trees", "1 to 100,000", "rounds; with early stopping, at most so many", l => l.Trees, (l, v) => l with { Trees = v })
        .Whole("leaves", "2 to 65,536", "most leaves of a tree", l => l.Leaves, (l, v) => l with { Leaves = v })
        .WholeOrNone("max-depth", "from 1", "most splits on the way to a leaf", (l, v) => l with { MaxDepth = v })
        .Number("learning-rate", "above 0 to 1", "what each tree counts", l => l.LearningRate, (l, v) => l with { LearningRate = v })
        .Whole("early-stopping-rounds", "from 0", "stop when validation has not improved for so many rounds; 0 never", l => l.EarlyStoppingRounds, (l, v) => l with { EarlyStoppingRounds = v })
        .Other("objective", "auto", Objectives, "what is minimised", (l, text) => text is "auto" ? l with { Objective = null } : ObjectiveOf(text) is { } objective ? l with { Objective = objective } : null)
        .Word("growth", "which leaf is split next", [("leaf-wise", TreeGrowth.LeafWise), ("level-wise", TreeGrowth.LevelWise)], l => l.Growth, (l, v) => l with { Growth = v })
        .Whole("min-rows-per-leaf", "from 1", "fewest rows of a leaf", l => l.MinRowsPerLeaf, (l, v) => l with { MinRowsPerLeaf = v })
        .Number("min-hessian-per-leaf", "from 0", "least sum of second derivatives in a leaf", l => l.MinHessianPerLeaf, (l, v) => l with { MinHessianPerLeaf = v })
        .Number("min-split-gain", "from 0", "what one more leaf must bring", l => l.MinSplitGain, (l, v) => l with { MinSplitGain = v })
        .Number("l2", "from 0", "weight of squared leaf values", l => l.L2, (l, v) => l with { L2 = v })
        .Number("l1", "from 0", "weight of absolute leaf values", l => l.L1, (l, v) => l with { L1 = v })
        .Whole("bins", "2 to 65,535", "most bins of a feature", l => l.Bins, (l, v) => l with { Bins = v })
        .Whole("min-rows-per-bin", "from 1", "fewest sampled rows in a bin", l => l.MinRowsPerBin, (l, v) => l with { MinRowsPerBin = v })
        .Word("cuts", "between which values numbers are cut", [("sample", CutSearch.Sample), ("weighted-sketch", CutSearch.WeightedSketch), ("exact", CutSearch.Exact)], l => l.Cuts, (l, v) => l with { Cuts = v })
        .Word("step", "which derivatives of the loss choose splits", [("newton", BoostingStep.Newton), ("gradient-newton", BoostingStep.GradientNewton)], l => l.Step, (l, v) => l with { Step = v })
        .Word("sampling", "how rows are drawn for a tree", [("uniform", RowSampling.Uniform), ("gradient-one-side", RowSampling.GradientOneSide)], l => l.Sampling, (l, v) => l with { Sampling = v })
        .Number("row-fraction", "above 0 to 1", "share of rows for each tree", l => l.RowFraction, (l, v) => l with { RowFraction = v })
        .Number("top-fraction", "above 0 to 1", "gradient-one-side: share kept for great gradients", l => l.TopFraction, (l, v) => l with { TopFraction = v })
        .Number("other-fraction", "above 0 to 1", "gradient-one-side: share drawn from the others", l => l.OtherFraction, (l, v) => l with { OtherFraction = v })
        .Number("feature-fraction", "above 0 to 1", "share of features for each tree", l => l.FeatureFraction, (l, v) => l with { FeatureFraction = v })
        .Number("drop-rate", "0 to 1", "DART: chance of each earlier tree to be left out", l => l.DropRate, (l, v) => l with { DropRate = v })
        .Whole("max-drop", "from 1", "DART: most trees left out at once", l => l.MaxDrop, (l, v) => l with { MaxDrop = v })
        .Number("skip-drop", "0 to 1", "DART: chance of a round without dropping", l => l.SkipDrop, (l, v) => l with { SkipDrop = v })
        .NumbersByName("monotone", "COL:1 or COL:-1, parted by commas", "features along which the prediction only rises or falls",
            (l, v) => l with { Monotone = v.ToDictionary(pair => pair.Key, pair => Direction(pair.Value), StringComparer.Ordinal) })
        .Other("interactions", "none", "COL+COL,COL+COL+COL", "features that may meet on one path; a column in no set is not used",
            (l, text) => l with { Interactions = [.. text.Split(',').Select(set => (IReadOnlyList<string>)set.Split('+'))] })
        .Number("category-smoothing", "from 0", "added to the hessian where categories are ordered", l => l.CategorySmoothing, (l, v) => l with { CategorySmoothing = v })
        .Number("category-l2", "from 0", "added to l2 in splits by category", l => l.CategoryL2, (l, v) => l with { CategoryL2 = v })
        .Whole("max-categories-per-split", "from 1", "most categories on the smaller side of a split", l => l.MaxCategoriesPerSplit, (l, v) => l with { MaxCategoriesPerSplit = v })
        .Whole("one-against-rest-categories", "from 0", "up to so many categories are split one against the rest", l => l.OneAgainstRestCategories, (l, v) => l with { OneAgainstRestCategories = v });

    /// <summary>The learner with an objective for a task.</summary>
    /// <exception cref="ArgumentException">The objective that was set does not fit the task.</exception>
    public static GradientBoosting For(GradientBoosting learner, LearnTask task)
    {
        var name = learner.Objective?.Name;
        var ranks = name is not null && Ranks(name);
        var fits = name is null || task switch
        {
            LearnTask.Binary => name is "logistic",
            LearnTask.Multiclass => false,
            LearnTask.Ranking => ranks,
            _ => !ranks,
        };
        if (!fits)
            throw new ArgumentException($"The objective {name} is not for a task of the kind {LearnTasks.Word(task)}; leave it out{(task == LearnTask.Ranking ? "" : ", or choose another task")}.");
        return task == LearnTask.Ranking && name is null ? learner with { Objective = Objective.LambdaMart() } : learner;
    }

    /// <summary>Whether an objective puts rows into order.</summary>
    public static bool Ranks(string objective) => objective.StartsWith("lambdamart", StringComparison.Ordinal);

    /// <summary>An objective by its name and, behind a colon, its parameter; <see langword="null"/> for another text.</summary>
    private static Objective? ObjectiveOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (name, tail) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        if (tail is null)
            return name switch
            {
                "squared" => Objective.Squared,
                "logistic" => Objective.Logistic,
                "absolute" => Objective.Absolute,
                "poisson" => Objective.Poisson,
                "tweedie" => Objective.Tweedie(),
                "huber" => Objective.Huber(),
                "lambdamart" => Objective.LambdaMart(),
                "lambdamart-precision" => Objective.LambdaMartPrecision(),
                _ => null,
            };
        if (!double.TryParse(tail, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        return name switch
        {
            "tweedie" => Objective.Tweedie(number),
            "quantile" => Objective.Quantile(number),
            "huber" => Objective.Huber(number),
            "lambdamart" when number is >= 1 and <= int.MaxValue => Objective.LambdaMart((int)number),
            "lambdamart-precision" when number is >= 1 and <= int.MaxValue => Objective.LambdaMartPrecision((int)number),
            _ => null,
        };
    }

    private static int Direction(double number) => number is -1 or 0 or 1 ? (int)number : throw new ArgumentException($"The option monotone gives a column {number}; expected 1, 0 or -1.");
}
