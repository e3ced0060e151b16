using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Optimization;

namespace Kirana.Learn.Searching;

/// <summary>Gaussian process regression with Matérn's kernel of smoothness 5/2, a length for each dimension, and noise; numbers are standardised.</summary>
/// <remarks>Rasmussen and Williams, "Gaussian processes for machine learning", 2006: the kernel is their equation 4.17, the prediction algorithm 2.1, the marginal
/// likelihood equation 5.8. Lengths and noise maximise it with a normal prior on their logarithms, without which few points know no lengths.</remarks>
internal sealed class GaussianProcess
{
    private const double RootOfFive = 2.23606797749979;

    // Prior means and deviations of the logarithms: lengths of about half the cube, noise of about a tenth of the deviation.
    private const double LogLength = -0.7, LogLengthDeviation = 1;
    private const double LogNoise = -4.6, LogNoiseDeviation = 1.5;

    private readonly double[][] _points;
    private readonly double[] _parameters;
    private readonly double[] _scales;
    private readonly double[] _factor;
    private readonly double[] _weights;
    private readonly double _mean;
    private readonly double _deviation;

    private GaussianProcess(double[][] points, double[] parameters, double[] factor, double[] weights, double mean, double deviation) =>
        (_points, _parameters, _scales, _factor, _weights, _mean, _deviation) = (points, parameters, ScalesOf(parameters), factor, weights, mean, deviation);

    /// <summary>Fits a process.</summary>
    /// <param name="points">The points (n × d), coordinates of about unit range; at least one.</param>
    /// <param name="values">The value at each (n), finite.</param>
    /// <param name="start">Where the search for lengths and noise begins: those of the last fit; none the first time.</param>
    public static GaussianProcess Fit(double[][] points, double[] values, double[]? start)
    {
        var (n, d) = (points.Length, points[0].Length);
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        var deviation = squares > 0 ? Math.Sqrt(squares / n) : 1;
        double[] standard = Array.ConvertAll(values, value => (value - mean) / deviation);
        double[] prior = [.. Enumerable.Repeat(LogLength, d), LogNoise];
        var (matrix, weights) = (new double[n * n], new double[n]);
        var found = NelderMead.Minimize(own => -Evidence(points, standard, own, matrix, weights), start ?? prior, [.. Enumerable.Repeat(0.5, d + 1)], 1e-3, (start is null ? 60 : 30) * (d + 1)).X;
        var evidence = Evidence(points, standard, found, matrix, weights);
        if (double.IsNegativeInfinity(evidence))
            Evidence(points, standard, found = prior, matrix, weights);
        return new GaussianProcess(points, found, matrix, weights, mean, deviation);
    }

    /// <summary>Logarithms of lengths (d) and of the noise's variance.</summary>
    public double[] Parameters => _parameters;

    /// <summary>The expected value at a point and its deviation, noise not counted.</summary>
    public (double Mean, double Deviation) At(ReadOnlySpan<double> point)
    {
        var n = _points.Length;
        var (near, solved) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
            near[i] = Kernel(point, _points[i], _scales);
        near.CopyTo(solved, 0);
        Cholesky.Solve(_factor, n, solved);
        var variance = Math.Max(0, 1 - Dot.Of(near, solved));
        return (_mean + _deviation * Dot.Of(near, _weights), _deviation * Math.Sqrt(variance));
    }

    /// <summary>The logarithm of the marginal likelihood times the prior, but for constants; leaves the factor and K⁻¹y.</summary>
    private static double Evidence(double[][] points, double[] values, ReadOnlySpan<double> parameters, double[] matrix, double[] weights)
    {
        var n = points.Length;
        var scales = ScalesOf(parameters);
        var noise = Elementary.Exp(Math.Clamp(parameters[^1], -30, 10)) + 1e-8;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                matrix[i * n + j] = Kernel(points[i], points[j], scales) + (i == j ? noise : 0);
        if (!Cholesky.TryFactor(matrix, n))
            return double.NegativeInfinity;
        values.CopyTo(weights, 0);
        Cholesky.Solve(matrix, n, weights);
        var evidence = -0.5 * Dot.Of(values, weights);
        for (var i = 0; i < n; i++)
            evidence -= Elementary.Log(matrix[i * n + i]);
        for (var p = 0; p < parameters.Length; p++)
        {
            var isNoise = p == parameters.Length - 1;
            var away = (parameters[p] - (isNoise ? LogNoise : LogLength)) / (isNoise ? LogNoiseDeviation : LogLengthDeviation);
            evidence -= 0.5 * away * away;
        }

        return evidence;
    }

    /// <summary>1/ℓ of each dimension.</summary>
    private static double[] ScalesOf(ReadOnlySpan<double> parameters)
    {
        var scales = new double[parameters.Length - 1];
        for (var d = 0; d < scales.Length; d++)
            scales[d] = Elementary.Exp(-Math.Clamp(parameters[d], -10, 10));
        return scales;
    }

    private static double Kernel(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> scales)
    {
        var square = 0.0;
        for (var d = 0; d < x.Length; d++)
        {
            var distance = (x[d] - y[d]) * scales[d];
            square += distance * distance;
        }

        var r = RootOfFive * Math.Sqrt(square);
        return (1 + r + r * r / 3) * Elementary.Exp(-r);
    }
}
