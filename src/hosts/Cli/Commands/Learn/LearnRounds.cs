using Kirana.Learn.Boosting;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Commands.Learn;

/// <summary>How far boosting went.</summary>
/// <param name="Kept">Rounds of the model.</param>
/// <param name="Grown">Rounds that were grown.</param>
/// <param name="ValidationLoss">The mean loss on validation rows after the last round kept; null without validation.</param>
internal sealed record LearnRounds(int Kept, int Grown, double? ValidationLoss)
{
    /// <summary>The rounds of a result; <see langword="null"/> for other learners.</summary>
    /// <param name="result">The result.</param>
    public static LearnRounds? Of(LearnResult result)
    {
        if (result.Model.Fitted.Model is not BoostedTrees model)
            return null;
        var losses = model.ValidationLosses;
        return new LearnRounds(model.Rounds, Math.Max(losses.Length, model.Rounds), model.Rounds > 0 && losses.Length >= model.Rounds ? losses[model.Rounds - 1] : null);
    }
}
