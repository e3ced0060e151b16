using System.Collections.ObjectModel;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>What a search tried and found. Immutable and thread-safe.</summary>
/// <typeparam name="TLearner">The learner.</typeparam>
public sealed class SearchResult<TLearner>
{
    internal SearchResult(Score score, ReadOnlyCollection<string> names, IReadOnlyList<SearchTrial<TLearner>> trials, SearchTrial<TLearner> best, CrossValidated validated)
    {
        (Score, Names, Trials, BestTrial, Validated) = (score, names, trials, best, validated);
        Optimism = OptimismOf(score, trials, best);
        var warnings = new List<string>(validated.Warnings);
        var whole = trials.Where(trial => trial.Share >= 1 && trial.Failure is null).Select(trial => string.Join('\u001f', trial.Values)).Distinct(StringComparer.Ordinal).Count();
        if (whole > 1)
            warnings.Add($"The {score.Name} of {best.Mean:G4} is the best of {whole} learners on the same folds, and looks better than it is, by about {Optimism:G2}; a nested cross-validation or an untouched test part tells what it is worth.");
        if (trials.Count(trial => trial.Failure is not null) is > 0 and var failures)
            warnings.Add($"{failures} of {trials.Count} trials could not be fitted; the first: {trials.First(trial => trial.Failure is not null).Failure}");
        Warnings = warnings.AsReadOnly();
    }

    /// <summary>What was searched for.</summary>
    public Score Score { get; }

    /// <summary>The names of the dimensions, in the order of <see cref="SearchTrial{TLearner}.Values"/>.</summary>
    public ReadOnlyCollection<string> Names { get; }

    /// <summary>All trials in order, the first of the learner as it was given.</summary>
    public IReadOnlyList<SearchTrial<TLearner>> Trials { get; }

    /// <summary>The trial of the best mean score of those with all of the resource.</summary>
    public SearchTrial<TLearner> BestTrial { get; }

    /// <summary>The best learner.</summary>
    public TLearner Best => BestTrial.Learner;

    /// <summary>The best learner's cross-validation: its out-of-fold predictions and scores with intervals, <see cref="Score"/> among them. They do not know that they were chosen.</summary>
    public CrossValidated Validated { get; }

    /// <summary>How much better than it is the best score is expected to look since it was chosen, from 0 up: the mean over folds of how much the best trial of the fold beats the one chosen.</summary>
    /// <remarks>Tibshirani and Tibshirani, "A bias correction for the minimum error rate in cross-validation", Annals of Applied Statistics 3 (2009), equation 3. On
    /// few rows it is rough.</remarks>
    public double Optimism { get; }

    /// <summary>What makes the best score less sure than it looks, in sentences.</summary>
    public ReadOnlyCollection<string> Warnings { get; }

    private static double OptimismOf(Score score, IReadOnlyList<SearchTrial<TLearner>> trials, SearchTrial<TLearner> best)
    {
        var (sum, folds) = (0.0, 0);
        for (var fold = 0; fold < best.PerFold.Count; fold++)
        {
            var own = best.PerFold[fold];
            if (double.IsNaN(own))
                continue;
            var most = own;
            foreach (var trial in trials)
                if (trial.Share >= 1 && trial.PerFold.Count > fold && score.IsBetter(trial.PerFold[fold], most))
                    most = trial.PerFold[fold];
            sum += Math.Abs(most - own);
            folds++;
        }

        return folds == 0 ? 0 : sum / folds;
    }
}
