using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

/// <summary>A model that scores every shopper alike, as a test says.</summary>
internal sealed class FixedScores(IdMap items, params float[] scores) : IRecommender
{
    public string Kind => "fixed";

    public IdMap Items => items;

    public void Score(Shopper shopper, Span<float> result) => scores.CopyTo(result);

    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => [];

    public void Save(ModelWriter writer) => writer.Add("scores", scores);
}
