using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>The problem by its rows: a move and a correlation cost O(n) each, and no p × p matrix is needed.</summary>
internal sealed class ResidualDescent : Descent
{
    private readonly double[] _columns;
    private readonly double[] _residuals;

    private ResidualDescent(double[] columns, double[] residuals, double[] squares) : base(squares, Dot.Of(residuals, residuals)) =>
        (_columns, _residuals) = (columns, residuals);

    /// <summary>The problem of centred features divided by their scales; those of the scale 0 are left out.</summary>
    public static ResidualDescent Of(DesignMatrix x, double[] target, double[] shifts, double targetShift, double[] scales)
    {
        var roots = new double[x.Rows];
        for (var i = 0; i < roots.Length; i++)
            roots[i] = Math.Sqrt((x.Weights.Length == 0 ? 1 : x.Weights[i]) / x.WeightSum);
        var (columns, squares) = (new double[checked(x.Rows * x.Features)], new double[x.Features]);
        for (var f = 0; f < x.Features; f++)
        {
            if (scales[f] is 0)
                continue;
            var column = columns.AsSpan(f * x.Rows, x.Rows);
            x.Read(f, 0, shifts[f], column);
            for (var i = 0; i < column.Length; i++)
                column[i] *= roots[i] / scales[f];
            squares[f] = Dot.Of(column, column);
        }

        return new ResidualDescent(columns, [.. target.Select((y, i) => (y - targetShift) * roots[i])], squares);
    }

    public override double Correlation(int feature) => Dot.Of(Column(feature), _residuals);

    public override void Move(int feature, double step)
    {
        Coefficients[feature] += step;
        Axpy.Add(-step, Column(feature), _residuals);
    }

    public override double ResidualSquares(ReadOnlySpan<double> correlations) => Dot.Of(_residuals, _residuals);

    private ReadOnlySpan<double> Column(int feature) => _columns.AsSpan(feature * _residuals.Length, _residuals.Length);
}
