using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Tests.Foundation.Data.Tables;

public sealed class TableTests
{
    private static readonly Sale[] Sales =
    [
        new(1.5, "red", new DateTimeOffset(1970, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)), 1, true),
        new(null, null, null, 2, false),
        new(3, "red", DateTimeOffset.UnixEpoch.AddSeconds(2), 0, true),
    ];

    private static TableColumns<Sale> Columns => new TableColumns<Sale>()
        .Number("price", sale => sale.Price)
        .Category("colour", sale => sale.Colour)
        .Time("at", sale => sale.At)
        .Single("weight", sale => sale.Weight)
        .Number("returned", sale => sale.Returned ? 1 : 0);

    [Fact]
    public void Is_made_of_records_by_typed_selectors()
    {
        var table = Table.From(Sales, Columns);

        Assert.Equal((3, 5), (table.RowCount, table.Columns.Count));
        Assert.Equal([1.5, double.NaN, 3], table.Numbers("price").Doubles);
        Assert.Equal([0, -1, 0], table.Categories("colour").Codes);
        Assert.Equal(["red", null, "red"], Enumerable.Range(0, 3).Select(row => table.Categories("colour")[row]));
        Assert.Equal([0, TimeColumn.Missing, 2_000_000], table.Times("at").Times);
        Assert.Equal([1f, 2f, 0f], table.Numbers("weight").Singles);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(table["price"].IsMissing));
        Assert.Equal(2, Table.From(Sales[..2], Columns).RowCount);
    }

    [Fact]
    public void Gives_out_rows_and_columns_in_the_order_asked_for()
    {
        var table = Table.From(Sales, Columns).Take([2, 0, 2]).Select(["weight", "colour"]);

        Assert.Equal(["weight", "colour"], table.Columns.Select(column => column.Name));
        Assert.Equal([0f, 1f, 0f], table.Numbers("weight").Singles);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Take([3]));
    }

    [Fact]
    public void Copies_numbers_in_both_precisions()
    {
        var column = new NumberColumn("x", [0.1, double.NaN]);
        var singles = new float[2];
        var doubles = new double[2];
        column.CopyTo(singles);
        column.CopyTo(doubles);

        Assert.Equal([0.1f, float.NaN], singles);
        Assert.Equal([0.1, double.NaN], doubles);
        Assert.Throws<ArgumentException>(() => column.CopyTo(new double[3]));
    }

    [Fact]
    public void An_absent_column_and_another_kind_are_named()
    {
        var table = Table.From(Sales, Columns);

        var absent = Assert.Throws<DataException>(() => table["cost"]);
        Assert.Equal(("missing-column", "cost"), (absent.Code, absent.Column));
        Assert.Contains("'price'", absent.Message, StringComparison.Ordinal);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => table.Numbers("colour")).Code);
    }

    [Fact]
    public void Refuses_columns_of_one_name_different_lengths_and_codes_that_point_nowhere()
    {
        Assert.Throws<ArgumentException>(() => new Table([]));
        Assert.Throws<ArgumentException>(() => new Table([new NumberColumn("a", [1f]), new NumberColumn("a", [1f])]));
        Assert.Throws<ArgumentException>(() => new Table([new NumberColumn("a", [1f]), new NumberColumn("b", [1f, 2f])]));
        Assert.Throws<ArgumentException>(() => new CategoryColumn("a", [1], ["x"]));
        Assert.Throws<ArgumentException>(() => new CategoryColumn("a", [0], ["x", "x"]));
    }

    [Fact]
    public void A_schema_goes_through_json_and_checks_another_table()
    {
        var table = Table.From(Sales, Columns);
        var schema = Schema.Parse(table.Schema.ToJson());

        Assert.Equal(table.Schema.Columns, schema.Columns);
        schema.Check(table);
        new Schema([("price", ColumnKind.Single)]).Check(table);
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => schema.Check(table.Select(["price"]))).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => new Schema([("colour", ColumnKind.Time)]).Check(table)).Code);
        foreach (var json in new[] { "", "[]", "{}", """{"columns":5}""", """{"columns":[{"name":"a"}]}""", """{"columns":[{"name":"a","kind":"b"}]}""" })
            Assert.Equal("bad-schema", Assert.Throws<DataException>(() => Schema.Parse(json)).Code);
    }

    [Fact]
    public void Data_have_roles_and_the_rest_are_features()
    {
        var data = TabularData.From(Sales, Columns, target: "returned", weight: "weight", time: "at");

        Assert.Equal(["price", "colour"], data.Features.Select(column => column.Name));
        Assert.Equal(("returned", "weight", null, "at"), (data.Target?.Name, data.Weight?.Name, data.Group?.Name, data.Time?.Name));
        Assert.Equal([2f], data.Take([1]).Weight!.Singles);
        Assert.Throws<ArgumentException>(() => new TabularData(data.Table, target: "price", weight: "price"));
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => new TabularData(data.Table, time: "price")).Code);
        var fault = Assert.Throws<DataException>(() => new TabularData(data.Table, weight: "price"));
        Assert.Equal(("bad-weight", 2L), (fault.Code, fault.Row));
    }

    private sealed record Sale(double? Price, string? Colour, DateTimeOffset? At, float Weight, bool Returned);
}
