namespace Kirana.Learn.Objectives;

/// <summary>A loss of one row that depends on that row's score and target alone.</summary>
/// <typeparam name="TSelf">The loss itself: a small readonly struct that holds its parameters.</typeparam>
/// <remarks>All members are static and take the loss as an argument, so that the compiler writes the gradients' loop anew for each
/// loss with everything inlined. <see cref="Objective.Of{TLoss}"/> makes an objective of one.</remarks>
public interface IPointwiseLoss<TSelf> where TSelf : struct, IPointwiseLoss<TSelf>
{
    /// <summary>A stable, lower-case, hyphenated name, kept in model files.</summary>
    static abstract string Name { get; }

    /// <summary>How scores become predictions; <see cref="Link.Identity"/> by default.</summary>
    static virtual Link Link => Link.Identity;

    /// <summary>The targets the loss is made for, as words for a message.</summary>
    static virtual string Targets => "finite numbers";

    /// <summary>Whether a finite target can be used; every one by default.</summary>
    /// <param name="target">The target.</param>
    static virtual bool Accepts(float target) => true;

    /// <summary>The derivatives of the loss by the score.</summary>
    /// <param name="loss">The loss with its parameters.</param>
    /// <param name="score">The raw score.</param>
    /// <param name="target">The target.</param>
    static abstract GradientPair Gradient(in TSelf loss, float score, float target);

    /// <summary>The derivatives of many rows; calls <see cref="Gradient"/> for each by default.</summary>
    /// <param name="loss">The loss with its parameters.</param>
    /// <param name="scores">The raw scores (n).</param>
    /// <param name="targets">The targets (n).</param>
    /// <param name="pairs">Takes the derivatives (n).</param>
    static virtual void Gradients(in TSelf loss, ReadOnlySpan<float> scores, ReadOnlySpan<float> targets, Span<GradientPair> pairs)
    {
        for (var i = 0; i < scores.Length; i++)
            pairs[i] = TSelf.Gradient(loss, scores[i], targets[i]);
    }

    /// <summary>The loss itself, up to a term that depends on the target only.</summary>
    /// <param name="loss">The loss with its parameters.</param>
    /// <param name="score">The raw score.</param>
    /// <param name="target">The target.</param>
    static abstract double Value(in TSelf loss, double score, double target);

    /// <summary>The constant score F₀ with the least total loss.</summary>
    /// <param name="loss">The loss with its parameters.</param>
    /// <param name="targets">The targets (n).</param>
    /// <param name="weights">The weights (n), or empty where all are 1.</param>
    static abstract double Constant(in TSelf loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights);

    /// <summary>Where a leaf's best value is a quantile of its residuals (target − score), which one; else <see langword="null"/>.</summary>
    /// <param name="loss">The loss with its parameters.</param>
    static virtual double? LeafQuantile(in TSelf loss) => null;
}
