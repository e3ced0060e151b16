using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn;

/// <summary>Features with what is to be learnt from them.</summary>
/// <param name="Features">The features.</param>
/// <param name="Targets">The target of each row.</param>
/// <param name="Weights">The weight of each row; all are 1 where empty.</param>
/// <param name="GroupSizes">The rows of each group, which lie side by side; no groups where empty.</param>
internal sealed record LabelledRows(FeatureSource Features, float[] Targets, float[] Weights, int[] GroupSizes)
{
    public LabelledRows(FeatureSource features, float[] targets) : this(features, targets, [], [])
    {
    }

    public int Rows => Features.Rows;

    /// <summary>Rows of a table.</summary>
    /// <param name="data">The table; weights and groups are taken from it.</param>
    /// <param name="features">Its features.</param>
    /// <param name="targets">Its targets.</param>
    /// <exception cref="DataException"><c>bad-group</c>: rows of one group do not lie side by side.</exception>
    public static LabelledRows Of(TabularData data, FeatureSource features, float[] targets)
    {
        var weights = new float[data.Weight?.Count ?? 0];
        data.Weight?.CopyTo(weights);
        return new LabelledRows(features, targets, weights, Groups(data.Group));
    }

    /// <summary>Some of the rows; groups must be taken whole.</summary>
    /// <param name="rows">Ascending rows.</param>
    /// <exception cref="DataException"><c>bad-group</c>: a group is taken in part.</exception>
    public LabelledRows Take(int[] rows) => new(
        new SubsetSource(Features, rows), Array.ConvertAll(rows, row => Targets[row]), Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => Weights[row]), TakeGroups(rows));

    /// <summary>Refuses a table that nothing can be learnt from.</summary>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>bad-weight</c> or <c>bad-group</c>.</exception>
    public void Check()
    {
        if (Features.Features == 0)
            throw new DataException("The table has no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        if (Rows == 0)
            throw new DataException("The table has no rows.") { Code = "no-rows", Hint = "Check the filter or the file." };
        if (Targets.Length != Rows)
            throw new ArgumentException($"There are {Targets.Length} targets for {Rows} rows.", nameof(Targets));
        CheckWeights();
        if (GroupSizes.Length > 0 && (Array.Exists(GroupSizes, size => size < 1) || GroupSizes.Sum(size => (long)size) != Rows))
            throw new DataException($"The groups have {GroupSizes.Sum(size => (long)size)} rows, the table has {Rows}.")
            {
                Code = "bad-group", Hint = "Give each group at least one row, and every row a group.",
            };
    }

    private int[] TakeGroups(int[] rows)
    {
        var sizes = new List<int>();
        for (int group = 0, start = 0, at = 0; group < GroupSizes.Length; start += GroupSizes[group++])
        {
            var from = at;
            while (at < rows.Length && rows[at] < start + GroupSizes[group])
                at++;
            if (at - from != 0 && at - from != GroupSizes[group])
                throw new DataException($"{at - from} of the {GroupSizes[group]} rows of a group are taken.")
                {
                    Code = "bad-group", Row = start + 1, Hint = "Part the rows by group.",
                };
            if (at > from)
                sizes.Add(at - from);
        }

        return [.. sizes];
    }

    private static int[] Groups(Column? group)
    {
        var runs = new GroupRuns();
        if (group is not null)
            runs.Add(group, before: 0);
        return runs.Sizes;
    }

    private void CheckWeights()
    {
        if (Weights.Length == 0)
            return;
        if (Weights.Length != Rows)
            throw new ArgumentException($"There are {Weights.Length} weights for {Rows} rows.", nameof(Weights));
        CheckWeights(Weights);
    }

    /// <summary>Refuses weights that are no finite numbers from 0 up, or all 0.</summary>
    /// <exception cref="DataException"><c>bad-weight</c>.</exception>
    public static void CheckWeights(ReadOnlySpan<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
            if (!(weights[i] >= 0) || float.IsInfinity(weights[i]))
                throw new DataException($"The weight of row {i + 1} is {weights[i]}; a weight is a finite number from 0 up.")
                {
                    Code = "bad-weight", Row = i + 1, Hint = "Leave such rows out.",
                };
        if (weights.IndexOfAnyExcept(0f) < 0)
            throw new DataException("Every weight is 0.") { Code = "bad-weight", Hint = "Give at least one row a weight above 0." };
    }
}
