using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What figures mean, for people who do not use them every day.</summary>
internal static class MetricWords
{
    /// <summary>A figure's name.</summary>
    /// <param name="metric">The figure.</param>
    public static string Name(string metric) => metric switch
    {
        "rmse" => "RMSE",
        "mae" => "Mean absolute error",
        "r2" => "R²",
        "auc" => "AUC",
        "log_loss" => "Log loss",
        "accuracy" => "Accuracy",
        "brier" => "Brier score",
        "average_precision" => "Average precision",
        "ece" => "Calibration error",
        "macro_f1" => "Macro F1",
        "map" => "Mean average precision",
        "mrr" => "Mean reciprocal rank",
        "mcc" => "Matthews correlation",
        "f1" => "F1",
        "precision" => "Precision",
        "recall" => "Recall",
        "balanced_accuracy" => "Balanced accuracy",
        "median_error" => "Median error",
        _ => metric.ToUpperInvariant(),
    };

    /// <summary>What a figure says.</summary>
    /// <param name="metric">The figure.</param>
    public static string Meaning(string metric) => metric switch
    {
        "rmse" => "typical error, large ones counting more; lower is better",
        "mae" => "mean size of the error; lower is better",
        "r2" => "share of the spread explained; 1 is perfect",
        "auc" => "chance to tell a pair of both classes apart; 0.5 is guessing, 1 perfect",
        "log_loss" => "surprise at what happened; lower is better",
        "accuracy" => "share of rows with the right class",
        "brier" => "squared error of the probability; lower is better",
        "average_precision" => "share of hits among the rows on top; the share of the class is guessing, 1 perfect",
        "ece" => "how far probabilities lie from what came; 0 is perfect",
        "macro_f1" => "balance of hits and false alarms, every class counting alike; 1 is perfect",
        "mrr" => "how early the first relevant row comes; 1 is perfect",
        "mcc" => "correlation of true and called classes; 0 is guessing, 1 perfect",
        "f1" => "balance of precision and recall; 1 is perfect",
        "precision" => "share of calls of the second class that are right",
        "recall" => "share of the second class that is found",
        "balanced_accuracy" => "mean share found of each class; 0.5 of two is guessing",
        "median_error" => "half of the rows are off by less",
        "map" => "how early relevant rows come; 1 is perfect",
        _ => "how good the order of the first ten is; 1 is perfect",
    };

    /// <summary>The figure to look at first.</summary>
    /// <param name="task">The task.</param>
    public static string First(LearnTask task) => task switch
    {
        LearnTask.Regression => "mae",
        LearnTask.Binary => "auc",
        LearnTask.Multiclass => "accuracy",
        _ => "ndcg@10",
    };
}
