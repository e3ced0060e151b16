using System.Text;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Data.Tables;

namespace Kirana.Tests.Foundation.Data.Tables;

public sealed class TableReaderTests
{
    [Fact]
    public void Finds_the_kinds_of_columns()
    {
        var table = Read("n,d,c,code,t,day,none\n1.5,123456.789,a,007,2011-11-07T13:05:00Z,2011-11-07,\n,NA,NA,,,2011-11-08,\n-2,1e300,\"b\",010,2011-11-07 14:05:00.5+01:00,NaN,\n");

        Assert.Equal(
            [ColumnKind.Single, ColumnKind.Double, ColumnKind.Category, ColumnKind.Category, ColumnKind.Time, ColumnKind.Time, ColumnKind.Single],
            table.Columns.Select(column => column.Kind));
        Assert.Equal([1.5f, float.NaN, -2f], table.Numbers("n").Singles);
        Assert.Equal([123456.789, double.NaN, 1e300], table.Numbers("d").Doubles);
        Assert.Equal(["a", "NA", "b"], table.Categories("c").Levels);
        Assert.Equal([0, -1, 1], table.Categories("code").Codes);
        var noon = TimeColumn.FromMoment(new DateTimeOffset(2011, 11, 7, 13, 5, 0, TimeSpan.Zero));
        Assert.Equal([noon, TimeColumn.Missing, noon + 500_000], table.Times("t").Times);
        Assert.True(table["none"].IsMissing(1));
    }

    [Theory]
    [InlineData("0.1", ColumnKind.Single)]
    [InlineData("16777216", ColumnKind.Single)]
    [InlineData("16777217", ColumnKind.Double)]
    [InlineData("3.14159274", ColumnKind.Double)]
    [InlineData("3.1415927", ColumnKind.Single)]
    [InlineData("-123.456", ColumnKind.Single)]
    [InlineData("0.00123457", ColumnKind.Single)]
    [InlineData("123456.789", ColumnKind.Double)]
    [InlineData("0.00000000000000000000000000000000000000000000123", ColumnKind.Double)]
    [InlineData("1e39", ColumnKind.Double)]
    [InlineData("1e-50", ColumnKind.Double)]
    public void Numbers_are_double_where_single_precision_would_lose_a_digit(string number, ColumnKind kind) =>
        Assert.Equal(kind, Read($"x\n{number}\n")["x"].Kind);

    [Theory]
    [InlineData("x,y\n1,a\n2,b\nthree,c\n", "bad-field", 4, "x")]
    [InlineData("x,y\n1,a\n2,b\nInfinity,c\n", "bad-field", 4, "x")]
    [InlineData("x,y\n2011-01-01,a\n2011-01-02,b\n2011-31-01,c\n", "bad-field", 4, "x")]
    [InlineData("x,y\n1,a\n2\n", "field-count", 3, null)]
    public void A_field_of_another_kind_is_named_with_row_and_column(string text, string code, int row, string? column)
    {
        var fault = Assert.Throws<DataException>(() => Read(text, new TableReaderOptions { SampleRows = 2 }));

        Assert.Equal((code, (long?)row, column, "f"), (fault.Code, fault.Row, fault.Column, fault.File));
    }

    [Fact]
    public void Given_kinds_are_kept()
    {
        var kinds = new Dictionary<string, ColumnKind>(StringComparer.Ordinal) { ["x"] = ColumnKind.Category, ["y"] = ColumnKind.Double };
        var table = Read("x,y\n1,2\n", new TableReaderOptions { Kinds = kinds });

        Assert.Equal([ColumnKind.Category, ColumnKind.Double], table.Columns.Select(column => column.Kind));
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => Read("x\n1\n", new TableReaderOptions { Kinds = kinds })).Code);
    }

    [Fact]
    public void Columns_of_json_lines_may_come_late()
    {
        var table = Read("{\"a\":1}\n{\"a\":2,\"b\":\"x\"}\n{\"c\":\"2011-01-01\"}\n", new TableReaderOptions { SampleRows = 2 });

        Assert.Equal([1, 2, float.NaN], table.Numbers("a").Singles);
        Assert.Equal([-1, 0, -1], table.Categories("b").Codes);
        Assert.True(table["c"].IsMissing(1));
        Assert.False(table.Times("c").IsMissing(2));
    }

    [Fact]
    public void A_header_without_rows_is_a_table_without_rows() => Assert.Equal(0, Read("x,y\n").RowCount);

    private static Table Read(string text, TableReaderOptions? options = null)
    {
        using var lines = LineReaders.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f");
        return TableReader.Read(lines, options);
    }
}
