using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Evaluation;

/// <summary>What lists are worth beyond right and wrong, and for whom and for what they are right.</summary>
/// <remarks>
/// <para>For each length k: <c>novelty@k</c>, the mean of −log₂ of the share of users who dealt with an item; <c>diversity@k</c>, 1 − the mean
/// cosine of the users of two items of a list (Ziegler, McNee, Konstan and Lausen, "Improving recommendation lists through topic
/// diversification", WWW 2005, §3.3); <c>serendipity@k</c>, the share of places with an item that is right and not among the k most
/// popular (Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010, §3.2); <c>gini@k</c>, how unequally lists show the
/// catalogue: 0 if every item equally often, near 1 if all lists are one.</para>
/// <para>Slices, at the longest k: <c>history-0/…</c> to <c>history-21+/…</c> by how many events a shopper has, NDCG and recall;
/// <c>head/recall@k</c>, <c>head/ndcg@k</c>, <c>tail/recall@k</c> and <c>tail/ndcg@k</c> of the right answers among the most popular items that hold
/// 80 % of all events, and among the rest;
/// <c>department:NAME/recall@k</c> and <c>department:NAME/ndcg@k</c> of the right answers of a department, the first level of a category path, for the
/// twenty departments that most shoppers bought from.</para>
/// </remarks>
public sealed class ListMeasures
{
    private static readonly (string Name, int From, int To)[] Histories =
        [("history-0", 0, 0), ("history-1", 1, 1), ("history-2-5", 2, 5), ("history-6-20", 6, 20), ("history-21+", 21, int.MaxValue)];

    private const int MostDepartments = 20;

    private readonly ItemView _items;
    private readonly ItemTraits? _traits;
    private readonly TestCases _cases;
    private readonly IReadOnlyList<int> _lengths;
    private readonly double[][] _values;
    private readonly Share[] _head;
    private readonly Share[] _tail;
    private readonly Share[] _all;
    private readonly (int Department, Share Found)[][] _departments;
    private readonly long[][] _shown;

    /// <summary>Prepares the measures.</summary>
    /// <param name="train">What the model learned from.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="lengths">The list lengths, ascending.</param>
    /// <param name="traits">The departments of items, or <see langword="null"/>.</param>
    internal ListMeasures(Interactions train, TestCases cases, IReadOnlyList<int> lengths, ItemTraits? traits)
    {
        _traits = traits is null || ReferenceEquals(traits.Items, train.Items) ? traits : traits.Over(train.Items);
        _items = new ItemView(train);
        _cases = cases;
        _lengths = lengths;
        Names = [.. lengths.SelectMany(k => new[] { Named("novelty", k), Named("diversity", k), Named("serendipity", k) })];
        _values = [.. Names.Select(_ => new double[cases.Count])];
        (_head, _tail, _all, _departments) = (new Share[cases.Count], new Share[cases.Count], new Share[cases.Count], new (int, Share)[cases.Count][]);
        _shown = [.. lengths.Select(_ => new long[train.ItemCount])];
    }

    /// <summary>The names of <see cref="Values"/>.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The value of every case, beside <see cref="Names"/>.</summary>
    internal IReadOnlyList<double[]> Values => _values;

    /// <summary>Takes one list; called from several threads, once for each case.</summary>
    internal void Take(int request, ReadOnlySpan<int> items)
    {
        var targets = _cases.TargetsOf(request);
        for (var l = 0; l < _lengths.Count; l++)
        {
            var list = items[..Math.Min(_lengths[l], items.Length)];
            _values[3 * l][request] = _items.NoveltyOf(list);
            _values[3 * l + 1][request] = _items.DiversityOf(list);
            var surprising = 0;
            foreach (var item in list)
            {
                Interlocked.Increment(ref _shown[l][item]);
                if (targets.BinarySearch(item) >= 0 && _items.RankOf(item) >= _lengths[l])
                    surprising++;
            }

            _values[3 * l + 2][request] = (double)surprising / _lengths[l];
        }

        _all[request] = ShareOf(items, targets);
        _head[request] = ShareOf(items, [.. targets.ToArray().Where(_items.IsHead)]);
        _tail[request] = ShareOf(items, [.. targets.ToArray().Where(target => !_items.IsHead(target))]);
        _departments[request] = _traits is not { DepartmentCount: > 1 } traits ? [] : ByDepartment(items, targets, traits);
    }

    /// <summary>Adds the figures that belong to no single case, and the slices.</summary>
    internal void AddTo(Dictionary<string, Interval> metrics, FitContext context)
    {
        for (var l = 0; l < _lengths.Count; l++)
        {
            var gini = Gini(_shown[l]);
            metrics[Named("gini", _lengths[l])] = new Interval(gini, gini, gini);
        }

        AddSlice("head", _head);
        AddSlice("tail", _tail);
        foreach (var (name, from, to) in Histories)
            AddSlice(name, _all.Where((_, request) => _cases.ShopperOf(request).Items.Length is var events && events >= from && events <= to));
        foreach (var department in _departments.SelectMany(found => found).GroupBy(found => found.Department).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Take(MostDepartments))
            AddSlice($"department:{_traits!.NameOfDepartment(department.Key)}", department.Select(found => found.Found));

        void AddSlice(string name, IEnumerable<Share> shares)
        {
            Share[] chosen = [.. shares.Where(share => !double.IsNaN(share.Recall))];
            if (chosen.Length == 0)
                return;
            metrics[$"{name}/" + Named("recall", _lengths[^1])] = Bootstrap.MeanInterval(Array.ConvertAll(chosen, share => share.Recall), seed: context.Seed);
            metrics[$"{name}/" + Named("ndcg", _lengths[^1])] = Bootstrap.MeanInterval(Array.ConvertAll(chosen, share => share.Ndcg), seed: context.Seed);
        }
    }

    /// <summary>What was found of each department that has a right answer; items without a category are of none.</summary>
    private (int Department, Share Found)[] ByDepartment(ReadOnlySpan<int> items, ReadOnlySpan<int> targets, ItemTraits traits)
    {
        var found = new List<(int, Share)>();
        foreach (var department in targets.ToArray().Where(target => traits[target].Category.Length > 0).GroupBy(target => traits.Departments[target]))
            found.Add((department.Key, ShareOf(items, [.. department])));
        return [.. found];
    }

    /// <summary>What was found of some right answers; NaN if there are none.</summary>
    private Share ShareOf(ReadOnlySpan<int> items, ReadOnlySpan<int> targets) => targets.IsEmpty
        ? new Share(double.NaN, double.NaN)
        : RankingMetrics.Of(items, targets, _lengths[^1]) is var metrics ? new Share(metrics.Recall, metrics.Ndcg) : default;

    /// <summary>Σ (2i − n − 1)·x_i / (n·Σ x) over ascending counts, i from 1.</summary>
    private static double Gini(long[] counts)
    {
        var sorted = counts.ToArray();
        Array.Sort(sorted);
        double weighted = 0, total = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            weighted += (2.0 * (i + 1) - sorted.Length - 1) * sorted[i];
            total += sorted[i];
        }

        return total == 0 ? 0 : weighted / (sorted.Length * total);
    }

    private static string Named(string measure, int length) => $"{measure}@{length.ToString(CultureInfo.InvariantCulture)}";

    private readonly record struct Share(double Recall, double Ndcg);
}
