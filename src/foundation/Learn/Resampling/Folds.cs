using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Resampling;

/// <summary>Parts rows into folds: a pure function of the data, the kind, the number and the seed.</summary>
public static class Folds
{
    /// <summary>The folds of a table.</summary>
    /// <param name="data">The table with its roles.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="kind">How rows are parted.</param>
    /// <param name="seed">The seed of the parting.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is below 2.</exception>
    /// <exception cref="ArgumentException">The kind needs a role that no column has.</exception>
    /// <exception cref="DataException"><c>too-few-rows</c>: a fold would hold no row.</exception>
    public static IReadOnlyList<Fold> Of(TabularData data, int folds, FoldKind kind = FoldKind.Automatic, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        return KindFor(data, kind) switch
        {
            FoldKind.Stratified => Stratified((data.Target as CategoryColumn ?? throw Missing("a target of categories")).Codes, folds, seed),
            FoldKind.Grouped => Grouped(GroupOf(data.Group ?? throw Missing("a group")), folds, seed, data.Target is CategoryColumn classes ? classes.Codes : default),
            FoldKind.Time => Ordered((data.Time ?? throw Missing("a time")).Times, folds),
            FoldKind.Random => Random(data.RowCount, folds, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
        };

        static ArgumentException Missing(string role) => new($"These folds need {role}, and the data have none.", nameof(data));
    }

    /// <summary>The kind that <see cref="FoldKind.Automatic"/> stands for.</summary>
    internal static FoldKind KindFor(TabularData data, FoldKind kind) => kind != FoldKind.Automatic
        ? kind
        : data.Time is not null ? FoldKind.Time : data.Group is not null ? FoldKind.Grouped : data.Target is CategoryColumn ? FoldKind.Stratified : FoldKind.Random;

    /// <summary>Folds at random.</summary>
    internal static IReadOnlyList<Fold> Random(int rows, int folds, ulong seed) => Stratified(new int[rows], folds, seed);

    /// <summary>Folds at random, each class by itself.</summary>
    internal static IReadOnlyList<Fold> Stratified(ReadOnlySpan<int> classes, int folds, ulong seed)
    {
        Check(classes.Length, folds, "rows");
        var random = new RandomStream(seed, RandomUse.Folds);
        var order = new int[classes.Length];
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        random.Shuffle(order.AsSpan());
        var own = classes.ToArray();
        var (foldOf, next) = (new int[own.Length], 0);
        // One round through the folds over all classes, so that their sizes differ by one row at most.
        foreach (var row in order.OrderBy(row => own[row]))
            foldOf[row] = next++ % folds;
        return ByFold(foldOf, folds);
    }

    /// <summary>Folds at random by group, and where there are classes with about the same share of each.</summary>
    /// <remarks>Greedy: the group with the largest shares of classes first, each into the fold that keeps Σ (rows of class c in fold f / rows of class c)² least; without
    /// classes that is the emptiest fold.</remarks>
    /// <param name="groups">The number of each row's group.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="classes">The class of each row from −1, or none.</param>
    internal static IReadOnlyList<Fold> Grouped(int[] groups, int folds, ulong seed, ReadOnlySpan<int> classes = default)
    {
        var count = groups.Length == 0 ? 0 : groups.Max() + 1;
        Check(count, folds, "groups");
        var kinds = 1;
        foreach (var own in classes)
            kinds = Math.Max(kinds, own + 2);
        var (sizes, totals) = (new double[count * kinds], new double[kinds]);
        for (var row = 0; row < groups.Length; row++)
        {
            var kind = classes.IsEmpty ? 0 : classes[row] + 1;
            sizes[groups[row] * kinds + kind]++;
            totals[kind]++;
        }

        // Rows of each class as shares of that class, so that a rare one counts as much as a frequent one.
        for (var i = 0; i < sizes.Length && kinds > 1; i++)
            sizes[i] /= Math.Max(1, totals[i % kinds]);
        var random = new RandomStream(seed, RandomUse.Folds);
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order.AsSpan());
        var (foldOf, filled) = (new int[count], new double[folds * kinds]);
        foreach (var group in order.OrderByDescending(group => Product(sizes, group, sizes, group)))
        {
            var best = 0;
            for (var fold = 1; fold < folds; fold++)
                if ((Product(filled, fold, sizes, group), Sum(fold)).CompareTo((Product(filled, best, sizes, group), Sum(best))) < 0)
                    best = fold;
            foldOf[group] = best;
            for (var kind = 0; kind < kinds; kind++)
                filled[best * kinds + kind] += sizes[group * kinds + kind];
        }

        return ByFold(Array.ConvertAll(groups, group => foldOf[group]), folds);

        double Product(double[] one, int first, double[] other, int second)
        {
            var sum = 0.0;
            for (var kind = 0; kind < kinds; kind++)
                sum += one[first * kinds + kind] * other[second * kinds + kind];
            return sum;
        }

        double Sum(int fold) => filled.AsSpan(fold * kinds, kinds).ToArray().Sum();
    }

    private static List<Fold> Ordered(ReadOnlySpan<long> times, int folds)
    {
        Check(times.Length, folds + 1, "rows");
        var own = times.ToArray();
        int[] order = [.. Enumerable.Range(0, own.Length).OrderBy(row => own[row])];
        var all = new List<Fold>();
        for (var fold = 1; fold <= folds; fold++)
        {
            var (start, end) = (Cut(fold), Cut(fold + 1));
            if (start == 0 || start == end)
                throw new DataException($"The times of {own.Length} rows cannot be parted into {folds + 1} spans: too many rows are of one moment.")
                {
                    Code = "too-few-rows", Hint = "Use fewer folds.",
                };
            all.Add(new Fold([.. order[..start].Order()], [.. order[start..end].Order()]));
        }

        return all;

        // Rows of one moment lie on one side.
        int Cut(int span)
        {
            var cut = (int)((long)own.Length * span / (folds + 1));
            while (cut > 0 && cut < own.Length && own[order[cut]] == own[order[cut - 1]])
                cut--;
            return cut;
        }
    }

    private static List<Fold> ByFold(int[] foldOf, int folds)
    {
        var all = new List<Fold>();
        for (var fold = 0; fold < folds; fold++)
        {
            var own = fold;
            int[] Rows(bool held) => [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == own == held)];
            all.Add(new Fold(Rows(held: false), Rows(held: true)));
        }

        return all;
    }

    /// <summary>The number of each row's group, by first appearance.</summary>
    internal static int[] GroupOf(Column group)
    {
        var numbers = new Dictionary<object, int>();
        var groups = new int[group.Count];
        for (var row = 0; row < groups.Length; row++)
        {
            object own = group switch
            {
                NumberColumn values => values[row],
                CategoryColumn categories => categories.Codes[row],
                _ => ((TimeColumn)group).Times[row],
            };
            groups[row] = numbers.TryGetValue(own, out var number) ? number : numbers[own] = numbers.Count;
        }

        return groups;
    }

    private static void Check(int units, int folds, string what)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (units < folds)
            throw new DataException($"{units} {what} cannot be parted into {folds}.") { Code = "too-few-rows", Hint = "Use fewer folds." };
    }
}
