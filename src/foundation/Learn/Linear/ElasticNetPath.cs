using Kirana.Learn.Binning;

namespace Kirana.Learn.Linear;

/// <summary>The solutions of an elastic net for falling λ.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ElasticNetPath
{
    private readonly FeatureColumn[] _columns;
    private readonly double[] _penalties;
    private readonly double[][] _coefficients;
    private readonly double[] _intercepts;
    private readonly double[] _gaps;
    private readonly double[] _residuals;
    private readonly int[] _dropped;

    internal ElasticNetPath(FeatureColumn[] columns, double[] penalties, double[][] coefficients, double[] intercepts, double[] gaps, double[] residuals, int[] dropped) =>
        (_columns, _penalties, _coefficients, _intercepts, _gaps, _residuals, _dropped) = (columns, penalties, coefficients, intercepts, gaps, residuals, dropped);

    /// <summary>λ of each step, falling.</summary>
    public ReadOnlySpan<double> Penalties => _penalties;

    /// <summary>The duality gap of each step, in the unit of half a mean squared error: no coefficients are better by more.</summary>
    public ReadOnlySpan<double> Gaps => _gaps;

    /// <summary>The greatest failure of a condition of optimality at each step, for features and a target of deviation 1.</summary>
    public ReadOnlySpan<double> KktResiduals => _residuals;

    /// <summary>The coefficients of a step, in the units of the table (p).</summary>
    /// <param name="step">The place in <see cref="Penalties"/>.</param>
    public ReadOnlySpan<double> Coefficients(int step) => _coefficients[step];

    /// <summary>The intercept of a step.</summary>
    /// <param name="step">The place in <see cref="Penalties"/>.</param>
    public double Intercept(int step) => _intercepts[step];

    /// <summary>The number of features whose coefficient is not 0.</summary>
    /// <param name="step">The place in <see cref="Penalties"/>.</param>
    public int Count(int step) => _coefficients[step].Count(value => value is not 0);

    /// <summary>The model of a step.</summary>
    /// <param name="step">The place in <see cref="Penalties"/>.</param>
    public LinearModel Model(int step) => new(_columns, _coefficients[step], _intercepts[step], _dropped) { KktResidual = _residuals[step] };
}
