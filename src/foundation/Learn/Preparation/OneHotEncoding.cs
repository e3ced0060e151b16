using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>Puts in the place of a column of categories one column of 0 and 1 for each category, behind the other columns.</summary>
/// <remarks>The frequent categories have columns of their own, in ordinal order of their texts; the others share one, <c>column=(other)</c>, and
/// gaps have one, <c>column=(missing)</c>, if there were any. A category that was not seen in the fit counts as one of the others where there
/// are any, else, like a gap where there was none, all its columns are 0. Immutable and thread-safe.</remarks>
public sealed record OneHotEncoding : PreparationStep
{
    /// <summary>The most columns of one column's categories, that of the others among them, at least 1; 30 by default.</summary>
    public int MostColumns { get; init; } = 30;

    /// <summary>The least weight, in rows, of a category with a column of its own, from 0; 1 by default.</summary>
    public double LeastRows { get; init; } = 1;

    /// <summary>Whether gaps have a column of their own; by default they have.</summary>
    public bool MissingColumn { get; init; } = true;

    /// <summary>Whether unseen categories count as one of the others where there are any, or have 0 everywhere; by default they count.</summary>
    public bool UnseenIsOther { get; init; } = true;

    internal override StepFit Fit(TrainingRows rows)
    {
        var encoded = Choose(rows, categorical: true);
        int[] kept = [.. Enumerable.Range(0, rows.Width).Except(encoded)];
        var names = rows.NewNames(kept);
        var described = new List<FeatureColumn>(kept.Select(f => rows.Columns[f]));
        var slots = new int[encoded.Length][];
        for (var e = 0; e < encoded.Length; e++)
            slots[e] = Slots(rows, encoded[e], described.Count - kept.Length, label => described.Add(new FeatureColumn(names.Take(label), false)));
        return new StepFit(new FittedOneHot(rows.Width, kept, encoded, slots, described.Count - kept.Length), [.. described]);
    }

    internal override void Check(List<string> faults)
    {
        if (MostColumns < 1)
            faults.Add($"{nameof(MostColumns)} is {MostColumns}; expected at least 1");
        if (!(LeastRows >= 0))
            faults.Add($"{nameof(LeastRows)} is {LeastRows}; expected 0 or more");
    }

    /// <summary>The weight of each level, of what is unseen, and of what is missing.</summary>
    internal static double[] Weights(TrainingRows rows, int column)
    {
        var levels = rows.Columns[column].Levels.Length;
        var weights = new double[levels + 2];
        for (int row = 0, at = column; row < rows.Rows; row++, at += rows.Width)
            weights[FittedStep.Place(rows.Values[at], levels)] += rows.Weight(row);
        return weights;
    }

    /// <summary>The place of each level's column among the new ones, then of what is unseen and missing; −1 for none.</summary>
    private int[] Slots(TrainingRows rows, int column, int first, Action<string> add)
    {
        var (name, levels) = (rows.Columns[column].Name, rows.Columns[column].Levels);
        var weights = Weights(rows, column);
        int[] own = [.. Enumerable.Range(0, levels.Length).Where(level => weights[level] > 0 && weights[level] >= LeastRows)];
        var seen = weights.AsSpan(0, levels.Length).ToArray().Count(weight => weight > 0);
        if (seen > own.Length ? own.Length > MostColumns - 1 : own.Length > MostColumns)
            own = [.. own.OrderByDescending(level => weights[level]).ThenBy(level => level).Take(MostColumns - 1).Order()];
        var slots = new int[levels.Length + 2];
        Array.Fill(slots, -1);
        var next = first;
        foreach (var level in own)
        {
            add($"{name}={levels[level]}");
            slots[level] = next++;
        }

        if (own.Length < seen)
        {
            add($"{name}=(other)");
            for (var level = 0; level < levels.Length + (UnseenIsOther ? 1 : 0); level++)
                if (slots[level] < 0)
                    slots[level] = next;
            next++;
        }

        if (MissingColumn && weights[^1] > 0)
        {
            add($"{name}=(missing)");
            slots[^1] = next;
        }

        return slots;
    }
}
