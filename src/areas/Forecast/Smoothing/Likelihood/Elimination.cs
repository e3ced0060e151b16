using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Writes the equations of the next step and eliminates the states, which have no bounds; the four weights are left.</summary>
/// <remarks>
/// Fisher scoring: with rows r = ∂f (additive errors) or ∂f/f (multiplicative) and p = 2n / Σε², the curvature of −2 log-likelihood is
/// p Σ r rᵀ and its gradient −p Σ ε (1 + ε) r + 2 Σ r, without (1 + ε) and the last sum where errors are additive. The diagonal is raised
/// by the factor 1 + λ (Marquardt 1963). A coordinate that is not searched has zeros everywhere and gets a one, so that it rests.
/// </remarks>
internal readonly struct Elimination(LaneTable table) : ILaneKernel
{
    private const int Width = LaneTable.Width;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (count, rows) = (table.Count, table.Rows);
        var kept = table.Kept.AsSpan(lane);
        var system = table.System.AsSpan(lane);
        var precision = TLanes.Load(table.Precision, lane);
        var relative = TLanes.Load(table.Relative, lane);
        var raise = TLanes.Load(table.Raise, lane) + TLanes.Broadcast(1);
        var (tiny, one, two) = (TLanes.Broadcast(1e-250), TLanes.Broadcast(1), TLanes.Broadcast(2) * relative);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
                TLanes.Store(precision * TLanes.Load(kept, (i * rows + j) * Width), system, (i * count + j) * Width);
            var diagonal = precision * TLanes.Load(kept, (i * rows + i) * Width) * raise;
            TLanes.Store(TLanes.SelectLess(diagonal, tiny, one, diagonal), system, (i * count + i) * Width);
            // The last row is the right side: less the gradient.
            var errors = TLanes.Load(kept, (count * rows + i) * Width);
            var ones = TLanes.Load(kept, ((count + 1) * rows + i) * Width);
            TLanes.Store(precision * errors - two * ones, system, (count * count + i) * Width);
        }

        for (var j = 0; j < table.States; j++)
        {
            var pivot = TLanes.Load(system, (j * count + j) * Width);
            var inverse = one / TLanes.SelectLess(pivot, tiny, one, pivot);
            for (var i = j + 1; i <= count; i++)
            {
                var place = (i * count + j) * Width;
                var whole = TLanes.Load(system, place);
                var factor = whole * inverse;
                var less = TLanes.Broadcast(0) - whole;
                for (var k = j + 1; k <= Math.Min(i, count - 1); k++)
                {
                    var target = (i * count + k) * Width;
                    var other = k == i ? factor : TLanes.Load(system, (k * count + j) * Width);
                    TLanes.Store(TLanes.MultiplyAdd(less, other, TLanes.Load(system, target)), system, target);
                }

                TLanes.Store(factor, system, place);
            }
        }
    }
}
