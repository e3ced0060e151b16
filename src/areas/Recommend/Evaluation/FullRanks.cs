using Kirana.Numerics.Kernels;
using Kirana.Recommend.Lists;

namespace Kirana.Recommend.Evaluation;

/// <summary>Where right answers stand among all items: the area under the ROC curve and the log loss of each case.</summary>
/// <remarks>
/// <para><c>auc</c>: the probability that a right answer of a case scores above an item that is none, ties half (Hanley and McNeil, "The meaning and use of the area under a
/// ROC curve", Radiology 143, 1982); items that may not be listed are left out. <c>log-loss</c>: see <see cref="RankChances"/>.</para>
/// <para>Of many cases every n-th is asked, the same for every model, so that models scored by parts (<see cref="TopLists"/>) need not score all. An answer's rank is counted in one pass over the scores.</para>
/// </remarks>
internal sealed class FullRanks : IScoreTaker
{
    /// <summary>The most cases asked.</summary>
    public const int MostCases = 1000;

    private readonly TestCases _cases;
    private readonly int _items;
    private readonly int _asked;
    private readonly (int Above, int Equal)[][] _ranks;
    private readonly int[] _listed;
    private readonly double[] _areas;

    /// <summary>Prepares.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="items">The number of items.</param>
    public FullRanks(TestCases cases, int items)
    {
        (_cases, _items, _asked) = (cases, items, Math.Min(cases.Count, MostCases));
        (_ranks, _listed, _areas) = (new (int, int)[_asked][], new int[_asked], new double[_asked]);
    }

    /// <summary>The names of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auc", "log-loss"];

    /// <inheritdoc/>
    public bool Asks(int request) => CaseOf(PlaceOf(request)) == request;

    /// <inheritdoc/>
    public void Take(int request, Span<float> scores)
    {
        var excluded = 0;
        foreach (var item in _cases.ExcludedFrom(request))
            if (!float.IsNaN(scores[item]))
            {
                scores[item] = float.NaN;
                excluded++;
            }

        var targets = _cases.TargetsOf(request);
        Span<float> own = targets.Length <= 256 ? stackalloc float[targets.Length] : new float[targets.Length];
        for (var t = 0; t < own.Length; t++)
            own[t] = scores[targets[t]];
        var (ranks, place, area, others) = (new (int Above, int Equal)[own.Length], PlaceOf(request), 0.0, _items - excluded - own.Length);
        for (var t = 0; t < own.Length; t++)
        {
            ranks[t] = CountAbove.In(scores, own[t]);
            var among = CountAbove.In(own, own[t]);
            area += others - (ranks[t].Above - among.Above) - (ranks[t].Equal - among.Equal) / 2.0;
        }

        // Where everything is right, nothing can be in the wrong order.
        _areas[place] = others == 0 ? 1 : area / own.Length / others;
        (_ranks[place], _listed[place]) = (ranks, _items - excluded);
    }

    /// <summary>The values of the cases asked, beside <see cref="Names"/>.</summary>
    public IReadOnlyList<double[]> Values()
    {
        RankChances[] halves = [new(), new()];
        for (var place = 0; place < _asked; place++)
            halves[_cases.HalfOf(CaseOf(place))].Add(_ranks[place], _listed[place]);
        // One half alone must be judged by itself.
        var crossed = halves[0].Cases > 0 && halves[1].Cases > 0;
        return [_areas, [.. Enumerable.Range(0, _asked).Select(place => halves[crossed ? 1 - _cases.HalfOf(CaseOf(place)) : halves[0].Cases > 0 ? 0 : 1].LossOf(_ranks[place], _listed[place]))]];
    }

    private int PlaceOf(int request) => (int)((long)request * _asked / _cases.Count);

    private int CaseOf(int place) => (int)(((long)place * _cases.Count + _asked - 1) / _asked);
}
