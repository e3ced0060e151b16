using System.Globalization;
using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast.Calendars;

namespace Kirana.Tests.Areas.Forecast.Calendars;

public sealed class HolidayCalendarTests
{
    /// <summary>Rows <c>market,day,what,tolerance,source</c> as governments, churches and news agencies published them, entered by hand.</summary>
    private static readonly (Market Market, DateOnly Day, string What, int Tolerance)[] Published =
    [
        .. File.ReadLines(GoldenFile.PathOf("holidays.csv")).Skip(1).Select(line => line.Split(',')).Select(row => (
            Enum.Parse<Market>(row[0]), DateOnly.ParseExact(row[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), row[2], int.Parse(row[3], CultureInfo.InvariantCulture))),
    ];

    public static TheoryData<Market> Markets => [.. Enum.GetValues<Market>()];

    [Theory]
    [MemberData(nameof(Markets))]
    public void Ten_years_of_published_dates_are_met(Market market)
    {
        var calendar = HolidayCalendar.Of(market);
        var named = Published.Where(row => row.Market == market && row.What is not ("public" or "weekdays off")).ToArray();
        Assert.True(named.Length >= 10);
        foreach (var (_, day, name, tolerance) in named)
        {
            var near = calendar.InYear(day.Year).ToArray().Where(holiday => string.Equals(holiday.Name, name, StringComparison.Ordinal))
                .MinBy(holiday => Math.Abs(holiday.Day.DayNumber - day.DayNumber));
            Assert.True(Math.Abs(near.Day.DayNumber - day.DayNumber) <= tolerance, $"{market}: {name} was on {day:yyyy-MM-dd}, the calendar says {near.Day:yyyy-MM-dd}.");
            Assert.Equal(tolerance > 0, near.IsApproximate);
        }
    }

    [Theory]
    [InlineData(Market.GB, "weekdays off")]
    [InlineData(Market.US, "weekdays off")]
    [InlineData(Market.DE, "public")]
    [InlineData(Market.FR, "public")]
    public void No_day_off_is_missing_and_none_is_invented(Market market, string what)
    {
        var years = Published.Where(row => row.Market == market && string.Equals(row.What, what, StringComparison.Ordinal)).GroupBy(row => row.Day.Year).ToArray();
        Assert.True(years.Length >= 10);
        foreach (var year in years)
        {
            var days = HolidayCalendar.Of(market).InYear(year.Key).ToArray()
                .Where(holiday => holiday.Kind == HolidayKind.Substitute || (holiday.Kind == HolidayKind.Public && (what is "public" || holiday.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))))
                .Select(holiday => holiday.Day).Distinct();
            Assert.Equal(year.Select(row => row.Day).Distinct().Order(), days);
        }
    }

    [Fact]
    public void Every_market_knows_the_events_that_all_share()
    {
        foreach (var market in Enum.GetValues<Market>())
            foreach (var name in new[] { "Easter Sunday", "Black Friday", "Cyber Monday", "Singles' Day", "Diwali", "Ramadan begins", "Eid al-Fitr", "Eid al-Adha" })
                for (var year = HolidayCalendar.FirstYear; year <= HolidayCalendar.LastYear; year++)
                    Assert.Contains(HolidayCalendar.Of(market).InYear(year).ToArray(), holiday => string.Equals(holiday.Name, name, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_feasts_of_an_islamic_year_may_fall_into_one_civil_year()
    {
        var days = HolidayCalendar.Of(Market.FR).InYear(2030).ToArray().Where(holiday => holiday.Name is "Ramadan begins").Select(holiday => holiday.Day.Month);
        Assert.Equal([1, 12], days);
    }

    [Fact]
    public void Substitutes_follow_weekends()
    {
        Assert.Equal(HolidayKind.Substitute, HolidayCalendar.Of(Market.US).On(new DateOnly(2021, 12, 31))[0].Kind);
        Assert.Equal("New Year's Day", HolidayCalendar.Of(Market.US).On(new DateOnly(2021, 12, 31))[0].Name);
        Assert.Equal(["Christmas Day", "Boxing Day"],
            new[] { 27, 28 }.Select(day => HolidayCalendar.Of(Market.GB).On(new DateOnly(2021, 12, day))[0].Name));
        Assert.True(HolidayCalendar.Of(Market.US).On(new DateOnly(2020, 6, 19)).IsEmpty);
    }

    [Fact]
    public void Distances_reach_across_the_turn_of_the_year()
    {
        var calendar = HolidayCalendar.Of(Market.DE);
        Assert.Equal(0, calendar.DaysUntil(new DateOnly(2023, 12, 25), "Christmas Day"));
        Assert.Equal(0, calendar.DaysSince(new DateOnly(2023, 12, 25), "Christmas Day"));
        Assert.Equal(358, calendar.DaysUntil(new DateOnly(2024, 1, 2), "Christmas Day"));
        Assert.Equal(8, calendar.DaysSince(new DateOnly(2024, 1, 2), "Christmas Day"));
        Assert.Equal(1, calendar.DaysSince(new DateOnly(2024, 1, 2)));
        Assert.Equal(1, calendar.DaysUntil(new DateOnly(2024, 3, 28), "Good Friday"));
        Assert.Equal(1, calendar.DaysUntil(new DateOnly(2049, 12, 31), "New Year's Day"));
        Assert.Equal(7, calendar.DaysSince(new DateOnly(2000, 1, 1), "Christmas Day"));
        Assert.Equal(-1, calendar.DaysSince(new DateOnly(2015, 1, 1), "Reformation Day"));
        Assert.Equal(-1, calendar.DaysUntil(new DateOnly(2018, 1, 1), "Reformation Day"));
        Assert.Contains("'Good Friday'", Assert.Throws<ArgumentException>(() => calendar.DaysUntil(new DateOnly(2020, 1, 1), "Easter")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weeks_and_months_count_their_days()
    {
        var calendar = HolidayCalendar.Of(Market.GB);
        Assert.Equal(new DayCounts(31, 9, 3, 20, 0), calendar.Count(new TimeAxis(Step.Month, 12 * 2022 + 11), 1)[0]);
        var weeks = calendar.Count(TimeAxis.Weeks(new DateOnly(2024, 3, 25)), 2);
        Assert.Equal([new DayCounts(7, 2, 1, 4, 1), new DayCounts(7, 2, 1, 4, 0)], weeks);
        Assert.Equal([366, 365], calendar.Count(new TimeAxis(Step.Year, 2024), 2).Select(count => count.Days));
        Assert.Throws<ArgumentException>(() => calendar.Count(new TimeAxis(Step.Index, 0), 1));
        Assert.Throws<ArgumentException>(() => calendar.Count(new DateOnly(2020, 2, 1), new DateOnly(2020, 1, 1)));
    }

    [Fact]
    public void Holidays_become_columns_for_models()
    {
        var calendar = HolidayCalendar.Of(Market.DE);
        var days = calendar.Covariates(TimeAxis.Days(new DateOnly(2024, 12, 23)), 5, ["Christmas Day", "Second Day of Christmas"], before: 1, after: 2);
        Assert.Equal(
            ["Christmas Day -1", "Christmas Day", "Christmas Day +1", "Christmas Day +2", "Second Day of Christmas -1"], days.Take(5).Select(column => column.Name));
        Assert.Equal([0, 1, 0, 0, 0], days[0].Values);
        Assert.Equal([0, 0, 1, 0, 0], days[1].Values);
        Assert.Equal([0, 0, 0, 0, 1], days[3].Values);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], calendar.Covariates(new TimeAxis(Step.Month, 12 * 2024), 12, ["Christmas Day"])[0].Values);
        Assert.Throws<ArgumentException>(() => calendar.Covariates(new TimeAxis(Step.Month, 12 * 2024), 12, ["Xmas"]));
        Assert.Equal("beyond-calendar", Assert.Throws<DataException>(() => calendar.Covariates(new TimeAxis(Step.Year, 2049), 2, [])).Code);
    }

    [Fact]
    public void The_emirates_moved_their_weekend_in_2022()
    {
        var calendar = HolidayCalendar.Of(Market.AE);
        Assert.Equal([true, true, false], Weekend(new DateOnly(2021, 12, 3)));
        Assert.Equal([false, true, true], Weekend(new DateOnly(2022, 1, 7)));

        bool[] Weekend(DateOnly friday) => [.. Enumerable.Range(0, 3).Select(k => calendar.IsWeekend(friday.AddDays(k)))];
    }

    [Fact]
    public void A_horizon_beyond_the_rules_is_refused()
    {
        var calendar = HolidayCalendar.Of(Market.GB);
        var fault = Assert.Throws<DataException>(() => calendar.Count(TimeAxis.Days(new DateOnly(2049, 12, 1)), 40));
        Assert.Equal("beyond-calendar", fault.Code);
        Assert.Contains("2050-01-01", fault.Message, StringComparison.Ordinal);
        Assert.Contains("2000 to 2049", fault.Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => calendar.On(new DateOnly(1999, 12, 31)));
        Assert.Throws<DataException>(() => calendar.InYear(2050).Length);
        Assert.Throws<DataException>(() => calendar.DaysUntil(new DateOnly(2050, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => HolidayCalendar.Of((Market)99));
    }
}
