using System.Buffers;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Stacking;

/// <summary>Several models that predict as one, fitted by <see cref="StackingLearner"/>, <see cref="BlendingLearner"/> or <see cref="VotingLearner"/>.</summary>
/// <remarks>It has the columns of its training table, and each member takes of a row what it needs, with the codes it knows. Immutable and thread-safe.</remarks>
public sealed partial class StackedModel : TargetModel
{
    private const int BlockRows = 256;

    private readonly StackMember[] _members;
    private readonly Combination _combination;

    internal StackedModel(FeatureColumn[] columns, string[] labels, IReadOnlyList<ITableModel> members, Combination combination) : base(columns, labels)
    {
        _combination = combination;
        _members = [.. members.Select(member => new StackMember(member, columns, labels))];
        AreProbabilities = Array.ConvertAll(_members, member => member.AreProbabilities);
    }

    /// <summary>The members.</summary>
    public IReadOnlyList<ITableModel> Members => Array.ConvertAll(_members, member => member.Model);

    /// <summary>How their predictions become one.</summary>
    public StackCombiner Combiner => _combination.Combiner;

    /// <summary>The weight of each member: of its number or probability, or of its log-odds. Of a median they mean nothing.</summary>
    public ReadOnlySpan<double> Weights => _combination.Weights;

    /// <summary>What is added to a sum of log-odds; else 0.</summary>
    public double Intercept => _combination.Intercept;

    private protected override void Numbers(ReadOnlySpan<float> rows, Span<float> predictions) => Combine(rows, predictions, 1);

    private protected override void Second(ReadOnlySpan<float> rows, Span<float> probabilities) => Combine(rows, probabilities, 1);

    private protected override void All(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = probabilities.Length / Classes;
        if (Classes == 1)
        {
            probabilities.Fill(1);
        }
        else if (Classes == 2)
        {
            Combine(rows, probabilities[..count], 1);
            // From the last row on, since probabilities lie where the first rows' answers go.
            for (var row = count - 1; row >= 0; row--)
                (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - probabilities[row], probabilities[row]);
        }
        else
        {
            Combine(rows, probabilities, Classes);
            for (var row = 0; row < count; row++)
                Normalise(probabilities.Slice(row * Classes, Classes));
        }
    }

    /// <summary>Which members give probabilities of two classes, not decision values.</summary>
    internal bool[] AreProbabilities { get; }

    private void Combine(ReadOnlySpan<float> rows, Span<float> results, int outputs)
    {
        var count = results.Length / outputs;
        var block = Math.Min(BlockRows, Math.Max(1, count));
        var all = ArrayPool<float>.Shared.Rent(block * outputs * _members.Length);
        for (var start = 0; start < count; start += block)
        {
            var own = Math.Min(block, count - start);
            var distance = own * outputs;
            for (var m = 0; m < _members.Length; m++)
                _members[m].Answer(rows.Slice(start * Features, own * Features), Features, all.AsSpan(m * distance, distance));
            for (var at = 0; at < distance; at++)
                results[start * outputs + at] = (float)_combination.Of(all.AsSpan(at, (_members.Length - 1) * distance + 1), distance, AreProbabilities);
        }

        ArrayPool<float>.Shared.Return(all);
    }

    private static void Normalise(Span<float> probabilities)
    {
        var sum = 0.0;
        foreach (var probability in probabilities)
            sum += probability;
        foreach (ref var probability in probabilities)
            probability = sum > 0 ? (float)(probability / sum) : 1f / probabilities.Length;
    }
}
