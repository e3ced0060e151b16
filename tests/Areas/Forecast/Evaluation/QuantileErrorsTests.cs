using Kirana.Forecast.Evaluation;

namespace Kirana.Tests.Areas.Forecast.Evaluation;

public sealed class QuantileErrorsTests
{
    [Fact]
    public void Pinball_weighs_the_two_sides_by_the_level()
    {
        Assert.Equal(0.9 * 2, QuantileErrors.Pinball(5, 3, 0.9), 1e-12);
        Assert.Equal(0.1 * 2, QuantileErrors.Pinball(1, 3, 0.9), 1e-12);
        Assert.Equal((1.8 + 0.2) / 2, QuantileErrors.Pinball([5, 1, double.NaN], [3, 3, 3], 0.9), 1e-12);
    }

    [Fact]
    public void Crps_of_a_single_median_is_the_absolute_error() =>
        Assert.Equal(2, QuantileErrors.Crps([QuantileErrors.Pinball(5, 3, 0.5)], [0.5]), 1e-12);

    [Fact]
    public void Crps_gives_each_level_the_probabilities_nearest_to_it()
    {
        // Levels 0.1, 0.5, 0.6 stand for 0–0.3, 0.3–0.55, 0.55–1.
        Assert.Equal(2 * (0.3 * 1 + 0.25 * 2 + 0.45 * 4), QuantileErrors.Crps([1, 2, 4], [0.1, 0.5, 0.6]), 1e-12);
    }

    [Fact]
    public void Crps_of_many_quantiles_nears_the_closed_form()
    {
        // Uniform on 0 … 1 against y = 0: ∫ (1 − x)² dx = 1/3.
        var levels = Enumerable.Range(1, 199).Select(i => i / 200.0).ToArray();
        var losses = levels.Select(level => QuantileErrors.Pinball(0, level, level)).ToArray();
        Assert.Equal(1.0 / 3, QuantileErrors.Crps(losses, levels), 1e-3);
    }

    [Fact]
    public void Msis_adds_to_the_width_what_lies_outside()
    {
        // Widths 2; 1 above and 2 below at α = 0.2: 10 · 3; mean (6 + 30) / 3 over a naive error of 2.
        Assert.Equal(6, QuantileErrors.Msis([2, 4, -1, double.NaN], [1, 1, 1, 1], [3, 3, 3, 3], 0.8, [1, 3, 1], 1), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileErrors.Msis([1], [0], [2], 1, [1, 2], 1));
    }

    [Fact]
    public void Coverage_counts_the_ends_as_inside() =>
        Assert.Equal(2.0 / 3, QuantileErrors.Coverage([1, 2, 3.5, double.NaN], [1, 1, 1, 1], [3, 3, 3, 3]), 1e-12);
}
