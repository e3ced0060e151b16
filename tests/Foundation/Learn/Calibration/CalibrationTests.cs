using Kirana.Learn.Calibration;
using Kirana.Learn.Metrics;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Metrics.MetricsGolden;

namespace Kirana.Tests.Foundation.Learn.Calibration;

public sealed class CalibrationTests
{
    [Fact]
    public void Platts_numbers_are_those_of_scikit_learn()
    {
        var (expected, found) = (Doubles("platt"), PlattCalibration.Fit(Truths, Scores));
        // Its optimiser stops earlier than ours.
        Assert.Equal(expected[0], found.Slope, 1e-3);
        Assert.Equal(expected[1], found.Intercept, 1e-3);
    }

    [Fact]
    public void Beta_numbers_are_the_most_likely_ones()
    {
        var (expected, found) = (Doubles("beta"), BetaCalibration.Fit(Truths, Scores, Weights));
        Assert.Equal(expected[0], found.A, 1e-6);
        Assert.Equal(expected[1], found.B, 1e-6);
        Assert.Equal(expected[2], found.C, 1e-6);
    }

    [Fact]
    public void The_isotonic_map_is_that_of_scikit_learn()
    {
        var (grid, expected) = (Doubles("grid"), Doubles("isotonic"));
        var map = IsotonicCalibration.Fit(Truths, Scores, Weights);
        for (var i = 0; i < grid.Length; i++)
            Assert.Equal(expected[i], map.Probability(grid[i]), 1e-12);
    }

    [Theory]
    [InlineData("platt")]
    [InlineData("beta")]
    [InlineData("isotonic")]
    public void Calibrating_lowers_the_error_on_rows_held_out(string kind)
    {
        var (truths, said) = Overconfident(seed: 1, rows: 4_000);
        var (heldTruths, heldSaid) = Overconfident(seed: 2, rows: 20_000);
        var calibration = Fit(kind, truths, said);
        var calibrated = new double[heldSaid.Length];
        calibration.Probability(heldSaid, calibrated);
        var before = CalibrationCurve.OfEqualShare(heldTruths, heldSaid).ExpectedError;
        var after = CalibrationCurve.OfEqualShare(heldTruths, calibrated).ExpectedError;
        Assert.True(before > 0.08, $"{before}");
        // Platt's map is made for margins: probabilities that were squeezed it can only half mend.
        Assert.True(after < before * (string.Equals(kind, "platt", StringComparison.Ordinal) ? 0.5 : 0.2), $"{after} after {before}");
        Assert.True(ProbabilityLoss.Log(heldTruths, calibrated) < ProbabilityLoss.Log(heldTruths, heldSaid));
    }

    [Theory]
    [InlineData("platt")]
    [InlineData("beta")]
    [InlineData("isotonic")]
    public void A_higher_score_never_gets_a_lower_probability(string kind)
    {
        var (truths, said) = Overconfident(seed: 3, rows: 300);
        var calibration = Fit(kind, truths, said);
        var before = 0.0;
        for (var score = 0.0; score <= 1; score += 1 / 256.0)
        {
            var probability = calibration.Probability(score);
            Assert.InRange(probability, before, 1);
            before = probability;
        }
    }

    [Theory]
    [InlineData("platt")]
    [InlineData("beta")]
    [InlineData("isotonic")]
    public void A_score_that_points_the_wrong_way_is_worth_the_mean_alone(string kind)
    {
        var (truths, said) = Overconfident(seed: 4, rows: 2_000);
        var turned = said.Select(p => 1 - p).ToArray();
        var calibration = Fit(kind, truths, turned);
        Assert.Equal(calibration.Probability(0.2), calibration.Probability(0.8), 0.06);
        Assert.Equal(truths.Average(), calibration.Probability(0.5), 0.06);
    }

    [Theory]
    [InlineData("platt")]
    [InlineData("beta")]
    [InlineData("isotonic")]
    public void Weights_are_repeated_rows(string kind)
    {
        var (truths, said) = Overconfident(seed: 5, rows: 200);
        float[] weights = [.. Enumerable.Range(0, 200).Select(row => (float)(row % 3))];
        var repeated = Enumerable.Range(0, 200).SelectMany(row => Enumerable.Repeat(row, row % 3)).ToArray();
        var weighted = Fit(kind, truths, said, weights);
        var plain = Fit(kind, [.. repeated.Select(row => truths[row])], [.. repeated.Select(row => said[row])]);
        for (var score = 0.05; score < 1; score += 0.1)
            Assert.Equal(plain.Probability(score), weighted.Probability(score), 1e-6);
    }

    [Fact]
    public void Separable_classes_end_in_finite_numbers()
    {
        float[] truths = [0, 0, 0, 1, 1, 1];
        double[] said = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9];
        foreach (var kind in new[] { "platt", "beta", "isotonic" })
            Assert.InRange(Fit(kind, truths, said).Probability(0.95), 0.7, 1);
    }

    [Fact]
    public void One_class_alone_is_refused() =>
        Assert.Contains("both classes", Assert.Throws<ArgumentException>(() => PlattCalibration.Fit([1, 1], [0.2, 0.3])).Message, StringComparison.Ordinal);

    private static IProbabilityCalibration Fit(string kind, float[] truths, double[] said, float[]? weights = null) => kind switch
    {
        "platt" => PlattCalibration.Fit(truths, said, weights),
        "beta" => BetaCalibration.Fit(truths, said, weights),
        _ => IsotonicCalibration.Fit(truths, said, weights),
    };

    /// <summary>Rows whose probabilities lie too near to 0 and 1: the logit that is said is 2.5 times the true one, less a half.</summary>
    private static (float[] Truths, double[] Said) Overconfident(ulong seed, int rows)
    {
        var random = new RandomStream(seed, 0);
        var (truths, said) = (new float[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var logit = 1.2 * random.NextGaussian() - 0.3;
            truths[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
            said[row] = 1 / (1 + Math.Exp(-(2.5 * logit - 0.5)));
        }

        return (truths, said);
    }
}
