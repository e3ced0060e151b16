using Kirana.Forecast.Decomposition;

namespace Kirana.Tests.Areas.Forecast.Decomposition;

/// <summary>Against R 4.2.2 and forecast 8.20; see tests/golden/Forecast/make-decomposition.R.</summary>
public sealed class StlTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("decomposition.csv");

    public static TheoryData<string> Singles => [.. Golden.Keys.Where(name => !name.StartsWith("mstl", StringComparison.Ordinal))];

    public static TheoryData<string> Multiples => [.. Golden.Keys.Where(name => name.StartsWith("mstl", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Singles))]
    public void Equals_the_reference_with_one_season(string name)
    {
        var golden = Golden[name];
        var robust = golden["robust"][0] != 0;
        var stl = new Stl
        {
            SeasonalWindow = golden["window"][0] == 0 ? null : (int)golden["window"][0],
            Passes = robust ? 1 : 2,
            RobustRepeats = robust ? 15 : 0,
        };
        AssertParts(golden, stl.Decompose(golden["value"], (int)golden["seasons"][0]));
    }

    [Theory]
    [MemberData(nameof(Multiples))]
    public void Equals_the_reference_with_several_seasons(string name)
    {
        var golden = Golden[name];
        var mstl = new Mstl { RobustRepeats = golden["robust"][0] != 0 ? 15 : 0 };
        AssertParts(golden, mstl.Decompose(golden["value"], [.. golden["seasons"].Select(m => (int)m).Reverse()]));
    }

    [Fact]
    public void A_season_under_a_line_is_found()
    {
        double[] season = [3, -1, -2, 0];
        var parts = new Stl().Decompose([.. Enumerable.Range(0, 80).Select(t => 10 + 0.5 * t + season[t % 4])], 4);
        for (var t = 0; t < 80; t++)
        {
            Assert.Equal(season[t % 4], parts.Seasonal[0][t], 0.1);
            Assert.Equal(10 + 0.5 * t, parts.Trend[t], 0.1);
            Assert.Equal(10 + 0.5 * t + season[t % 4], parts.Trend[t] + parts.Seasonal[0][t] + parts.Remainder[t], 1e-12);
        }
    }

    [Fact]
    public void An_outlier_stays_in_the_remainder_of_a_robust_decomposition()
    {
        var values = Made.Wave(84, 7, swing: 10);
        values[40] += 500;
        var parts = new Stl { Passes = 1, RobustRepeats = 15 }.Decompose(values, 7);
        Assert.InRange(parts.Remainder[40], 490, 510);
        Assert.InRange(parts.Seasonal[0].Max(Math.Abs), 5, 15);
    }

    [Fact]
    public void What_cannot_be_decomposed_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => new Stl { SeasonalWindow = 4, TrendWindow = 1, Passes = 0, RobustRepeats = -1 }.Decompose([1, 2, double.NaN], 2));
        foreach (var part in new[] { "SeasonalWindow is 4", "TrendWindow is 1", "Passes is 0", "RobustRepeats is -1", "3 values", "Value 2 is NaN" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Mstl().Decompose([1, 2, 3]));
        Assert.Contains("SeasonalWindows holds 8", Assert.Throws<ArgumentException>(
            () => new Mstl { SeasonalWindows = [8], Rounds = 0 }.Decompose(Made.Wave(30, 7), 7)).Message, StringComparison.Ordinal);
    }

    private static void AssertParts(Dictionary<string, double[]> golden, SeasonalDecomposition parts)
    {
        Assert.Equal(golden["seasons"], parts.Seasons.Select(m => (double)m));
        var scale = golden["value"].Max(Math.Abs);
        Near(golden["trend"], parts.Trend);
        Near(golden["seasonal1"], parts.Seasonal[0]);
        if (parts.Seasonal.Length > 1)
            Near(golden["seasonal2"], parts.Seasonal[1]);
        Near(golden["remainder"], parts.Remainder);

        void Near(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-10 * scale));
    }
}
