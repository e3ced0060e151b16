using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>The problem by its products: a move costs O(p), and all correlations are always known.</summary>
/// <remarks>Friedman, Hastie and Tibshirani, "Regularization paths for generalized linear models via coordinate descent", Journal of Statistical
/// Software 33 (2010), §2.2, "covariance updates".</remarks>
internal sealed class GramDescent : Descent
{
    private readonly double[] _gram;
    private readonly double[] _cross;
    private readonly double[] _correlations;

    private GramDescent(double[] gram, double[] cross, double[] squares, double targetSquares) : base(squares, targetSquares) =>
        (_gram, _cross, _correlations) = (gram, cross, cross.AsSpan().ToArray());

    /// <summary>The problem of features divided by their scales; those of the scale 0 are left out.</summary>
    public static GramDescent Of(CentredProducts products, double[] scales, double targetSquares)
    {
        var size = scales.Length;
        var (gram, cross, squares) = (products.Gram, products.Cross, new double[size]);
        for (var i = 0; i < size; i++)
        {
            var factor = scales[i] > 0 ? 1 / (products.WeightSum * scales[i]) : 0;
            cross[i] *= factor;
            var row = gram.AsSpan(i * size, size);
            for (var j = 0; j < size; j++)
                row[j] *= scales[j] > 0 ? factor / scales[j] : 0;
            squares[i] = row[i];
        }

        return new GramDescent(gram, cross, squares, targetSquares);
    }

    public override double Correlation(int feature) => _correlations[feature];

    public override void Move(int feature, double step)
    {
        Coefficients[feature] += step;
        Axpy.Add(-step, _gram.AsSpan(feature * _cross.Length, _cross.Length), _correlations);
    }

    /// <summary>yᵀy − wᵀ(Xᵀy + Xᵀr).</summary>
    public override double ResidualSquares(ReadOnlySpan<double> correlations) =>
        Math.Max(0, TargetSquares - Dot.Of(Coefficients, _cross) - Dot.Of(Coefficients, correlations));
}
