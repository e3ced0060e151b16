using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The likelihood of one model at one place.</summary>
/// <param name="Squares">S.</param>
/// <param name="Logarithm">ln |Γ|, with what gaps take from it.</param>
/// <param name="Coefficients">Those of the regressors.</param>
/// <param name="Covariance">P(i, 0), how the states before the series vary with the first.</param>
internal sealed record SinglePlace(double Squares, double Logarithm, double[] Coefficients, double[] Covariance)
{
    /// <summary>Computes it.</summary>
    /// <param name="data">The series.</param>
    /// <param name="orders">The orders.</param>
    /// <param name="point">The partial autocorrelations.</param>
    public static SinglePlace Of(ArmaData data, ArmaOrders orders, ReadOnlySpan<double> point)
    {
        const int Width = LaneTable.Width;
        var columns = data.Columns.Length;
        var table = new LaneTable(new LaneShape(orders.Season, data.Steps, columns, orders.Ar, orders.SeasonalAr, orders.Ma, orders.SeasonalMa, 0));
        table.Start[0] = table.Margin;
        table.Gaps[0] = data.Gaps;
        table.Origin[table.Margin * Width] = 1;
        for (var c = 0; c < columns; c++)
            for (var t = 0; t < data.Steps; t++)
                table.Values[c * table.Row + (table.Margin + t) * Width] = data.Columns[c][t];
        for (var k = 0; k < point.Length; k++)
            table.Place[k * Width] = point[k];
        new LikelihoodPass(table, 0).Run<Lanes64>(0);
        return At(table, 0);
    }

    /// <summary>What a lane of a table found where it looked, a model of all the room that there is.</summary>
    public static SinglePlace At(LaneTable table, int lane)
    {
        const int Width = LaneTable.Width;
        var (coefficients, covariance) = (new double[table.Shape.Columns - 1], new double[table.Shape.States]);
        for (var c = 0; c < coefficients.Length; c++)
            coefficients[c] = table.Coefficients[c * Width + lane];
        for (var i = 0; i < covariance.Length; i++)
            covariance[i] = table.Covariance[i * covariance.Length * Width + lane];
        return new SinglePlace(table.Squares[lane], table.Logarithms[lane], coefficients, covariance);
    }
}
