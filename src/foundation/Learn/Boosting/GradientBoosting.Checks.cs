using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    /// <summary>Refuses options outside their ranges, all of them in one message.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    internal void Check()
    {
        var faults = new List<string>();
        void Range(bool inside, string name, object? value, string range)
        {
            if (!inside)
                faults.Add($"{name} is {value}; expected {range}");
        }

        Range(Trees is >= 1 and <= 100_000, nameof(Trees), Trees, "1 to 100,000");
        Range(Leaves is >= 2 and <= 65_536, nameof(Leaves), Leaves, "2 to 65,536");
        Range(MaxDepth is null or >= 1, nameof(MaxDepth), MaxDepth, "at least 1, or none");
        Range(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0 up to 1");
        Range(MinRowsPerLeaf >= 1, nameof(MinRowsPerLeaf), MinRowsPerLeaf, "at least 1");
        foreach (var (name, value) in new[]
                 {
                     (nameof(MinHessianPerLeaf), MinHessianPerLeaf), (nameof(MinSplitGain), MinSplitGain), (nameof(L2), L2), (nameof(L1), L1),
                     (nameof(CategorySmoothing), CategorySmoothing), (nameof(CategoryL2), CategoryL2),
                 })
            Range(value >= 0 && double.IsFinite(value), name, value, "a finite number from 0 up");
        Range(Bins is >= 2 and <= FeatureBins.MaxWideBins, nameof(Bins), Bins, $"2 to {FeatureBins.MaxWideBins}");
        Range(MinRowsPerBin >= 1, nameof(MinRowsPerBin), MinRowsPerBin, "at least 1");
        Range(RowFraction is > 0 and <= 1, nameof(RowFraction), RowFraction, "above 0 up to 1");
        Range(FeatureFraction is > 0 and <= 1, nameof(FeatureFraction), FeatureFraction, "above 0 up to 1");
        Range(TopFraction > 0 && OtherFraction > 0 && TopFraction + OtherFraction <= 1, $"{nameof(TopFraction)}, {nameof(OtherFraction)}",
            $"{TopFraction}, {OtherFraction}", "both above 0, together at most 1");
        Range(DropRate is >= 0 and <= 1, nameof(DropRate), DropRate, "0 to 1");
        Range(SkipDrop is >= 0 and <= 1, nameof(SkipDrop), SkipDrop, "0 to 1");
        Range(MaxDrop >= 1, nameof(MaxDrop), MaxDrop, "at least 1");
        Range(EarlyStoppingRounds >= 0, nameof(EarlyStoppingRounds), EarlyStoppingRounds, "at least 0");
        Range(EarlyStoppingRounds == 0 || DropRate == 0, nameof(EarlyStoppingRounds), EarlyStoppingRounds, $"0 with {nameof(DropRate)}: dropping changes earlier rounds");
        Range(MaxCategoriesPerSplit >= 1, nameof(MaxCategoriesPerSplit), MaxCategoriesPerSplit, "at least 1");
        Range(OneAgainstRestCategories >= 0, nameof(OneAgainstRestCategories), OneAgainstRestCategories, "at least 0");
        Range(Monotone.Values.All(d => d is >= -1 and <= 1), nameof(Monotone), string.Join(", ", Monotone.Values), "−1, 0 or 1");
        Range(Step is BoostingStep.Newton or BoostingStep.GradientNewton, nameof(Step), Step, "a member of the enumeration");
        Range(Cuts is CutSearch.Sample or CutSearch.WeightedSketch or CutSearch.Exact, nameof(Cuts), Cuts, "a member of the enumeration");
        Range(Step == BoostingStep.Newton || Monotone.Values.All(d => d == 0), nameof(Monotone), string.Join(", ", Monotone.Keys),
            $"none with {nameof(BoostingStep.GradientNewton)}: leaves get their values when no split can heed them any more");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(GradientBoosting)} cannot be fitted: {string.Join("; ", faults)}.");
    }

    /// <summary>Refuses to stop early without anything to judge by.</summary>
    /// <exception cref="ArgumentException">There are no validation rows.</exception>
    internal void CheckValidation(bool hasRows)
    {
        if (EarlyStoppingRounds > 0 && !hasRows)
            throw new ArgumentException($"{nameof(EarlyStoppingRounds)} is {EarlyStoppingRounds}, but there are no validation rows to judge by.");
    }

    /// <summary>Refuses to sort rows that lie in files.</summary>
    /// <exception cref="ArgumentException">Cuts are exact.</exception>
    internal void CheckBatches()
    {
        if (Cuts == CutSearch.Exact)
            throw new ArgumentException($"{nameof(Cuts)} is {Cuts}, which sorts all rows in memory, but the rows come in batches. Use {CutSearch.WeightedSketch}, or fit on a table.");
    }

    internal GrowthRules GrowthRulesFor(IReadOnlyList<FeatureColumn> columns) => new()
    {
        MaxLeaves = Leaves,
        MaxDepth = MaxDepth ?? int.MaxValue,
        ByLevel = Growth == TreeGrowth.LevelWise,
        Interactions = [.. Interactions.Select(set => set.Select(name => IndexOf(columns, name)).ToArray())],
        Splits = new SplitRules
        {
            L1 = L1,
            L2 = L2,
            MinGain = MinSplitGain,
            MinRows = MinRowsPerLeaf,
            MinHessian = MinHessianPerLeaf,
            CategorySmoothing = CategorySmoothing,
            CategoryL2 = CategoryL2,
            MaxCategories = MaxCategoriesPerSplit,
            OneAgainstRest = OneAgainstRestCategories,
            Monotone = Directions(columns),
        },
    };

    private sbyte[] Directions(IReadOnlyList<FeatureColumn> columns)
    {
        if (Monotone.Count == 0)
            return [];
        var directions = new sbyte[columns.Count];
        foreach (var (name, direction) in Monotone)
        {
            var feature = IndexOf(columns, name);
            if (direction != 0 && columns[feature].IsCategorical)
                throw new ArgumentException($"'{name}' is categorical: it has no order to be monotone along.");
            directions[feature] = (sbyte)direction;
        }

        return directions;
    }

    private static int IndexOf(IReadOnlyList<FeatureColumn> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
            if (string.Equals(columns[i].Name, name, StringComparison.Ordinal))
                return i;
        throw new ArgumentException($"There is no feature '{name}'; the features are {string.Join(", ", columns.Take(20).Select(c => c.Name))}{(columns.Count > 20 ? ", …" : "")}.");
    }
}
