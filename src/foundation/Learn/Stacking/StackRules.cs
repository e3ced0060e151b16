using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Stacking;

/// <summary>What all learners of stacks have in common.</summary>
internal static class StackRules
{
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public static void Check(string learner, IReadOnlyList<IEstimator<ITableModel>> members, double penalty, params IEnumerable<string> more)
    {
        var faults = new List<string>(more);
        if (members is not { Count: > 0 } || members.Contains(null))
            faults.Add("Members has none or a null; expected at least one learner");
        if (penalty is not (> 0 and < double.PositiveInfinity))
            faults.Add($"Penalty is {penalty}; expected a finite number above 0");
        if (faults.Count > 0)
            throw new ArgumentException($"{learner} cannot be fitted: {string.Join("; ", faults)}.");
    }

    /// <summary>What is to be learnt; refuses rows that some part of them would hide from its members.</summary>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>wrong-kind</c>, <c>bad-weight</c> or <c>bad-target</c>.</exception>
    public static Targets Check(TabularData data)
    {
        var targets = Targets.Of(data);
        var weights = new float[data.Weight?.Count ?? 0];
        data.Weight?.CopyTo(weights);
        // Groups need not lie side by side where the folds alone know them.
        new LabelledRows(TableSource.Of(data), targets.Values, weights, []).Check();
        var odd = Array.FindIndex(targets.Values, value => !float.IsFinite(value));
        return odd < 0 ? targets : throw new DataException($"The target of row {odd + 1} is {targets.Values[odd]}; expected a finite number.")
        {
            Code = "bad-target", Row = odd + 1, Column = data.Target?.Name, Hint = "Leave such rows out.",
        };
    }

    /// <summary>A model of the columns that a table has.</summary>
    public static StackedModel ModelOf(TabularData data, Targets targets, IReadOnlyList<ITableModel> models, Combination combination) =>
        new(Array.ConvertAll([.. data.Features], TableSource.Describe), targets.Labels, models, combination);
}
