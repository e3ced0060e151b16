using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Hierarchy;

/// <summary>What <see cref="MinimumTrace"/> learned. Immutable and thread-safe.</summary>
public sealed class MinimumTraceReconciliation : Reconciliation
{
    private readonly ErrorCovariance _covariance;
    private readonly ConstraintPattern _pattern;
    private readonly double[] _factors;
    private readonly ConstraintSolver _solver;
    private readonly bool _nonNegative;

    internal MinimumTraceReconciliation(string name, SeriesHierarchy hierarchy, ErrorCovariance covariance, bool nonNegative) : base(name, hierarchy)
    {
        (_covariance, _nonNegative) = (covariance, nonNegative);
        _factors = IncoherentFactors();
        _pattern = new ConstraintPattern(hierarchy);
        _solver = new ConstraintSolver(
            new ConstraintMatrix(_pattern, covariance.Diagonal, []), hierarchy.AggregateCount, _factors, covariance.Width);
    }

    /// <summary>λ: 1 where the errors count as unrelated.</summary>
    public double Shrinkage => _covariance.Shrinkage;

    internal override bool NonNegative => _nonNegative;

    internal override IBottomRule Prepare(BaseSums sums, FitContext context)
    {
        _solver.Solve(sums.Gaps, sums.Columns, context.Threads, context.Cancellation);
        return new TraceRule(Hierarchy, _covariance, _factors, sums.Gaps, sums.Columns);
    }

    private protected override void Finish(SeriesMatrix forecasts, SeriesMatrix reconciled, FitContext context)
    {
        if (!_nonNegative)
            return;
        var search = new NonNegativeSearch(_pattern, _covariance, _factors);
        Blocks.Run(forecasts.Steps, 1, context.Threads, context.Cancellation, (_, step, _) =>
        {
            var (wanted, bottom) = (new double[Hierarchy.Count], new double[Hierarchy.BottomCount]);
            for (var i = 0; i < wanted.Length; i++)
                wanted[i] = forecasts[i, step];
            for (var i = 0; i < bottom.Length; i++)
                bottom[i] = reconciled[Hierarchy.AggregateCount + i, step];
            if (!bottom.AsSpan().ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon))
                return;
            search.Improve(wanted, bottom, context.Cancellation);
            for (var i = 0; i < bottom.Length; i++)
                reconciled[Hierarchy.AggregateCount + i, step] = bottom[i];
        });
    }

    /// <summary>CEᵀ: by how much each factor's errors do not add up, (aggregates × factors).</summary>
    private double[] IncoherentFactors()
    {
        var width = _covariance.Width;
        var factors = _covariance.Factors.AsSpan(0, Hierarchy.AggregateCount * width).ToArray();
        for (var i = 0; i < Hierarchy.AggregateCount && width > 0; i++)
            foreach (var child in Hierarchy.ChildrenOf(i))
                Axpy.Add(-1, _covariance.Factors.AsSpan(child * width, width), factors.AsSpan(i * width, width));
        return factors;
    }
}
