using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;

namespace Kirana.Tests.Areas.Recommend.Blending;

/// <summary>A model that knows only every second item.</summary>
internal sealed class HalfSource(IRecommender whole, int odd) : IRecommender
{
    public string Kind => "half";

    public IdMap Items => whole.Items;

    public void Score(Shopper shopper, Span<float> scores)
    {
        whole.Score(shopper, scores);
        for (var item = 0; item < scores.Length; item++)
            if (item / 4 % 2 == odd)
                scores[item] = float.NegativeInfinity;
    }

    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => [];

    public void Save(ModelWriter writer) => throw new NotSupportedException();
}
