using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;

namespace Kirana.Recommend.Evaluation;

/// <summary>What lists are worth beyond right and wrong, and for whom and for what they are right.</summary>
/// <remarks>
/// <para>For each length k: <c>novelty@k</c>, the mean of −log₂ of the share of users who dealt with an item; <c>diversity@k</c>, 1 − the mean
/// cosine of the users of two items of a list (Ziegler, McNee, Konstan and Lausen, "Improving recommendation lists through topic
/// diversification", WWW 2005, §3.3); <c>serendipity@k</c>, the share of places with an item that is right and not among the k most
/// popular (Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010, §3.2); <c>gini@k</c>, how unequally lists show the
/// catalogue: 0 if every item equally often, near 1 if all lists are one.</para>
/// <para>Slices, at the longest k: <c>history-0/…</c> to <c>history-21+/…</c> by how many events a shopper has, NDCG and recall;
/// <c>head/recall@k</c> and <c>tail/recall@k</c> of the right answers among the most popular items that hold 80 % of all events, and
/// among the rest.</para>
/// </remarks>
public sealed class ListMeasures
{
    private static readonly (string Name, int From, int To)[] Histories =
        [("history-0", 0, 0), ("history-1", 1, 1), ("history-2-5", 2, 5), ("history-6-20", 6, 20), ("history-21+", 21, int.MaxValue)];

    private readonly ItemView _items;
    private readonly TestCases _cases;
    private readonly IReadOnlyList<int> _lengths;
    private readonly double[][] _values;
    private readonly double[] _head;
    private readonly double[] _tail;
    private readonly double[] _recall;
    private readonly double[] _ndcg;
    private readonly long[][] _shown;

    /// <summary>Prepares the measures.</summary>
    /// <param name="train">What the model learned from.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="lengths">The list lengths, ascending.</param>
    internal ListMeasures(Interactions train, TestCases cases, IReadOnlyList<int> lengths)
    {
        _items = new ItemView(train);
        _cases = cases;
        _lengths = lengths;
        Names = [.. lengths.SelectMany(k => new[] { Named("novelty", k), Named("diversity", k), Named("serendipity", k) })];
        _values = [.. Names.Select(_ => new double[cases.Count])];
        (_head, _tail, _recall, _ndcg) = (new double[cases.Count], new double[cases.Count], new double[cases.Count], new double[cases.Count]);
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

        var metrics = RankingMetrics.Of(items, targets, _lengths[^1]);
        (_recall[request], _ndcg[request]) = (metrics.Recall, metrics.Ndcg);
        (_head[request], _tail[request]) = (RecallOf(items, targets, head: true), RecallOf(items, targets, head: false));
    }

    /// <summary>Adds the figures that belong to no single case, and the slices.</summary>
    internal void AddTo(Dictionary<string, Interval> metrics, FitContext context)
    {
        for (var l = 0; l < _lengths.Count; l++)
        {
            var gini = Gini(_shown[l]);
            metrics[Named("gini", _lengths[l])] = new Interval(gini, gini, gini);
        }

        AddSlice("head/" + Named("recall", _lengths[^1]), _head, request => !double.IsNaN(_head[request]));
        AddSlice("tail/" + Named("recall", _lengths[^1]), _tail, request => !double.IsNaN(_tail[request]));
        foreach (var (name, from, to) in Histories)
        {
            AddSlice($"{name}/" + Named("recall", _lengths[^1]), _recall, InSlice);
            AddSlice($"{name}/" + Named("ndcg", _lengths[^1]), _ndcg, InSlice);

            bool InSlice(int request) => _cases.ShopperOf(request).Items.Length is var events && events >= from && events <= to;
        }

        void AddSlice(string name, double[] values, Func<int, bool> isIn)
        {
            var chosen = values.Where((_, request) => isIn(request)).ToArray();
            if (chosen.Length > 0)
                metrics[name] = Bootstrap.MeanInterval(chosen, seed: context.Seed);
        }
    }

    /// <summary>The share of one kind of right answers that was listed; NaN if a case has none.</summary>
    private double RecallOf(ReadOnlySpan<int> items, ReadOnlySpan<int> targets, bool head)
    {
        var (hits, all) = (0, 0);
        foreach (var target in targets)
            if (_items.IsHead(target) == head)
            {
                all++;
                if (items.Contains(target))
                    hits++;
            }

        return all == 0 ? double.NaN : (double)hits / all;
    }

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
}
