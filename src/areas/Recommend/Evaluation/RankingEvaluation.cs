using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Evaluation;

/// <summary>Asks a model every test case and compares its lists, ranked over all items, with what followed.</summary>
/// <remarks>Ties count against the model: of items with equal scores the right ones are taken to come last.</remarks>
public static class RankingEvaluation
{
    /// <summary>Evaluates a model.</summary>
    /// <param name="model">A model whose items are those of the cases.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="lengths">The list lengths k, each at least 1.</param>
    /// <param name="context">Threads, cancellation, progress, and the seed of the bootstrap.</param>
    /// <param name="train">What the model learned from, for measures beyond right and wrong and for slices (see
    /// <see cref="ListMeasures"/> and <see cref="FullRanks"/>); without it they are left out.</param>
    /// <param name="traits">What is known of items, for slices by department; without it, or without <paramref name="train"/>, those are left out.</param>
    /// <exception cref="ArgumentException">No length, or one below 1.</exception>
    /// <exception cref="DataException">There is no case.</exception>
    public static RankingReport Evaluate(IRecommender model, TestCases cases, IReadOnlyList<int> lengths, FitContext context, Interactions? train = null, ItemTraits? traits = null)
    {
        if (lengths.Count == 0 || lengths.Any(length => length < 1))
            throw new ArgumentException("List lengths are at least 1, and there is at least one.", nameof(lengths));
        if (cases.Count == 0)
            throw new DataException("There is nothing to test: no user or session has an item left to ask for.")
            {
                Code = "no-test-cases", Hint = "Give a test part with later or other items of the users trained on.",
            };

        lengths = [.. lengths.Distinct().Order()];
        var names = lengths.SelectMany(k => RankingMetrics.Names.Select(name => $"{name}@{k}")).ToArray();
        var values = Array.ConvertAll(names, _ => new double[cases.Count]);
        var listed = lengths.Select(_ => new byte[model.Items.Count]).ToArray();
        var measures = train is null ? null : new ListMeasures(train, cases, lengths, traits);
        var ranks = train is null ? null : new FullRanks(cases, model.Items.Count);
        TopLists.Make(model, cases, lengths[^1], context, Take, ranks);

        void Take(int request, ReadOnlySpan<int> items, ReadOnlySpan<float> scores)
        {
            measures?.Take(request, items);
            for (var l = 0; l < lengths.Count; l++)
            {
                var figures = RankingMetrics.Of(items, cases.TargetsOf(request), lengths[l]).Values;
                for (var m = 0; m < figures.Length; m++)
                    values[l * figures.Length + m][request] = figures[m];
                // Several threads may write the same 1: any order gives the same array.
                foreach (var item in items[..Math.Min(items.Length, lengths[l])])
                    listed[l][item] = 1;
            }
        }

        if (measures is not null)
        {
            names = [.. names, .. measures.Names, .. FullRanks.Names];
            values = [.. values, .. measures.Values, .. ranks!.Values()];
        }

        var intervals = new Interval[names.Length];
        Blocks.Run(names.Length, 1, context.Threads, context.Cancellation, (_, start, _) =>
            intervals[start] = Bootstrap.MeanInterval(values[start], seed: context.Seed));
        var metrics = names.Zip(intervals).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        for (var l = 0; l < lengths.Count; l++)
        {
            var coverage = listed[l].Count(flag => flag != 0) / (double)model.Items.Count;
            metrics[$"coverage@{lengths[l]}"] = new Interval(coverage, coverage, coverage);
        }

        measures?.AddTo(metrics, context);
        return new RankingReport(cases.Count, metrics, names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }
}
