using System.Globalization;
using System.Text;
using CsCheck;
using Kirana.Data;
using Kirana.Operate.Contracts;

namespace Kirana.Tests.Platform.Contracts;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2010-12-01 08:26:00", "2010-12-01T08:26:00.000000", null)]
    [InlineData("2010-12-01T08:26:00Z", "2010-12-01T08:26:00.000000", 0)]
    [InlineData("2010-12-01T8:26", "2010-12-01T08:26:00.000000", null)]
    [InlineData("2010-12-01 08:26:00 UTC", "2010-12-01T08:26:00.000000", 0)]
    [InlineData("2010-12-01T08:26:00.1234567+05:30", "2010-12-01T08:26:00.123456", 330)]
    [InlineData("2010-12-01T08:26:00-0800", "2010-12-01T08:26:00.000000", -480)]
    [InlineData("2010-12-01T08:26:00+01", "2010-12-01T08:26:00.000000", 60)]
    [InlineData("2010/12/1", "2010-12-01T00:00:00.000000", null)]
    [InlineData("20101201", "2010-12-01T00:00:00.000000", null)]
    [InlineData("20101201T08:26", "2010-12-01T08:26:00.000000", null)]
    [InlineData("1.12.2010 08:26", "2010-12-01T08:26:00.000000", null)]
    [InlineData("1291191960", "2010-12-01T08:26:00.000000", 0)]
    [InlineData("1291191960000", "2010-12-01T08:26:00.000000", 0)]
    [InlineData("1291191960000001", "2010-12-01T08:26:00.000001", 0)]
    [InlineData("2012-02-29", "2012-02-29T00:00:00.000000", null)]
    public void Reads_what_exports_write(string text, string expected, int? offset)
    {
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(text), DateOrder.Unknown, out var time), text);
        Assert.Equal(expected, Show(time));
        Assert.Equal(offset, time.OffsetMinutes);
    }

    [Theory]
    [InlineData(DateOrder.DayFirst, "3/4/2011 1:05 PM", "2011-04-03T13:05:00.000000")]
    [InlineData(DateOrder.MonthFirst, "3/4/2011 12:05am", "2011-03-04T00:05:00.000000")]
    [InlineData(DateOrder.MonthFirst, "12-25-2011", "2011-12-25T00:00:00.000000")]
    public void Puts_day_and_month_in_the_order_told(DateOrder order, string text, string expected)
    {
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(text), order, out var time));
        Assert.Equal(expected, Show(time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2010-13-01")]
    [InlineData("2011-02-29")]
    [InlineData("2010-12-01 24:00")]
    [InlineData("2010-12-01 08:60")]
    [InlineData("2010-12-01 08:26:60")]
    [InlineData("2010-12-01 08:26 +25:00")]
    [InlineData("2010-12-01 08")]
    [InlineData("2010-12-01x")]
    [InlineData("2010-12/01")]
    [InlineData("10-12-01")]
    [InlineData("3/4/2011")]
    [InlineData("3/4/11")]
    [InlineData("13:05 2010-12-01")]
    [InlineData("2010-12-01 13:05 PM")]
    [InlineData("123456789")]
    [InlineData("99999999999999999999999999")]
    public void Refuses_what_is_no_time_or_could_be_two(string text) =>
        Assert.False(TimeText.TryParse(Encoding.UTF8.GetBytes(text), DateOrder.Unknown, out _));

    [Fact]
    public void Reads_every_moment_in_ISO_8601() =>
        Gen.DateTime[DateTime.UnixEpoch, new DateTime(2261, 1, 1)].Sample(moment =>
            TimeText.TryParse(Encoding.UTF8.GetBytes(moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture)), DateOrder.Unknown, out var time) &&
            time.Micros == (moment - DateTime.UnixEpoch).Ticks / 10);

    [Theory]
    [InlineData("dd/MM/yyyy HH:mm", "03/04/2011 13:05", "2011-04-03T13:05:00.000000")]
    [InlineData("M/d/yy h:mm tt", "3/4/11 1:05 PM", "2011-03-04T13:05:00.000000")]
    [InlineData("d MMM yyyy", "3 Apr 2011", "2011-04-03T00:00:00.000000")]
    [InlineData("yyyyMMddHHmmss", "20110403130500", "2011-04-03T13:05:00.000000")]
    [InlineData("yyyy'年'M'月'd'日'", "2011年4月3日", "2011-04-03T00:00:00.000000")]
    [InlineData("yyyy-MM-dd QQ", null, null)]
    [InlineData("HH:mm", null, null)]
    public void Follows_a_given_format_or_refuses_it(string format, string? text, string? expected)
    {
        if (text is null)
        {
            Assert.Equal("bad-date-format", Assert.Throws<DataException>(() => new TimePattern(format)).Code);
            return;
        }

        var pattern = new TimePattern(format);
        Assert.True(pattern.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(expected, Show(time));
        Assert.False(pattern.TryParse(Encoding.UTF8.GetBytes(text + "9"), out _));
        Assert.False(pattern.TryParse(Encoding.UTF8.GetBytes(text[..^1]), out var cut) && cut == time);
    }

    [Theory]
    [InlineData("2011-07-01 12:00", "2011-07-01T11:00:00.000000")] // summer time
    [InlineData("2011-01-01 12:00", "2011-01-01T12:00:00.000000")]
    [InlineData("2011-03-27 00:30", "2011-03-27T00:30:00.000000")]
    [InlineData("2011-03-27 01:30", "2011-03-27T01:30:00.000000")] // the clocks go from 01:00 to 02:00: an unchanged clock
    [InlineData("2011-03-27 02:30", "2011-03-27T01:30:00.000000")]
    [InlineData("2011-10-30 00:30", "2011-10-29T23:30:00.000000")]
    [InlineData("2011-10-30 01:30", "2011-10-30T00:30:00.000000")] // occurs twice: the first
    [InlineData("2011-10-30 02:30", "2011-10-30T02:30:00.000000")]
    [InlineData("2011-07-01 12:00+09:00", "2011-07-01T03:00:00.000000")]
    public void Turns_the_shops_clock_into_UTC(string text, string expected)
    {
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(text), DateOrder.Unknown, out var time));
        Assert.Equal(expected, Show(new LocalTime(ShopClock.Of("Europe/London").ToUtc(time), 0)));
    }

    [Fact]
    public void Agrees_with_the_time_zone_on_every_quarter_of_an_hour_around_a_change()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns");
        var clock = new ShopClock(zone);
        for (var moment = new DateTime(2011, 3, 1, 0, 0, 0, DateTimeKind.Utc); moment.Year < 2012; moment = moment.AddMinutes(15))
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(moment, zone);
            var first = zone.IsAmbiguousTime(local) && zone.GetUtcOffset(moment) == zone.GetAmbiguousTimeOffsets(local).Min() ? moment.AddHours(-1) : moment;
            var micros = (local - DateTime.UnixEpoch).Ticks / 10;
            Assert.Equal((first - DateTime.UnixEpoch).Ticks / 10, clock.ToUtc(new LocalTime(micros, null)));
            Assert.Equal(DateOnly.FromDateTime(local).DayNumber, clock.DayOf(new LocalTime((moment - DateTime.UnixEpoch).Ticks / 10, 0)));
        }
    }

    [Fact]
    public void Names_an_unknown_time_zone() => Assert.Equal("bad-time-zone", Assert.Throws<DataException>(() => ShopClock.Of("Mars/Olympus")).Code);

    private static string Show(LocalTime time) =>
        DateTime.UnixEpoch.AddTicks(time.Micros * 10).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
