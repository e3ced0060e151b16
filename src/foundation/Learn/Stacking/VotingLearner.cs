using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Stacking;

/// <summary>Lets several learners predict as one without a vote on their merits: the mean, a mean with given weights, or the median.</summary>
/// <remarks>Kittler et al., "On combining classifiers", IEEE Transactions on Pattern Analysis and Machine Intelligence 20 (1998). Cost: one fit of each member.
/// Immutable and thread-safe.</remarks>
public sealed record VotingLearner : IEstimator<StackedModel>
{
    /// <summary>The members, at least one.</summary>
    public required IReadOnlyList<IEstimator<ITableModel>> Members { get; init; }

    /// <summary>Whether the median is taken in place of the mean; by default it is not.</summary>
    public bool TakesMedian { get; init; }

    /// <summary>The weight of each member, from 0 up; <see langword="null"/>, the default, for equal ones.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <inheritdoc/>
    public StackedModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        StackRules.Check(nameof(VotingLearner), Members, penalty: 1, Faults());
        var targets = StackRules.Check(data);
        var models = new ITableModel[Members.Count];
        for (var m = 0; m < models.Length; m++)
        {
            models[m] = Members[m].Fit(data, context with { Progress = null });
            context.Progress?.Report(new FitProgress("members", m + 1, models.Length));
        }

        var combiner = TakesMedian ? StackCombiner.Median : StackCombiner.Mean;
        double[] weights = [.. Weights ?? [.. Enumerable.Repeat(1.0, models.Length)]];
        var sum = weights.Sum();
        var model = StackRules.ModelOf(data, targets, models, new Combination(combiner, Array.ConvertAll(weights, weight => weight / sum), 0));
        CombinationFit.Resolve(combiner, targets.Labels.Length, model.AreProbabilities);
        return model;
    }

    private IEnumerable<string> Faults()
    {
        if (Weights is null)
            yield break;
        if (TakesMedian)
            yield return $"{nameof(Weights)} are given, but {nameof(TakesMedian)} has no use for them";
        if (Weights.Count != Members?.Count || Weights.Any(weight => weight is not (>= 0 and < double.PositiveInfinity)) || !(Weights.Sum() > 0))
            yield return $"{nameof(Weights)} is {string.Join(", ", Weights)}; expected a finite number from 0 up for each member, one of them above 0";
    }
}
