using Kirana.Learn.Boosting;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Explanation;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What a report of a learnt table tells.</summary>
/// <param name="File">The table's file.</param>
/// <param name="Result">What was learnt.</param>
/// <param name="Explanation">What there is to say about the model.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="PeakMb">The largest resident memory before the report was begun.</param>
internal sealed record LearnStory(string File, LearnResult Result, ModelExplanation Explanation, LearnSeconds Seconds, double PeakMb)
{
    /// <summary>What was learnt.</summary>
    public LearnTask Task => Result.Model.Fitted.Task;

    /// <summary>The class whose probability is predicted, of two.</summary>
    public string Positive => Result.Model.Fitted.Labels[1];

    /// <summary>The unit in which features move the raw score.</summary>
    public string Unit => (Task, Result.Model.Fitted.Model) switch
    {
        (LearnTask.Regression, BoostedTrees { Link: not Kirana.Learn.Objectives.Link.Identity }) => "the model's raw score",
        (LearnTask.Regression, _) => Result.Target,
        (LearnTask.Binary, BoostedTrees) => "log-odds",
        (LearnTask.Binary, _) => "probability",
        _ => "the model's raw score",
    };
}
