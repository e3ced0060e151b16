using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>What the series says about the time before it: |Γ| = |I + P M| and products of columns weighed by Γ⁻¹.</summary>
/// <remarks>
/// The innovations are ε − H u, where ε are those if nothing lay before the series and H has the impulse response h in each column, a step
/// later from column to column. So with M = HᵀH and b = Hᵀε, Γ = |I + P M| in determinant and zᵀΓ⁻¹z = εᵀε − bᵀ(P⁻¹ + M)⁻¹b (Woodbury). With
/// P = L D Lᵀ and K = LᵀML one variable after the other is eliminated, K ← K − K(·,j) K(j,·) D(j) / δ(j) with δ(j) = 1 + D(j) K(j, j): no root is
/// taken, and a singular P does no harm.
/// </remarks>
internal static class Conditioning
{
    private const int Width = LaneTable.Width;

    /// <summary>M: its first column is h filtered backwards; M(i + 1, j + 1) = M(i, j) − h(n − 1 − i) h(n − 1 − j).</summary>
    public static void Moments<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var moments = table.Moments.AsSpan();
        Filters.InvertBackwards<TLanes>(table, table.Impulse, table.Back, lane);
        Gather<TLanes>(table, moments, states, lane);
        var last = table.Row - (table.Margin + 1) * Width + lane;
        for (var i = 1; i < states; i++)
        {
            var less = TLanes.Broadcast(0) - TLanes.Load(table.Impulse, last - (i - 1) * Width);
            for (var j = 1; j <= i; j++)
            {
                var value = TLanes.MultiplyAdd(
                    less, TLanes.Load(table.Impulse, last - (j - 1) * Width), TLanes.Load(moments, ((i - 1) * states + j - 1) * Width + lane));
                TLanes.Store(value, moments, (i * states + j) * Width + lane);
                TLanes.Store(value, moments, (j * states + i) * Width + lane);
            }

            TLanes.Store(TLanes.Load(moments, i * states * Width + lane), moments, i * Width + lane);
        }
    }

    /// <summary>K.</summary>
    public static void Transform<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        for (var k = 0; k < states; k++)
        {
            var loading = table.Loadings.AsSpan(k * states * Width, states * Width);
            var product = table.Product.AsSpan(k * states * Width, states * Width);
            for (var j = k; j < states; j++)
                TLanes.Store(Product<TLanes>(table.Moments.AsSpan(j * states * Width, states * Width), loading, k, states, lane), product, j * Width + lane);
        }

        for (var i = 0; i < states; i++)
        {
            var loading = table.Loadings.AsSpan(i * states * Width, states * Width);
            for (var k = 0; k <= i; k++)
                TLanes.Store(
                    Product<TLanes>(table.Product.AsSpan(k * states * Width, states * Width), loading, i, states, lane), table.Information, (i * states + k) * Width + lane);
        }
    }

    /// <summary>Lᵀb of a column, b being its innovations filtered backwards.</summary>
    public static void Score<TLanes>(LaneTable table, int column, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var scores = table.Scores.AsSpan(column * states * Width, states * Width);
        Filters.InvertBackwards<TLanes>(table, table.Innovations.AsSpan(column * table.Row, table.Row), table.Back, lane);
        Gather<TLanes>(table, scores, 1, lane);
        for (var i = 0; i < states; i++)
            TLanes.Store(Product<TLanes>(scores, table.Loadings.AsSpan(i * states * Width, states * Width), i, states, lane), scores, i * Width + lane);
    }

    /// <summary>Eliminates; <see cref="LaneTable.Information"/> then holds the columns as they were in their turn, and its diagonal δ.</summary>
    public static void Eliminate<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (states, columns) = (table.Shape.States, table.Shape.Columns);
        var information = table.Information.AsSpan();
        var pivots = table.Pivots.AsSpan();
        var (zero, one) = (TLanes.Broadcast(0), TLanes.Broadcast(1));
        for (var j = 0; j < states; j++)
        {
            var pivot = TLanes.Load(pivots, j * Width + lane);
            var delta = TLanes.MultiplyAdd(pivot, TLanes.Load(information, (j * states + j) * Width + lane), one);
            TLanes.Store(delta, information, (j * states + j) * Width + lane);
            var less = zero - pivot / delta;
            for (var i = j + 1; i < states; i++)
            {
                var row = information.Slice(i * states * Width, states * Width);
                var factor = less * TLanes.Load(row, j * Width + lane);
                for (var k = j + 1; k <= i; k++)
                    TLanes.Store(
                        TLanes.MultiplyAdd(factor, TLanes.Load(information, (k * states + j) * Width + lane), TLanes.Load(row, k * Width + lane)), row, k * Width + lane);
                for (var c = 0; c < columns; c++)
                {
                    var score = table.Scores.AsSpan(c * states * Width, states * Width);
                    TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(score, j * Width + lane), TLanes.Load(score, i * Width + lane)), score, i * Width + lane);
                }
            }
        }
    }

    /// <summary>Σ M(·, l) L(l, k) from l = first on, in two sums.</summary>
    private static TLanes Product<TLanes>(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int first, int end, int lane)
        where TLanes : struct, ILanes<TLanes>
    {
        var (even, odd) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
        var at = first * Width + lane;
        for (; at + Width < end * Width; at += 2 * Width)
        {
            even = TLanes.MultiplyAdd(TLanes.Load(left, at), TLanes.Load(right, at), even);
            odd = TLanes.MultiplyAdd(TLanes.Load(left, at + Width), TLanes.Load(right, at + Width), odd);
        }

        return at < end * Width ? TLanes.MultiplyAdd(TLanes.Load(left, at), TLanes.Load(right, at), even) + odd : even + odd;
    }

    /// <summary>What lies in the backwards filtered row at the first steps of each lane's series.</summary>
    private static void Gather<TLanes>(LaneTable table, Span<double> target, int stride, int lane) where TLanes : struct, ILanes<TLanes>
    {
        for (var one = lane; one < lane + TLanes.Count; one++)
        {
            var start = table.Start[one];
            for (var i = 0; i < table.Shape.States; i++)
                target[i * stride * Width + one] = (start + i) * Width < table.Row ? table.Back[(start + i) * Width + one] : 0;
        }
    }
}
