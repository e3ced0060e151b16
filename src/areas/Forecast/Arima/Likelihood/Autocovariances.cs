using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The autocovariances γ of a stationary model whose innovations have variance 1, and the weights ψ of those.</summary>
/// <remarks>The autoregression y with φ(B) y = ε first, by Levinson's recursion down and up; then γ of θ(B) y from that of y.</remarks>
internal static class Autocovariances
{
    private const int Width = LaneTable.Width;

    public static void Find<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        Expand<TLanes>(table, lane);
        StepDown<TLanes>(table, shape.ArDegree, lane);
        StepUp<TLanes>(table, shape.ArDegree, shape.States + shape.MaDegree, lane);
        Average<TLanes>(table, lane);
    }

    /// <summary>ψ(k) = θ(k) + Σ φ(j) ψ(k − j).</summary>
    private static void Expand<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var ar = table.Ar.AsSpan();
        var ma = table.Ma.AsSpan();
        var weights = table.Weights.AsSpan();
        for (var k = 0; k <= table.Shape.States; k++)
        {
            var sum = TLanes.Load(ma, k * Width + lane);
            for (var j = Math.Min(k, table.Shape.ArDegree); j > 0; j--)
                sum = TLanes.MultiplyAdd(TLanes.Load(ar, j * Width + lane), TLanes.Load(weights, (k - j) * Width + lane), sum);
            TLanes.Store(sum, weights, k * Width + lane);
        }
    }

    /// <summary>φ(k − 1, i) = (φ(k, i) + r(k) φ(k, k − i)) / (1 − r(k)²).</summary>
    private static void StepDown<TLanes>(LaneTable table, int degree, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var one = TLanes.Broadcast(1);
        var stride = (degree + 1) * Width;
        for (var i = 1; i <= degree; i++)
            TLanes.Store(TLanes.Load(table.Ar, i * Width + lane), table.Levels, degree * stride + i * Width + lane);
        for (var k = degree; k > 1; k--)
        {
            var row = table.Levels.AsSpan(k * stride, stride);
            var lower = table.Levels.AsSpan((k - 1) * stride, stride);
            var partial = TLanes.Load(row, k * Width + lane);
            var inverse = one / (one - partial * partial);
            for (var i = 1; i < k; i++)
                TLanes.Store(
                    inverse * TLanes.MultiplyAdd(partial, TLanes.Load(row, (k - i) * Width + lane), TLanes.Load(row, i * Width + lane)), lower, i * Width + lane);
        }
    }

    /// <summary>γ(0) = Π 1 / (1 − r²), v(k) = v(k − 1) (1 − r(k)²), γ(k) = Σ φ(k − 1, i) γ(k − i) + r(k) v(k − 1).</summary>
    private static void StepUp<TLanes>(LaneTable table, int degree, int last, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var one = TLanes.Broadcast(1);
        var stride = (degree + 1) * Width;
        var target = table.Autocovariances.AsSpan();
        var variance = one;
        for (var k = 1; k <= degree; k++)
        {
            var partial = TLanes.Load(table.Levels, k * (stride + Width) + lane);
            variance = variance / (one - partial * partial);
        }

        TLanes.Store(variance, target, lane);
        for (var k = 1; k <= last; k++)
        {
            var level = table.Levels.AsSpan(Math.Min(k - 1, degree) * stride, stride);
            var sum = TLanes.Broadcast(0);
            for (var i = Math.Min(k - 1, degree); i > 0; i--)
                sum = TLanes.MultiplyAdd(TLanes.Load(level, i * Width + lane), TLanes.Load(target, (k - i) * Width + lane), sum);
            if (k <= degree)
            {
                var partial = TLanes.Load(table.Levels, k * (stride + Width) + lane);
                sum = TLanes.MultiplyAdd(partial, variance, sum);
                variance = variance * (one - partial * partial);
            }

            TLanes.Store(sum, target, k * Width + lane);
        }
    }

    /// <summary>γ(k) of θ(B) y: Σ c(|l|) γ(k − l) of y, with c(l) = Σ θ(j) θ(j + l).</summary>
    private static void Average<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (degree, states) = (table.Shape.MaDegree, table.Shape.States);
        if (degree == 0)
            return;
        var ma = table.Ma.AsSpan();
        var autoregressive = table.Autocovariances.AsSpan();
        var products = table.Averages.AsSpan();
        var averaged = products[((degree + 1) * Width)..];
        for (var l = 0; l <= degree; l++)
        {
            var sum = TLanes.Broadcast(0);
            for (var j = 0; j + l <= degree; j++)
                sum = TLanes.MultiplyAdd(TLanes.Load(ma, j * Width + lane), TLanes.Load(ma, (j + l) * Width + lane), sum);
            TLanes.Store(sum, products, l * Width + lane);
        }

        for (var k = 0; k <= states; k++)
        {
            var sum = TLanes.Load(products, lane) * TLanes.Load(autoregressive, k * Width + lane);
            for (var l = 1; l <= degree; l++)
                sum = TLanes.MultiplyAdd(
                    TLanes.Load(products, l * Width + lane),
                    TLanes.Load(autoregressive, Math.Abs(k - l) * Width + lane) + TLanes.Load(autoregressive, (k + l) * Width + lane), sum);
            TLanes.Store(sum, averaged, k * Width + lane);
        }

        for (var k = 0; k <= states; k++)
            TLanes.Store(TLanes.Load(averaged, k * Width + lane), autoregressive, k * Width + lane);
    }
}
