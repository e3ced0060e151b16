using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Stacking;

/// <summary>A stack of learners that were judged on the same folds: what it is worth, how much each of them counts in it, and the stack itself once they are fitted to all
/// rows. Immutable and thread-safe.</summary>
/// <remarks>What <see cref="StackingLearner"/> does, for members whose cross-validation is at hand: none of them is fitted again to be judged.</remarks>
public sealed class StackedValidation
{
    private readonly IReadOnlyList<RowPredictions> _members;
    private readonly Options _options;
    private readonly Combination _combination;

    private StackedValidation(IReadOnlyList<RowPredictions> members, Options options, Combination combination) => (_members, _options, _combination) = (members, options, combination);

    /// <summary>The weight of each member, in their order; 0 for one that is left out.</summary>
    public ReadOnlySpan<double> Weights => _combination.Weights;

    /// <summary>Finds the weights by the out-of-fold predictions of all rows.</summary>
    /// <param name="members">The members, at least one.</param>
    /// <param name="combiner">How predictions are combined; by default as the target needs it.</param>
    /// <param name="penalty">See <see cref="StackingLearner.Penalty"/>; 1 by default.</param>
    /// <param name="leastWeight">Members whose weight is below this are left out, and the weights of the others found anew: each costs as much as any other; by default none is.</param>
    /// <exception cref="ArgumentException">There is no member, they were not judged on the same rows, or the combiner does not fit the target.</exception>
    public static StackedValidation Of(IReadOnlyList<CrossValidated> members, StackCombiner combiner = StackCombiner.Automatic, double penalty = 1, double leastWeight = double.NegativeInfinity)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0 || !(penalty is > 0 and < double.PositiveInfinity))
            throw new ArgumentException($"There are {members.Count} members, and the penalty is {penalty}; expected at least one, and a finite number above 0.", nameof(members));
        RowPredictions[] held = [.. members.Select(member => member.MeanPredictions())];
        if (Array.Exists(held, own => !own.Rows.SequenceEqual(held[0].Rows) || !own.Labels.SequenceEqual(held[0].Labels, StringComparer.Ordinal)))
            throw new ArgumentException("The members were not judged on the same rows; use the same data and folds for all.", nameof(members));
        var options = new Options(combiner, penalty, leastWeight);
        return new StackedValidation(held, options, options.Fit(held));
    }

    /// <summary>What the stack says of the rows held out, each by weights that were found on the rows of the other folds.</summary>
    /// <param name="folds">The folds of the members.</param>
    public RowPredictions Judge(CrossValidated folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        var all = _members[0];
        var values = new double[all.Values.Length];
        foreach (var fold in folds.Folds.Where(fold => fold.Repeat == 0))
        {
            var held = new HashSet<int>(fold.Predictions.Rows.ToArray());
            int[] own = [.. Enumerable.Range(0, all.Count).Where(place => held.Contains(all.Rows[place]))], others = [.. Enumerable.Range(0, all.Count).Where(place => !held.Contains(all.Rows[place]))];
            var combination = others.Length == 0 ? _combination : _options.Fit([.. _members.Select(member => member.Take(others))]);
            Combine(combination, own, values);
        }

        return all.With(values, areProbabilities: all.Labels.Count > 0);
    }

    /// <summary>What equal weights of all members say of the rows held out.</summary>
    public RowPredictions Mean()
    {
        var values = new double[_members[0].Values.Length];
        var even = new Combination(StackCombiner.Mean, [.. Enumerable.Repeat(1.0 / _members.Count, _members.Count)], 0);
        Combine(even, [.. Enumerable.Range(0, _members[0].Count)], values);
        return _members[0].With(values, _members.All(member => member.AreProbabilities));
    }

    /// <summary>The stack.</summary>
    /// <param name="data">The rows that its members were fitted to, for the names and levels of columns.</param>
    /// <param name="models">The members fitted to all rows, in their order; <see langword="null"/> for one whose weight is 0 and that is left out.</param>
    /// <exception cref="ArgumentException">There are not as many models as members, one with a weight is absent, or one does not fit the data.</exception>
    /// <exception cref="DataException">The data have no targets.</exception>
    public StackedModel ModelOf(TabularData data, IReadOnlyList<ITableModel?> models)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(models);
        var weights = _combination.Weights;
        if (models.Count != weights.Length || weights.Where((weight, m) => weight is not 0 && models[m] is null).Any())
            throw new ArgumentException($"There are {models.Count(model => model is not null)} models for {weights.Count(weight => weight is not 0)} of {weights.Length} members with a weight.", nameof(models));
        return StackRules.ModelOf(data, StackRules.Check(data), [.. models.OfType<ITableModel>()], _combination with { Weights = [.. weights.Where((_, m) => models[m] is not null)] });
    }

    private void Combine(Combination combination, int[] places, double[] values)
    {
        var (outputs, areProbabilities) = (_members[0].Outputs, _members.Select(member => member.AreProbabilities).ToArray());
        var answers = new float[_members.Count];
        foreach (var place in places)
            for (var k = 0; k < outputs; k++)
            {
                for (var m = 0; m < answers.Length; m++)
                    answers[m] = (float)_members[m].Values[place * outputs + k];
                values[place * outputs + k] = combination.Of(answers, 1, areProbabilities);
            }
    }

    private sealed record Options(StackCombiner Combiner, double Penalty, double LeastWeight)
    {
        /// <summary>The weights of all members, those below the least 0.</summary>
        public Combination Fit(IReadOnlyList<RowPredictions> members)
        {
            int[] kept = [.. Enumerable.Range(0, members.Count)];
            while (true)
            {
                var own = CombinationFit.Of([.. kept.Select(m => members[m])], Combiner, Penalty);
                int[] next = [.. kept.Where((_, at) => own.Weights[at] >= LeastWeight)];
                if (next.Length == kept.Length || next.Length == 0)
                {
                    var weights = new double[members.Count];
                    for (var at = 0; at < kept.Length; at++)
                        weights[kept[at]] = own.Weights[at];
                    return own with { Weights = weights };
                }

                kept = next;
            }
        }
    }
}
