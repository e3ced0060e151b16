using Kirana.Learn.Validation;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>The figure by which settings are chosen and the winner found.</summary>
internal static class DecidingFigure
{
    /// <summary>Its name among the metrics: the area under the ROC curve for two classes, log loss for more, RMSE for numbers.</summary>
    public static string Of(LearnTask task) => task switch
    {
        LearnTask.Binary => "auc",
        LearnTask.Multiclass => "log_loss",
        _ => "rmse",
    };

    /// <summary>Whether more of it is better.</summary>
    public static bool GreaterIsBetter(string metric) => metric is "auc";

    /// <summary>The same figure as a score of predictions.</summary>
    public static Score Score(LearnTask task) => task switch
    {
        LearnTask.Binary => Scoring.RocArea,
        LearnTask.Multiclass => Scoring.LogLoss,
        _ => Scoring.RootMeanSquare,
    };
}
