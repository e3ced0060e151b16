using CsCheck;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;

namespace Kirana.Tests.Hosts.Pictures;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.1494, "0.1494")]
    [InlineData(12.3, "12.3")]
    [InlineData(1234.5, "1,235")]
    [InlineData(12_345, "12.3k")]
    [InlineData(-59_000, "−59.0k")]
    [InlineData(999_999, "1.00M")]
    [InlineData(9_747_747.934, "9.75M")]
    [InlineData(3.1e-7, "3.1e-07")]
    [InlineData(double.NaN, "—")]
    public void Numbers_are_short(double value, string text) => Assert.Equal(text, NumberText.Short(value));

    [Fact]
    public void Linear_ticks_are_round_and_ascend_within_the_axis() => Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-6, 1e6], Gen.Int[2, 10]).Sample((low, range, most) =>
    {
        var scale = new LinearScale(low, low + range);
        var ticks = scale.Ticks(most);
        Assert.InRange(ticks.Count, 0, most + 1);
        for (var i = 0; i < ticks.Count; i++)
        {
            Assert.InRange(scale.Place(ticks[i].Value), -1e-6, 1 + 1e-6);
            if (i > 0)
            {
                Assert.True(ticks[i].Value > ticks[i - 1].Value);
                Assert.NotEqual(ticks[i].Label, ticks[i - 1].Label);
            }
        }
    });

    [Fact]
    public void Time_ticks_fall_on_calendar_boundaries()
    {
        var scale = new TimeScale(Axis.At(new DateOnly(2010, 12, 1)), Axis.At(new DateOnly(2011, 12, 9)));
        Assert.Equal(["Jan 2011", "Apr", "Jul", "Oct"], scale.Ticks(6).Select(tick => tick.Label));
        var week = new TimeScale(Axis.At(new DateOnly(2011, 11, 1)), Axis.At(new DateOnly(2011, 11, 30)));
        Assert.Equal(["7 Nov 2011", "14 Nov", "21 Nov", "28 Nov"], week.Ticks(5).Select(tick => tick.Label));
    }

    [Fact]
    public void Zero_is_shown_where_the_data_comes_near_it_and_not_elsewhere()
    {
        double Bottom(double low, double high) =>
            ((LinearScale)Domains.Of(new Chart { Title = "", Marks = [new LineMark("", [0, 1], [low, high])] }, 5, 5).Y).Minimum;
        Assert.Equal(0, Bottom(3, 10));
        Assert.Equal(90, Bottom(91, 100));
    }

    [Fact]
    public void Bars_always_stand_on_zero()
    {
        var chart = new Chart { Title = "", X = Axis.Of(["a", "b"]), Marks = [new BarMark("", [91, 100])] };
        Assert.Equal(0, ((LinearScale)Domains.Of(chart, 5, 5).Y).Minimum);
    }

    [Fact]
    public void Stacked_bars_grow_from_each_other_and_losses_downwards()
    {
        var chart = Samples.All["stack"];
        var first = BarSegment.Of(chart).Where(bar => bar.Place == 0).Select(bar => (bar.From, bar.To));
        Assert.Equal([(0, 40), (40, 45), (0, -4)], first);
    }

    [Fact]
    public void Fan_names_each_band_by_the_share_it_holds()
    {
        var names = Samples.All["fan"].Marks.OfType<BandMark>().Select(band => band.Name);
        Assert.Equal(["90 % interval", "50 % interval"], names);
    }

    [Fact]
    public void Lists_of_unequal_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineMark("", [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new BandMark("", [1, 2], [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => FanChart.Marks(([], []), ([], []), [1], [1], [0.5], []));
    }
}
