namespace Kirana.Cli.Reports.Learn;

/// <summary>Learners in words, for people who do not use them every day.</summary>
internal static class LearnerWords
{
    /// <summary>A learner's name.</summary>
    /// <param name="learner">The learner.</param>
    public static string Name(string learner) => learner switch
    {
        "baseline" => "no model",
        "linear" => "linear regression",
        "logistic" => "logistic regression",
        "tree" => "a single tree",
        "forest" => "random forest",
        "gradient-boosting" => "gradient boosting",
        "boosting" => "second-order boosting",
        "svm" => "support vectors",
        "mlp" => "neural network",
        "neighbors" => "nearest neighbours",
        "bayes" => "naive Bayes",
        "stack" => "the stack",
        _ => learner,
    };

    /// <summary>When to choose it.</summary>
    /// <param name="learner">The learner.</param>
    public static string When(string learner) => learner switch
    {
        "linear" or "logistic" => "when effects add up, when there are few rows for many columns, or when someone must read every coefficient; tiny and quick",
        "tree" => "when the rule itself must fit on a page and be followed by hand; the least exact of all",
        "forest" => "when there is no time to tune and rows are few: robust by default, but large and slow to predict",
        "gradient-boosting" => "for tables with bends and interactions; small trees of few leaves make it hard to overfit",
        "boosting" => "the first to try on tables of any size: copes with gaps and categories, quick to train and predict",
        "svm" => "for some thousand rows with smooth borders; slow where rows are many, and it must keep many of them",
        "mlp" => "for smooth functions of many numbers, and where the model must grow with the data; needs the most tuning",
        "neighbors" => "as a yardstick, or where likeness itself explains a prediction; slow to predict, and many useless columns drown it",
        "bayes" => "for very few rows, where columns know little of each other; quick, but too sure of itself where they do",
        "stack" => "when the last bit of exactness is worth several models: costs the sum of its members in time and memory",
        _ => "",
    };
}
