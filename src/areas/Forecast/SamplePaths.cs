using Kirana.Forecast.Models;
using Kirana.Numerics.Random;

namespace Kirana.Forecast;

/// <summary>Possible futures of a model, whatever its errors look like.</summary>
/// <remarks>Efron and Tibshirani, "An introduction to the bootstrap" (1993), section 8.5: errors to come are drawn from those that were, with
/// replacement, brought to mean 0; the model says what each leaves behind.</remarks>
public static class SamplePaths
{
    /// <summary>Draws futures.</summary>
    /// <param name="model">The model; one read from a file knows no residuals, and every future is its forecast.</param>
    /// <param name="horizon">Steps ahead, at least 1.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="paths">One future after another, each of as many places as steps; all are written with finite numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is below 1.</exception>
    /// <exception cref="ArgumentException">The places are no whole number of futures.</exception>
    public static void Bootstrap(IPathModel model, int horizon, ref RandomStream random, Span<double> paths)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (paths.Length % horizon != 0)
            throw new ArgumentException($"{paths.Length} places are no whole number of futures of {horizon} steps.", nameof(paths));
        var errors = Standard(model.Residuals);
        for (; paths.Length > 0; paths = paths[horizon..])
        {
            var path = paths[..horizon];
            foreach (ref var place in path)
                place = errors.Length == 0 ? 0 : errors[random.Next(errors.Length)];
            model.Follow(path, path);
        }
    }

    /// <summary>The residuals less their mean, in units of their root mean square.</summary>
    private static double[] Standard(ReadOnlySpan<double> residuals)
    {
        var size = StatePaths.Sigma(residuals);
        if (size == 0)
            return [];
        double[] errors = [.. residuals.ToArray().Where(residual => !double.IsNaN(residual)).Select(residual => residual / size)];
        var mean = errors.Average();
        return Array.ConvertAll(errors, error => error - mean);
    }
}
