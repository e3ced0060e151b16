using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;

namespace Kirana.Tests.Areas.Recommend.Blending;

/// <summary>A learner and model that scores items as it was told, whatever it learns from.</summary>
internal sealed class FixedSource(IdMap items, params float[] fixedScores) : IRecommenderLearner, IRecommender
{
    public string Name => "fixed";

    public string Kind => "fixed";

    public string Options => "{}";

    public IdMap Items => items;

    public IRecommender Fit(Interactions interactions, FitContext context) => this;

    public void Score(Shopper shopper, Span<float> scores) => fixedScores.CopyTo(scores);

    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => [new Reason("fixed", -1, fixedScores[item])];

    public void Save(ModelWriter writer) => throw new NotSupportedException();
}
