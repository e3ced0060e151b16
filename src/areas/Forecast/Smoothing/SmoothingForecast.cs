using Kirana.Forecast.Models;

namespace Kirana.Forecast.Smoothing;

/// <summary>Means and standard errors of what comes after a series.</summary>
/// <remarks>
/// Hyndman, Koehler, Ord and Snyder (2008), chapter 6, by classes of forms: linear with additive errors (1), linear with multiplicative
/// errors (2), multiplicative season (3). In classes 1 and 2 a shock j steps ago counts c(j) = α + β (φ + … + φʲ) + γ [m divides j].
/// Class 3 is exact for Gaussian errors: the moments of (ℓ, b) times each seasonal factor are carried along. R's <c>forecast</c> gives
/// the same but for two slips of version 8.20: in damped forms of class 3 it adds b where the form adds φb, and in slope-less forms with an
/// additive season it counts γ one step early.
/// </remarks>
internal static class SmoothingForecast
{
    /// <summary>The means.</summary>
    /// <param name="last">Weights and last states.</param>
    /// <param name="sigma">The standard deviation of ε.</param>
    /// <param name="means">A place for each step.</param>
    public static void Means(SmoothingParameters last, double sigma, Span<double> means)
    {
        if (last.Form.Season == SeasonKind.Multiplicative)
        {
            ProductMoments(last, sigma, means, []);
            return;
        }

        var (level, slope) = (last.Level, last.Slope);
        for (var k = 0; k < means.Length; k++)
        {
            slope *= last.Phi;
            level += slope;
            means[k] = Magnitude.Finite(last.Seasonal.Length == 0 ? level : level + last.Seasonal[k % last.Seasonal.Length]);
        }
    }

    /// <summary>The standard errors.</summary>
    /// <param name="last">Weights and last states.</param>
    /// <param name="sigma">The standard deviation of ε.</param>
    /// <param name="errors">A place for each step.</param>
    public static void StandardErrors(SmoothingParameters last, double sigma, Span<double> errors)
    {
        if (last.Form.Season == SeasonKind.Multiplicative)
        {
            using var means = new Scratch(errors.Length);
            ProductMoments(last, sigma, means.Span, errors);
            return;
        }

        using var scratch = new Scratch(2 * errors.Length);
        var shocks = scratch.Span[..errors.Length];
        Shocks(last, shocks);
        if (last.Form.Error == ErrorKind.Additive)
        {
            var sum = 1.0;
            for (var k = 0; k < errors.Length; k++)
            {
                errors[k] = Magnitude.Finite(sigma * Math.Sqrt(sum));
                sum += shocks[k] * shocks[k];
            }

            return;
        }

        Relative(last, sigma, shocks, scratch.Span[errors.Length..], errors);
    }

    /// <summary>c(1)², c(2)², …: the shares of earlier shocks.</summary>
    private static void Shocks(SmoothingParameters last, Span<double> shocks)
    {
        var (damped, power) = (0.0, 1.0);
        for (var j = 1; j <= shocks.Length; j++)
        {
            power *= last.Phi;
            damped += power;
            var season = last.Seasonal.Length > 0 && j % last.Seasonal.Length == 0 ? last.Gamma : 0;
            shocks[j - 1] = last.Alpha + last.Beta * damped + season;
        }
    }

    /// <summary>Class 2: θ(h) = μ(h)² + σ² Σ c(j)² θ(h − j), v(h) = (1 + σ²) θ(h) − μ(h)².</summary>
    private static void Relative(SmoothingParameters last, double sigma, ReadOnlySpan<double> shocks, Span<double> theta, Span<double> errors)
    {
        Means(last, sigma, errors);
        var unit = Magnitude.Normalise(errors);
        var variance = sigma * sigma;
        for (var h = 0; h < errors.Length; h++)
        {
            var spread = 0.0;
            for (var j = 1; j <= h; j++)
                spread += shocks[j - 1] * shocks[j - 1] * theta[h - j];
            spread *= variance;
            theta[h] = errors[h] * errors[h] + spread;
        }

        for (var h = 0; h < errors.Length; h++)
            errors[h] = Magnitude.Finite(unit * Math.Sqrt(Math.Max(0, (1 + variance) * theta[h] - errors[h] * errors[h])));
    }

    private static void ProductMoments(SmoothingParameters last, double sigma, Span<double> means, Span<double> errors)
    {
        var season = last.Seasonal.Length;
        Span<double> states = [last.Level, last.Slope];
        var unit = Magnitude.Normalise(states);
        var moments = new ProductMoment[season];
        for (var phase = 0; phase < season; phase++)
            moments[phase] = ProductMoment.Of(states[0], states[1], last.Seasonal[phase]);
        for (var h = 0; h < means.Length; h++)
        {
            var now = moments[h % season];
            var mean = now.Mean(last);
            means[h] = Magnitude.Finite(unit * mean);
            if (!errors.IsEmpty)
                errors[h] = Magnitude.Finite(unit * Math.Sqrt(Math.Max(0, now.Square(last) * (1 + sigma * sigma) - mean * mean)));
            for (var phase = 0; phase < season; phase++)
                moments[phase] = moments[phase].Next(last, sigma * sigma, shocked: phase == h % season);
        }
    }
}
