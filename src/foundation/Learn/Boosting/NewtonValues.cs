using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting;

/// <summary>Sets the leaves of a tree that was grown on gradients alone to Newton steps.</summary>
internal static class NewtonValues
{
    /// <param name="grown">The tree.</param>
    /// <param name="pairs">Gradient and hessian of each row.</param>
    /// <param name="rules">λ and α.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static void Set(GrownTree grown, GradientPair[] pairs, SplitRules rules, int threads, CancellationToken cancellation) =>
        Blocks.Run(grown.Leaves.Length, Math.Max(1, grown.Leaves.Length / 16), threads, cancellation, (_, first, end) =>
        {
            for (var l = first; l < end; l++)
            {
                var leaf = grown.Leaves[l];
                var (gradient, hessian) = (0.0, 0.0);
                foreach (var row in grown.Partition.Rows(leaf.Start, leaf.Count).Span)
                    (gradient, hessian) = (gradient + pairs[row].Gradient, hessian + pairs[row].Hessian);
                grown.Builder.SetValue(leaf.Node, rules.Value(gradient, hessian, rules.L2));
            }
        });
}
