using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The exact Gaussian likelihood of eight models at one place each.</summary>
/// <remarks>The variance of the innovations and the regressors' coefficients are those that are likeliest at the place, so that −2 ln L =
/// n ln S + ln |Γ| but for constants. O(n (p + P + q + Q) + g³), g being as in <see cref="ArmaOrders.States"/>.</remarks>
/// <param name="table">Series and places.</param>
/// <param name="evaluation">Which row of residuals is written.</param>
internal readonly struct LikelihoodPass(LaneTable table, int evaluation) : ILaneKernel
{
    private const int Width = LaneTable.Width;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (columns, row) = (table.Shape.Columns, table.Row);
        Polynomials.Expand<TLanes>(table, lane);
        for (var c = 0; c < columns; c++)
        {
            Filters.Autoregress<TLanes>(table, c, lane);
            Filters.Invert<TLanes>(table, table.Filtered.AsSpan(c * row, row), table.Innovations.AsSpan(c * row, row), lane);
        }

        if (table.Shape.States > 0)
        {
            Filters.Respond<TLanes>(table, lane);
            Autocovariances.Find<TLanes>(table, lane);
            Presample.Find<TLanes>(table, lane);
            Conditioning.Moments<TLanes>(table, lane);
            Conditioning.Transform<TLanes>(table, lane);
            for (var c = 0; c < columns; c++)
                Conditioning.Score<TLanes>(table, c, lane);
            Conditioning.Eliminate<TLanes>(table, lane);
        }

        Regression.Gram<TLanes>(table, lane);
        Regression.Solve<TLanes>(table, lane);
        Regression.Residuals<TLanes>(table, evaluation, lane);
        for (var one = lane; one < lane + TLanes.Count; one++)
            table.Logarithms[one] = Determinant(one);
    }

    /// <summary>ln |Γ|, and of gaps the logarithm of what they take from it; eight factors cannot overflow.</summary>
    private double Determinant(int lane)
    {
        var (states, columns, missing) = (table.Shape.States, table.Shape.Columns, table.Missing[lane]);
        var (sum, product) = (0.0, 1.0);
        for (var j = 0; j < states + table.Gaps[lane]; j++)
        {
            if (j % 8 == 0 || j == states)
            {
                sum += Elementary.Log(product);
                product = 1;
            }

            product *= j < states
                ? table.Information[(j * states + j) * Width + lane]
                : table.Gram[(missing + j - states) * (columns + 1) * Width + lane];
        }

        return sum + Elementary.Log(product);
    }
}
