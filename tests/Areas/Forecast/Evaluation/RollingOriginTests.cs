using CsCheck;
using Kirana.Forecast.Evaluation;

namespace Kirana.Tests.Areas.Forecast.Evaluation;

public sealed class RollingOriginTests
{
    private static readonly Gen<(int Length, int Horizon, int Windows, int Season)> Cases =
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 60], Gen.Int[1, 30], Gen.Int[1, 30]);

    [Fact]
    public void Windows_end_one_horizon_before_the_end() => Assert.Equal([70, 80, 90], RollingOrigin.Origins(100, 10, 3, 7));

    [Fact]
    public void A_distance_of_one_season_would_meet_one_phase_only() => Assert.Equal([62, 75, 88], RollingOrigin.Origins(102, 14, 3, 7));

    [Fact]
    public void Evaluation_origins_have_a_whole_horizon_after_them() => Cases.Sample(c =>
    {
        var origins = RollingOrigin.Origins(c.Length, c.Horizon, c.Windows, c.Season);
        Assert.Equal(c.Length > c.Horizon, origins.Length > 0);
        Assert.True(origins.Length <= c.Windows);
        Assert.All(origins, origin => Assert.InRange(origin, 1, c.Length - c.Horizon));
        AssertSeasonSafe(origins, c.Season);
    });

    [Fact]
    public void Calibration_origins_leave_a_past_and_a_future() => Cases.Sample(c =>
    {
        var origins = RollingOrigin.CalibrationOrigins(c.Length, c.Horizon, c.Windows, c.Season);
        Assert.Equal(c.Length >= 2, origins.Length > 0);
        Assert.True(origins.Length <= c.Windows);
        Assert.All(origins, origin => Assert.InRange(origin, 1, c.Length - 1));
        AssertSeasonSafe(origins, c.Season);
    });

    [Fact]
    public void Calibration_looks_back_from_half_a_horizon_on_by_half_horizons() =>
        Assert.Equal([58, 63, 68, 73, 78, 83, 88, 93], RollingOrigin.CalibrationOrigins(98, 10, 8, 7));

    private static void AssertSeasonSafe(int[] origins, int season)
    {
        for (var i = 1; i < origins.Length; i++)
        {
            Assert.True(origins[i] > origins[i - 1]);
            Assert.True(season == 1 || (origins[i] - origins[i - 1]) % season != 0);
        }
    }
}
