using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Popularity;

/// <summary>The popular list of the contexts of one request. Immutable and thread-safe.</summary>
/// <param name="items">The items.</param>
/// <param name="scores">Their scores.</param>
/// <param name="contexts">The contexts.</param>
/// <param name="lifts">For each context how much more popular every item is in it than in the shop.</param>
internal sealed class ContextualModel(IdMap items, float[] scores, string[] contexts, double[][] lifts) : IRecommender
{
    public string Kind => "popular";

    public IdMap Items => items;

    public void Score(Shopper shopper, Span<float> other)
    {
        Scores.RequireOnePlaceEach(items, other);
        scores.CopyTo(other);
    }

    /// <remarks>A context that raises the item by a tenth or more, the strongest first; none says that everybody likes it.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        const double Telling = 1.1;
        return
        [
            .. contexts.Select((context, c) => (Context: context, Lift: lifts[c][item])).Where(one => one.Lift >= Telling).OrderByDescending(one => one.Lift)
                .Select(one => new Reason($"popular:{one.Context}", -1, (float)one.Lift)),
            .. float.IsFinite(scores[item]) ? [new Reason("popular", -1, scores[item])] : Array.Empty<Reason>(),
        ];
    }

    public void Save(ModelWriter writer) => throw new NotSupportedException("A list of one request is not kept.");
}
