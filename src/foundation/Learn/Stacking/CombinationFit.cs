using Kirana.Learn.Validation;

namespace Kirana.Learn.Stacking;

/// <summary>Finds how to combine members by predictions of rows they were not fitted to.</summary>
internal static class CombinationFit
{
    /// <summary>Fits.</summary>
    /// <param name="members">The predictions of each member for the same rows.</param>
    /// <param name="combiner">How they are combined.</param>
    /// <param name="penalty">The price of a logistic combination.</param>
    public static Combination Of(IReadOnlyList<RowPredictions> members, StackCombiner combiner, double penalty)
    {
        var labels = members[0].Labels.Count;
        combiner = Resolve(combiner, labels, members.Select(member => member.AreProbabilities));
        var count = members.Count;
        if (combiner == StackCombiner.Logistic)
        {
            var odds = new double[members[0].Count * count];
            for (var row = 0; row < members[0].Count; row++)
                for (var m = 0; m < count; m++)
                    odds[row * count + m] = Combination.Odds(members[m].Values[row], members[m].AreProbabilities);
            var (weights, intercept) = LogisticPool.Fit(odds, members[0].Truths, members[0].Weights, count, penalty);
            return new Combination(combiner, weights, intercept);
        }

        return new Combination(combiner, combiner == StackCombiner.NonNegative ? NonNegative(members) : [.. Enumerable.Repeat(1.0 / count, count)], 0);
    }

    /// <summary>The combiner for a target; refuses one that does not fit.</summary>
    /// <exception cref="ArgumentException">Decision values have no mean with probabilities, or the target has not two classes.</exception>
    public static StackCombiner Resolve(StackCombiner combiner, int labels, IEnumerable<bool> areProbabilities)
    {
        if (combiner == StackCombiner.Automatic)
            combiner = labels == 2 ? StackCombiner.Logistic : StackCombiner.NonNegative;
        if (combiner == StackCombiner.Logistic && labels != 2)
            throw new ArgumentException($"The combiner is {combiner}, which is of two classes, and the target {(labels == 0 ? "is a number" : $"has {labels}")}; use {StackCombiner.NonNegative}.");
        if (labels == 2 && combiner != StackCombiner.Logistic && areProbabilities.Contains(false))
            throw new ArgumentException($"The combiner is {combiner}, and a member gives decision values, which have no mean with probabilities; use {StackCombiner.Logistic}.");
        return combiner;
    }

    private static double[] NonNegative(IReadOnlyList<RowPredictions> members)
    {
        var (count, first) = (members.Count, members[0]);
        var (gram, moments) = (new double[count * count], new double[count]);
        for (var row = 0; row < first.Count; row++)
        {
            var weight = first.Weights.IsEmpty ? 1 : first.Weights[row];
            for (var k = 0; k < first.Outputs; k++)
            {
                var at = row * first.Outputs + k;
                var truth = first.Outputs == 1 ? first.Truths[row] : (int)first.Truths[row] == k ? 1 : 0;
                for (var i = 0; i < count; i++)
                {
                    var own = weight * members[i].Values[at];
                    moments[i] += own * truth;
                    for (var j = 0; j <= i; j++)
                        gram[i * count + j] += own * members[j].Values[at];
                }
            }
        }

        for (var i = 0; i < count; i++)
            for (var j = 0; j < i; j++)
                gram[j * count + i] = gram[i * count + j];
        var weights = NonNegativeLeastSquares.Solve(gram, moments);
        var sum = weights.Sum();
        if (sum <= 0)
            return [.. Enumerable.Repeat(1.0 / count, count)];
        // Probabilities add up to 1; numbers may be drawn in or out.
        return first.Labels.Count == 0 ? weights : Array.ConvertAll(weights, weight => weight / sum);
    }
}
