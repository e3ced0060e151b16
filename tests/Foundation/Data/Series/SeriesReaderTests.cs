using System.Text;
using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.Series;

namespace Kirana.Tests.Foundation.Data.Series;

public sealed class SeriesReaderTests
{
    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("0001-01-01", true)]
    [InlineData("0000-01-01", false)]
    [InlineData("2023-13-01", false)]
    [InlineData("2023-1-01", false)]
    [InlineData("2023-01-0x", false)]
    [InlineData("+023-01-01", false)]
    public void A_day_is_read_as_the_calendar_has_it(string text, bool known)
    {
        Assert.Equal(known, SeriesTime.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var time));
        if (known)
            Assert.Equal(new SeriesTime(Step.Day, DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).DayNumber), time);
    }

    [Fact]
    public void Reads_numbered_series_in_any_order_with_gaps_as_nan()
    {
        var series = Read("series,time,value\nb,3,30\na,2,0.5\nb,1,10\na,1,\nb,5,NA\n");

        Assert.Equal(["b", "a"], series.Select(s => s.Key));
        Assert.Equal([10, double.NaN, 30, double.NaN, double.NaN], series[0].Values);
        Assert.Equal(new TimeAxis(Step.Index, 1), series[0].Axis);
        Assert.Equal([double.NaN, 0.5], series[1].Values);
    }

    [Theory]
    [InlineData(Step.Day, "2011-12-30", "2011-12-31", "2012-01-01")]
    [InlineData(Step.Week, "2011-12-26", "2012-01-02", "2012-01-09")]
    [InlineData(Step.Month, "2011-12-01", "2012-01-01", "2012-02-01")]
    [InlineData(Step.Month, "2011-12", "2012-01", "2012-02")]
    [InlineData(Step.Quarter, "2011-10-01", "2012-01-01", "2012-04-01")]
    [InlineData(Step.Quarter, "2011-Q4", "2012-Q1", "2012-Q2")]
    [InlineData(Step.Year, "2011-01-01", "2012-01-01", "2013-01-01")]
    [InlineData(Step.Hour, "2011-12-31T23:00", "2012-01-01 00:00:00", "2012-01-01T01:00Z")]
    public void Finds_the_step_of_dates(Step step, string first, string second, string third)
    {
        var series = Read($"series,time,value\na,{third},3\na,{first},1\na,{second},2\n")[0];

        Assert.Equal(step, series.Axis.Step);
        Assert.Equal([1, 2, 3], series.Values);
        var day = first is "2011-Q4" ? "2011-10-01" : first.Length == 7 ? first + "-01" : first[..10];
        Assert.Equal(day, series.Axis.DayOf(0).ToString("yyyy-MM-dd", null));
    }

    [Fact]
    public void A_missing_month_is_a_gap()
    {
        var series = Read("series,time,value\na,2011-01-01,1\na,2011-02-01,2\na,2011-05-01,5\n")[0];

        Assert.Equal([1, 2, double.NaN, double.NaN, 5], series.Values);
    }

    [Theory]
    [InlineData("a,1,1\na,2011-01-01,2", "mixed-steps", 3)]
    [InlineData("a,2011-01-01,1\na,2011-01-02T01:00,2", "mixed-steps", 3)]
    [InlineData("a,1,1\na,2,2\na,1,3", "duplicate-time", 4)]
    [InlineData("a,1,1\na,2,\"1,5\"", "bad-value", 3)]
    [InlineData("a,1,Infinity", "bad-value", 2)]
    [InlineData("a,01/12/2010,1", "bad-time", 2)]
    [InlineData("a,2011-13-01,1", "bad-time", 2)]
    [InlineData("a,,1", "bad-time", 2)]
    [InlineData("a,1", "field-count", 2)]
    [InlineData("a,0,1\na,9223372036854775807,2", "too-sparse", null)]
    [InlineData("a,-9223372036854775808,1\na,9223372036854775807,2", "too-sparse", null)]
    public void A_bad_row_is_named(string rows, string code, int? row)
    {
        var fault = Assert.Throws<DataException>(() => Read("series,time,value\n" + rows + "\n"));

        Assert.Equal((code, (long?)row), (fault.Code, fault.Row));
    }

    [Fact]
    public void A_day_between_weeks_is_named_unless_the_step_is_given()
    {
        var text = new StringBuilder("series,time,value\n");
        for (var week = 0; week < 30; week++)
            text.Append($"a,{new DateOnly(2011, 1, 3).AddDays(7 * week):yyyy-MM-dd},1\n");
        text.Append("b,2011-01-03,1\nb,2011-01-11,2\n");

        var fault = Assert.Throws<DataException>(() => Read(text.ToString()));
        Assert.Equal(("mixed-steps", 33L), (fault.Code, fault.Row));
        Assert.Equal(9, Read(text.ToString(), new SeriesOptions { Step = Step.Day })[1].Length);
    }

    [Theory]
    [InlineData("1", Step.Month)]
    [InlineData("2011-01-01", Step.Hour)]
    [InlineData("2011-01-01", Step.Index)]
    [InlineData("2011-01", Step.Day)]
    public void A_step_that_the_times_cannot_have_is_refused(string time, Step step) =>
        Assert.Equal("mixed-steps", Assert.Throws<DataException>(() => Read($"series,time,value\na,{time},1\n", new SeriesOptions { Step = step })).Code);

    [Fact]
    public void A_missing_column_is_named_with_those_that_are_there()
    {
        var fault = Assert.Throws<DataException>(() => Read("id,time,value\na,1,2\n"));

        Assert.Equal(("missing-column", "series"), (fault.Code, fault.Column));
        Assert.Contains("'id'", fault.Message, StringComparison.Ordinal);
        Assert.Single(Read("id,time,value\na,1,2\n", new SeriesOptions { SeriesColumn = "ID" }));
    }

    [Fact]
    public void A_header_alone_is_no_series() => Assert.Empty(Read("series,time,value\n"));

    private static IReadOnlyList<TimeSeries> Read(string text, SeriesOptions? options = null)
    {
        using var lines = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.csv");
        return SeriesReader.Read(lines, options);
    }
}
