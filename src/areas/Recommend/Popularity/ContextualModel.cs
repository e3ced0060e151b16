using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Popularity;

/// <summary>The popular list of the contexts of one request. Immutable and thread-safe if what is popular in the whole shop is.</summary>
/// <param name="popular">What is popular in the whole shop.</param>
/// <param name="contexts">The contexts.</param>
/// <param name="lifts">For each context how much more popular every item is in it than in the shop.</param>
/// <param name="ever">The customers of every item so far.</param>
/// <param name="share">How much of the shop the contexts are, 0 to 1.</param>
internal sealed class ContextualModel(IRecommender popular, string[] contexts, double[][] lifts, int[] ever, double share) : IRecommender
{
    private readonly double _all = ever.Sum(count => (double)count);
    private readonly float[] _lifts = [.. Enumerable.Range(0, popular.Items.Count).Select(item => (float)lifts.Aggregate(1.0, (product, lift) => product * lift[item]))];

    public string Kind => "popular";

    public IdMap Items => popular.Items;

    public void Score(Shopper shopper, Span<float> scores)
    {
        popular.Score(shopper, scores);
        var now = 0.0;
        foreach (var score in scores)
            now += Math.Max(score, 0);
        var (before, rate) = ((float)(1 - share), (float)(now > 0 ? share * _all / now : 0));
        for (var item = 0; item < scores.Length; item++)
            if (!float.IsNegativeInfinity(scores[item]))
                scores[item] = (before * ever[item] + rate * Math.Max(scores[item], 0)) * _lifts[item];
    }

    /// <remarks>A context that raises the item by a tenth or more, the strongest first; none says that everybody likes it.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        const double Telling = 1.1;
        return
        [
            .. contexts.Select((context, c) => (Context: context, Lift: lifts[c][item])).Where(one => one.Lift >= Telling).OrderByDescending(one => one.Lift)
                .Select(one => new Reason($"popular:{one.Context}", -1, (float)one.Lift)),
            .. popular.Explain(shopper, item),
        ];
    }

    public void Save(ModelWriter writer) => throw new NotSupportedException("A list of one request is not kept.");
}
