using Kirana.Data;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Hierarchy;

/// <summary>The covariance of the base errors as a diagonal and a few factors, W = diag(d) + EᵀE: never a square matrix.</summary>
/// <param name="Diagonal">d, one positive number each series.</param>
/// <param name="Factors">E turned: one row of <paramref name="Width"/> numbers each series; empty without factors.</param>
/// <param name="Width">The number of factors, 0 for none.</param>
/// <param name="Shrinkage">λ; 1 without factors.</param>
internal sealed record ErrorCovariance(double[] Diagonal, double[] Factors, int Width, double Shrinkage)
{
    /// <summary>Keeps W regular, where fewer residuals than series make EᵀE singular.</summary>
    private const double LeastShrinkage = 1e-6;

    /// <summary>A series without any error counts as one with this part of the mean variance.</summary>
    private const double LeastVariance = 1e-12;

    public static ErrorCovariance Of(CovarianceKind kind, double? shrinkage, SeriesHierarchy hierarchy, HierarchyPast past)
    {
        if (kind is CovarianceKind.Ordinary or CovarianceKind.Structural)
            return new ErrorCovariance(
                [.. Enumerable.Range(0, hierarchy.Count).Select(i => kind == CovarianceKind.Ordinary ? 1.0 : hierarchy.LeavesOf(i))], [], 0, 1);
        var residuals = past.Residuals ?? throw new ArgumentException($"The covariance '{kind}' needs residuals; none are given.", nameof(past));
        hierarchy.CheckRows(residuals, nameof(past));
        var errors = Filled(hierarchy, residuals);
        var variances = Variances(errors, residuals.Steps);
        if (kind == CovarianceKind.Variance)
            return new ErrorCovariance(variances, [], 0, 1);

        if (residuals.Steps < 2)
            throw new DataException($"There is {residuals.Steps} residual for each series; a covariance needs 2 at least.")
            {
                Code = "too-few-residuals", Hint = "Take the structural covariance, which needs none.",
            };
        var lambda = Math.Clamp(shrinkage ?? ShrinkageIntensity.Of(errors, variances, residuals.Steps), LeastShrinkage, 1);
        if (lambda >= 1)
            return new ErrorCovariance(variances, [], 0, 1);
        var factor = Math.Sqrt((1 - lambda) / residuals.Steps);
        foreach (ref var error in errors.AsSpan())
            error *= factor;
        return new ErrorCovariance([.. variances.Select(variance => lambda * variance)], errors, residuals.Steps, lambda);
    }

    /// <summary>The residuals with zeros where none is known, stretched so that the mean square over all steps is that of the known. The
    /// unit is a power of two, so that squares neither overflow nor vanish: W matters only up to a factor.</summary>
    public static double[] Filled(SeriesHierarchy hierarchy, SeriesMatrix residuals)
    {
        var errors = residuals.Values.ToArray();
        for (var i = 0; i < residuals.Series; i++)
        {
            var row = errors.AsSpan(i * residuals.Steps, residuals.Steps);
            var known = 0;
            foreach (ref var error in row)
            {
                if (double.IsInfinity(error))
                    throw Bad("bad-value", i, $"A residual of '{hierarchy.KeyOf(i)}' is {error}; expected a finite number, or NaN where there is none.");
                known += double.IsNaN(error) ? 0 : 1;
                error = double.IsNaN(error) ? 0 : error;
            }

            if (known == 0)
                throw Bad("no-residuals", i, $"The series '{hierarchy.KeyOf(i)}' has no residual; one at least is expected.");
            if (known < row.Length)
                Numerics.Kernels.Scale.By(Math.Sqrt((double)row.Length / known), row);
        }

        Magnitude.Normalise(errors);
        return errors;
    }

    /// <summary>The mean square of each row, not below a trifle of their mean.</summary>
    public static double[] Variances(double[] errors, int steps)
    {
        var variances = new double[steps == 0 ? 0 : errors.Length / steps];
        for (var i = 0; i < variances.Length; i++)
        {
            var row = errors.AsSpan(i * steps, steps);
            variances[i] = Numerics.Kernels.Dot.Of(row, row) / steps;
        }

        var least = LeastVariance * Numerics.Kernels.Sum.Of(variances) / variances.Length;
        for (var i = 0; i < variances.Length; i++)
            variances[i] = least > 0 ? Math.Max(variances[i], least) : 1;
        return variances;
    }

    private static DataException Bad(string code, int series, string message) =>
        new(message) { Code = code, Row = series + 1, Hint = "Take the structural covariance, which needs no residuals." };
}
