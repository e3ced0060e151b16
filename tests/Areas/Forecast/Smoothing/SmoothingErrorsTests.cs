using CsCheck;
using Kirana.Forecast.Smoothing;

namespace Kirana.Tests.Areas.Forecast.Smoothing;

public sealed class SmoothingErrorsTests
{
    private static readonly Gen<double[]> Series = Gen.Double[-1, 1].Array[1, 200].Select(values => values.Select(v => v - values[0]).ToArray());

    [Fact]
    public void Every_lane_equals_the_plain_recursion() =>
        Gen.Select(Series, Gen.Double[1e-4, 0.9999].Array[SmoothingErrors.Lanes]).Sample((series, alphas) =>
        {
            var errors = new double[alphas.Length];
            SmoothingErrors.Of(Changes(series), alphas, errors);
            for (var lane = 0; lane < alphas.Length; lane++)
                Assert.Equal(PlainError(series, alphas[lane]), errors[lane], 1e-9);
        }, iter: 200);

    [Fact]
    public void A_lane_does_not_depend_on_its_place()
    {
        var series = Made.Wave(100, 7).Select(v => (v - 100) / 64).ToArray();
        var alphas = Enumerable.Range(1, SmoothingErrors.Lanes).Select(i => i / 17.0).ToArray();
        var (forward, backward) = (new double[alphas.Length], new double[alphas.Length]);
        SmoothingErrors.Of(Changes(series), alphas, forward);
        SmoothingErrors.Of(Changes(series), alphas.Reverse().ToArray(), backward);
        Assert.Equal(forward, backward.Reverse());
    }

    [Fact]
    public void No_alpha_of_a_fine_grid_is_better_than_the_one_found_by_more_than_a_thousandth() =>
        Series.Where(series => series.Length > 5).Sample(series =>
        {
            var best = PlainError(series, SmoothingSearch.BestAlpha(Changes(series)));
            for (var alpha = 1e-4; alpha <= 0.9999; alpha += 0.0005)
                Assert.True(best <= PlainError(series, alpha) * (1 + 1e-3) + 1e-12, $"{alpha} is better");
        }, iter: 50);

    private static double[] Changes(double[] series) => [.. series.Select((value, t) => t == 0 ? value : value - series[t - 1])];

    /// <summary>The definition, with the best level from the two sums.</summary>
    private static double PlainError(double[] series, double alpha)
    {
        double Run(double level)
        {
            var sum = 0.0;
            foreach (var value in series)
            {
                var error = value - level;
                sum += error * error;
                level += alpha * error;
            }

            return sum;
        }

        // A parabola in the level: three values give its lowest point.
        var (left, middle, right) = (Run(-1), Run(0), Run(1));
        return Run(0.5 * (left - right) / (left + right - 2 * middle));
    }
}
