using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>What is left of the time before the series: u(i), its share in φ(B) Φ(Bᵐ) z at the first steps, and its covariance P = L D Lᵀ.</summary>
/// <remarks>
/// u(i) = Σ φ(j) z(i − j) + θ(j) ε(i − j) over steps before the first; a step later u(i) ← u(i + 1) + φ(i + 1) z + θ(i + 1) ε with z = u(0) + ε
/// (the state of Harvey 1989, section 3.3, without the present innovation). P does not change in that step, so its first column, from γ and
/// ψ, gives all the rest.
/// </remarks>
internal static class Presample
{
    private const int Width = LaneTable.Width;

    /// <summary>A pivot below this share of its variance is rounding: what it stands for is known from the others.</summary>
    private const double Dependent = 1e-13;

    public static void Find<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        if (table.Shape.States == 0)
            return;
        FirstColumn<TLanes>(table, lane);
        Fill<TLanes>(table, lane);
        Factor<TLanes>(table, lane);
    }

    /// <summary>P(i, 0) = Σ φ(i + k) γ(k) + θ(i + k) ψ(k), k &gt; 0.</summary>
    private static void FirstColumn<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var ar = table.Ar.AsSpan();
        var ma = table.Ma.AsSpan();
        var gamma = table.Autocovariances.AsSpan();
        var psi = table.Weights.AsSpan();
        for (var i = 0; i < states; i++)
        {
            var (first, second) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
            for (var k = 1; k <= states - i; k++)
            {
                first = TLanes.MultiplyAdd(TLanes.Load(ar, (i + k) * Width + lane), TLanes.Load(gamma, k * Width + lane), first);
                second = TLanes.MultiplyAdd(TLanes.Load(ma, (i + k) * Width + lane), TLanes.Load(psi, k * Width + lane), second);
            }

            TLanes.Store(first + second, table.Covariance, i * states * Width + lane);
        }
    }

    /// <summary>P(i, j) = P(i + 1, j + 1) + φ(i + 1) P(j + 1, 0) + φ(j + 1) P(i + 1, 0) + φ(i + 1) φ(j + 1) P(0, 0) + R(i) R(j) with
    /// R(i) = φ(i + 1) + θ(i + 1); the lower triangle, from its last row on.</summary>
    private static void Fill<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var ar = table.Ar.AsSpan(Width);
        var ma = table.Ma.AsSpan(Width);
        var covariance = table.Covariance.AsSpan();
        var zero = TLanes.Broadcast(0);
        var origin = TLanes.Load(covariance, lane);
        for (var i = states - 1; i > 0; i--)
        {
            var (phi, below) = (TLanes.Load(ar, i * Width + lane), i + 1 < states ? TLanes.Load(covariance, (i + 1) * states * Width + lane) : zero);
            var shock = phi + TLanes.Load(ma, i * Width + lane);
            // What multiplies φ(j + 1): P(i + 1, 0) + φ(i + 1) P(0, 0).
            below = TLanes.MultiplyAdd(phi, origin, below);
            for (var j = i; j > 0; j--)
            {
                var sum = TLanes.MultiplyAdd(TLanes.Load(ar, j * Width + lane), below, shock * (TLanes.Load(ar, j * Width + lane) + TLanes.Load(ma, j * Width + lane)));
                if (i + 1 < states)
                    sum += TLanes.Load(covariance, ((i + 1) * states + j + 1) * Width + lane);
                if (j + 1 < states)
                    sum = TLanes.MultiplyAdd(phi, TLanes.Load(covariance, (j + 1) * states * Width + lane), sum);
                TLanes.Store(sum, covariance, (i * states + j) * Width + lane);
            }
        }
    }

    /// <summary>L D Lᵀ; L's columns are kept as rows. A variable that hangs on the others gets a pivot and a column of zeros.</summary>
    private static void Factor<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var covariance = table.Covariance.AsSpan();
        var loadings = table.Loadings.AsSpan();
        var pivots = table.Pivots.AsSpan();
        var (zero, one) = (TLanes.Broadcast(0), TLanes.Broadcast(1));
        for (var i = 0; i < states; i++)
            TLanes.Store(TLanes.Broadcast(Dependent) * TLanes.Load(covariance, (i * states + i) * Width + lane), pivots, i * Width + lane);
        for (var j = 0; j < states; j++)
        {
            var pivot = TLanes.Load(covariance, (j * states + j) * Width + lane);
            var least = TLanes.Load(pivots, j * Width + lane);
            // Where all is zero the comparison must fail as well.
            var kept = TLanes.SelectLess(least, pivot, pivot, zero);
            var inverse = TLanes.SelectLess(least, pivot, one / pivot, zero);
            TLanes.Store(kept, pivots, j * Width + lane);
            var row = loadings.Slice(j * states * Width, states * Width);
            TLanes.Store(one, row, j * Width + lane);
            for (var i = j + 1; i < states; i++)
                TLanes.Store(inverse * TLanes.Load(covariance, (i * states + j) * Width + lane), row, i * Width + lane);
            for (var i = j + 1; i < states; i++)
            {
                var less = zero - kept * TLanes.Load(row, i * Width + lane);
                var target = covariance.Slice(i * states * Width, states * Width);
                for (var k = j + 1; k <= i; k++)
                    TLanes.Store(TLanes.MultiplyAdd(less, TLanes.Load(row, k * Width + lane), TLanes.Load(target, k * Width + lane)), target, k * Width + lane);
            }
        }
    }
}
