namespace Kirana.Learn.Linear;

/// <summary>A least-squares problem whose coefficients move one at a time: ½·‖y − Xw‖² of rows whose weights add up to 1.</summary>
internal abstract class Descent(double[] squares, double targetSquares)
{
    /// <summary>‖xⱼ‖² of each feature, 0 where it is constant (p).</summary>
    public double[] Squares { get; } = squares;

    /// <summary>‖y‖².</summary>
    public double TargetSquares { get; } = targetSquares;

    /// <summary>w, all 0 at the start (p).</summary>
    public double[] Coefficients { get; } = new double[squares.Length];

    /// <summary>xⱼᵀ(y − Xw).</summary>
    public abstract double Correlation(int feature);

    /// <summary>wⱼ ← wⱼ + step.</summary>
    public abstract void Move(int feature, double step);

    /// <summary>‖y − Xw‖².</summary>
    /// <param name="correlations">xⱼᵀ(y − Xw) of all features.</param>
    public abstract double ResidualSquares(ReadOnlySpan<double> correlations);
}
