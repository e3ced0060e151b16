using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Validation;

/// <summary>Parts a share off rows: by time the latest, else at random, whole groups or each class by itself.</summary>
internal static class RowShare
{
    /// <summary>Parts rows.</summary>
    /// <param name="data">The table.</param>
    /// <param name="rows">The rows to part, ascending.</param>
    /// <param name="share">The share, between 0 and 1.</param>
    /// <param name="kind">How rows are parted.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The rest and the share, both ascending.</returns>
    /// <exception cref="DataException"><c>too-few-rows</c>: one of them would be empty.</exception>
    public static (int[] Others, int[] Share) Part(TabularData data, int[] rows, double share, FoldKind kind, ulong seed)
    {
        var isPart = Folds.KindFor(data, kind) switch
        {
            FoldKind.Time when data.Time is { } time => Latest(Array.ConvertAll(rows, row => time.Times[row]), share),
            FoldKind.Grouped when data.Group is { } group => Groups(Folds.GroupOf(group.Take(rows)), share, seed),
            FoldKind.Stratified when data.Target is CategoryColumn classes => Spread(Array.ConvertAll(rows, row => classes.Codes[row]), share, seed),
            FoldKind.Random => Spread(new int[rows.Length], share, seed),
            _ => throw new ArgumentException($"Rows cannot be parted as {kind}: no column has that role.", nameof(kind)),
        };
        int[] part = [.. rows.Where((_, at) => isPart[at])], rest = [.. rows.Where((_, at) => !isPart[at])];
        return part.Length > 0 && rest.Length > 0 ? (rest, part) : throw new DataException($"A share of {share} cannot be parted off {rows.Length} rows.")
        {
            Code = "too-few-rows", Hint = "Use more rows or groups, or another share.",
        };
    }

    private static bool[] Latest(long[] times, double share)
    {
        var sorted = times.Order().ToArray();
        // Rows of one moment lie on one side.
        var first = sorted[Math.Clamp((int)Math.Round(times.Length * (1 - share)), 0, times.Length - 1)];
        return Array.ConvertAll(times, time => time >= first);
    }

    private static bool[] Groups(int[] groups, double share, ulong seed)
    {
        var sizes = new int[groups.Max() + 1];
        foreach (var group in groups)
            sizes[group]++;
        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        new RandomStream(seed, RandomUse.Folds).Shuffle(order.AsSpan());
        var (isTaken, wanted) = (new bool[sizes.Length], share * groups.Length);
        // A group is taken where that brings the share nearer.
        foreach (var group in order)
            if (Math.Abs(wanted - sizes[group]) < Math.Abs(wanted))
                (isTaken[group], wanted) = (true, wanted - sizes[group]);
        return Array.ConvertAll(groups, group => isTaken[group]);
    }

    private static bool[] Spread(int[] classes, double share, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, classes.Length)];
        new RandomStream(seed, RandomUse.Folds).Shuffle(order.AsSpan());
        var (isPart, place) = (new bool[classes.Length], 0);
        foreach (var at in order.OrderBy(at => classes[at]))
        {
            isPart[at] = Math.Floor((place + 1) * share + 0.5) > Math.Floor(place * share + 0.5);
            place++;
        }

        return isPart;
    }
}
