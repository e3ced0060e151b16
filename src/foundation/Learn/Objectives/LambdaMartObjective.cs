using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Objectives;

/// <summary>LambdaMART: pairs of a group's rows pull each other apart by how much exchanging them would change the measure.</summary>
/// <remarks>
/// Burges, "From RankNet to LambdaRank to LambdaMART", Microsoft Research MSR-TR-2010-82, §§ 3–7. As in LightGBM only pairs with a row among the first <c>cutoff</c> count, and a group's pulls are scaled by
/// log₂(1 + Σ)/Σ, so that large groups do not drown small ones. Rows of equal score are ranked in their order.
/// </remarks>
internal sealed class LambdaMartObjective(string name, int cutoff, Func<RankingMeasure> measure) : Objective
{
    private const int MaxRelevance = 30;
    private const int GroupsPerBlock = 16;

    public override string Name => name;

    public override Link Link => Link.Identity;

    protected override string Targets => $"whole numbers from 0 to {MaxRelevance}";

    protected override bool Accepts(float target) => target is >= 0 and <= MaxRelevance && target == MathF.Floor(target);

    internal override double[] Constants(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) => [0];

    internal override void CheckGroups(LabelledRows rows)
    {
        if (rows.GroupSizes.Length == 0)
            throw new DataException("LambdaMART orders the rows of groups, and the data have none.")
            {
                Code = "bad-group", Hint = "Say which column holds the query or the list.",
            };
    }

    internal override void Gradients(double[][] scores, LabelledRows rows, int output, Memory<GradientPair> pairs, int threads, CancellationToken cancellation)
    {
        var starts = Starts(rows.GroupSizes);
        Blocks.Run(rows.GroupSizes.Length, GroupsPerBlock, threads, cancellation, (_, first, end) =>
        {
            for (var group = first; group < end; group++)
            {
                var (start, size) = (starts[group], rows.GroupSizes[group]);
                var own = pairs.Span.Slice(start, size);
                Pull(scores[0].AsSpan(start, size), rows.Targets.AsSpan(start, size), own);
                if (rows.Weights.Length > 0)
                    for (var i = 0; i < size; i++)
                        own[i] = own[i].Times(rows.Weights[start + i]);
            }
        });
    }

    /// <summary>1 − the mean of the measure over groups; a group without a relevant row counts as perfectly ordered.</summary>
    internal override double MeanLoss(double[][] scores, LabelledRows rows)
    {
        var (starts, sum, own) = (Starts(rows.GroupSizes), 0.0, measure());
        for (var group = 0; group < rows.GroupSizes.Length; group++)
        {
            var (start, size) = (starts[group], rows.GroupSizes[group]);
            Begin(own, Order(scores[0].AsSpan(start, size)), rows.Targets.AsSpan(start, size));
            sum += own.Value;
        }

        return 1 - sum / rows.GroupSizes.Length;
    }

    private protected override void Gradients(double[][] scores, ReadOnlySpan<float> targets, int start, int output, Span<GradientPair> pairs) =>
        throw new NotSupportedException("A row of a ranking has derivatives only inside its group.");

    private protected override double Loss(ReadOnlySpan<double> scores, float target) =>
        throw new NotSupportedException("A row of a ranking has a loss only inside its group.");

    private void Pull(ReadOnlySpan<double> scores, ReadOnlySpan<float> targets, Span<GradientPair> pairs)
    {
        pairs.Clear();
        var (order, own) = (Order(scores), measure());
        Begin(own, order, targets);
        if (!own.HasRelevant)
            return;
        var (gradients, hessians, total) = (new double[scores.Length], new double[scores.Length], 0.0);
        var (relevant, found) = (RelevantRanks(order, targets), 0);
        for (var first = 0; first < Math.Min(cutoff, order.Length); first++)
        {
            if (targets[order[first]] > 0)
            {
                found++;
                for (var second = first + 1; second < order.Length; second++)
                    if (targets[order[second]] != targets[order[first]])
                        total += Part(first, second, scores, targets);
            }
            else
                foreach (var second in relevant.AsSpan(found))
                    total += Part(first, second, scores, targets);
        }

        double Part(int first, int second, ReadOnlySpan<double> scores, ReadOnlySpan<float> targets)
        {
            var (better, worse) = (order[first], order[second]);
            if (targets[better] < targets[worse])
                (better, worse) = (worse, better);
            var change = own.Change(first, second);
            var wrong = 1 / (1 + Elementary.Exp(scores[better] - scores[worse]));
            var (pull, curve) = (change * wrong, change * wrong * (1 - wrong));
            gradients[better] -= pull;
            gradients[worse] += pull;
            hessians[better] += curve;
            hessians[worse] += curve;
            return 2 * pull;
        }

        var scale = total > 0 ? Elementary.Log(1 + total) / (Elementary.Log(2) * total) : 1;
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = new GradientPair((float)(gradients[i] * scale), (float)(hessians[i] * scale));
    }

    /// <summary>The ranks of relevant rows: most rows are not, and two of those do not pull each other.</summary>
    private static int[] RelevantRanks(int[] order, ReadOnlySpan<float> targets)
    {
        var (ranks, count) = (new int[order.Length], 0);
        for (var rank = 0; rank < order.Length; rank++)
            if (targets[order[rank]] > 0)
                ranks[count++] = rank;
        return ranks[..count];
    }

    private static void Begin(RankingMeasure measure, int[] order, ReadOnlySpan<float> targets)
    {
        var ranked = new float[order.Length];
        for (var rank = 0; rank < ranked.Length; rank++)
            ranked[rank] = targets[order[rank]];
        measure.Begin(ranked);
    }

    private static int[] Order(ReadOnlySpan<double> scores)
    {
        var keys = new (double Score, int Row)[scores.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (-scores[i], i);
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => key.Row);
    }

    private static int[] Starts(int[] sizes)
    {
        var starts = new int[sizes.Length];
        for (var i = 1; i < sizes.Length; i++)
            starts[i] = starts[i - 1] + sizes[i - 1];
        return starts;
    }
}
