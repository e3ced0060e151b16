using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Boosting;

/// <summary>The targets and raw scores of the training rows, wherever they lie.</summary>
internal interface ITrainingScores : IDisposable
{
    /// <summary>The derivatives of every row for one output.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="output">Which output.</param>
    /// <param name="pairs">Takes the derivatives, one for each row.</param>
    void Gradients(Objective objective, int output, Memory<GradientPair> pairs);

    /// <summary>Copies the weight of every row.</summary>
    /// <param name="weights">Takes them.</param>
    void CopyWeights(Span<float> weights);

    /// <summary>Sets the leaves of a tree to a quantile of their rows' residuals.</summary>
    void Renew(GrownTree grown, double level, int output);

    /// <summary>Adds a tree whose leaves hold every row.</summary>
    void Add(GrownTree grown, int output);

    /// <summary>Adds a tree, or takes it off with <paramref name="sign"/> −1, by walking every row down it.</summary>
    void Add(Tree tree, int output, int sign);
}
