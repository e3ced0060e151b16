using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>How far apart two learners are on the same folds.</summary>
/// <param name="Score">By which score.</param>
/// <param name="OverRows">The score of the first less that of the second, of all held-out predictions, with its percentile bootstrap over rows drawn together for both:
/// whether these models differ. Without 0 in it, they do.</param>
/// <param name="PerFold">The difference of each fold.</param>
/// <param name="OverFolds">The mean over folds with Nadeau and Bengio's corrected interval: whether the learners differ, on other training rows as well.</param>
/// <param name="Probability">The two-sided probability of such a mean where the learners are equal, by the corrected resampled t test.</param>
/// <param name="Adjusted">The same, corrected for the number of comparisons.</param>
public sealed record PairedDifference(Score Score, Interval OverRows, IReadOnlyList<double> PerFold, Interval OverFolds, double Probability, double Adjusted)
{
    /// <summary>McNemar's test of what rows of the first repeat are called; <see langword="null"/> for numbers.</summary>
    public McNemarTest? Calls { get; init; }

    /// <summary>DeLong's test of the areas under the ROC curves of the first repeat's predictions; <see langword="null"/> but for two classes.</summary>
    /// <remarks>It takes the predictions of all folds for one model's.</remarks>
    public AreaDifference? Areas { get; init; }
}
