using System.Runtime.CompilerServices;

namespace Kirana.Learn.Objectives;

/// <summary>An objective of a loss that looks at one row at a time.</summary>
internal sealed class PointwiseObjective<TLoss>(TLoss loss) : Objective where TLoss : struct, IPointwiseLoss<TLoss>
{
    private const int Block = 512;

    public override string Name => TLoss.Name;

    public override Link Link => TLoss.Link;

    /// <summary>The loss with its parameters.</summary>
    public TLoss Parameters => loss;

    internal override double? LeafQuantile => TLoss.LeafQuantile(loss);

    protected override string Targets => TLoss.Targets;

    protected override bool Accepts(float target) => TLoss.Accepts(target);

    internal override double[] Constants(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) => [TLoss.Constant(loss, targets, weights)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Gradients(double[][] scores, ReadOnlySpan<float> targets, int start, int output, Span<GradientPair> pairs)
    {
        Span<float> narrow = stackalloc float[Block];
        for (var from = 0; from < pairs.Length; from += Block)
        {
            var block = narrow[..Math.Min(Block, pairs.Length - from)];
            var wide = scores[0].AsSpan(start + from, block.Length);
            for (var i = 0; i < block.Length; i++)
                block[i] = (float)wide[i];
            TLoss.Gradients(loss, block, targets.Slice(start + from, block.Length), pairs.Slice(from, block.Length));
        }
    }

    private protected override double Loss(ReadOnlySpan<double> scores, float target) => TLoss.Value(loss, scores[0], target);
}
