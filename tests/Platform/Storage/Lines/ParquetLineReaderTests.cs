using System.Text;
using DuckDB.NET.Data;
using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Import;
using Kirana.Storage;
using Kirana.Storage.Lines;

namespace Kirana.Tests.Platform.Storage.Lines;

public sealed class ParquetLineReaderTests : IDisposable
{
    private const string Rows = """
        SELECT * FROM (VALUES
            ('o1', 'A-1', 'Ada''s "lamp", 🪔', 3, TIMESTAMP '2011-11-07 10:30:00', 2.55::DECIMAL(9, 2), 'u1'),
            ('o1', 'A-2', NULL, 1, TIMESTAMP '2011-11-07 10:30:00', 10.00::DECIMAL(9, 2), 'u1'),
            ('o2', 'A-1', 'Lamp', 2, TIMESTAMP '2011-11-08 09:00:00', 2.55::DECIMAL(9, 2), NULL))
            t(InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID)
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_every_value_as_text()
    {
        using var reader = new ParquetLineReader(Written());
        Assert.Equal(["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"], reader.Columns);
        Assert.True(reader.TryRead());
        Assert.Equal(["o1", "A-1", "Ada's \"lamp\", 🪔", "3", "2011-11-07 10:30:00", "2.55", "u1"], Fields(reader));
        Assert.True(reader.TryRead());
        Assert.Equal(2, reader.Line);
        Assert.Equal("", Fields(reader)[2]);
        Assert.True(reader.TryRead());
        Assert.False(reader.TryRead());
    }

    [Fact]
    public void Imports_like_any_other_file_and_only_once()
    {
        var path = Written();
        using var shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings());
        var first = Import(shop, path);
        Assert.Equal((3, 3), ((int)first.Report.Rows, (int)first.Report.Accepted));
        Assert.Equal(2.55m * 3 + 10 + 2.55m * 2, first.Report.AcceptedValue);
        Assert.Equal(0, Import(shop, path).Receipt!.Added);
    }

    [Fact]
    public void A_file_cut_in_half_is_refused_and_nothing_is_kept()
    {
        var path = Written();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..(int)(new FileInfo(path).Length / 2)]);
        Assert.True(ParquetLineReader.Knows(path));
        using var shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings());
        Assert.Equal("bad-parquet", Assert.Throws<DataException>(() => Import(shop, path)).Code);
        Assert.Empty(shop.Records.Imports());
    }

    [Fact]
    public void Knows_a_parquet_file_by_its_first_bytes()
    {
        var text = Path.Combine(_folder.Path, "text.parquet");
        File.WriteAllText(text, "a,b\n1,2\n");
        Assert.False(ParquetLineReader.Knows(text));
        Assert.False(ParquetLineReader.Knows(Path.Combine(_folder.Path, "nothing")));
        Assert.True(ParquetLineReader.Knows(Written()));
    }

    private static ImportResult Import(IShop shop, string path) =>
        ImportJob.Run(shop, new ImportRequest { Open = _ => new ParquetLineReader(path), Name = Path.GetFileName(path), Kind = "events" }, progress: null, TestContext.Current.CancellationToken);

    private static string[] Fields(ParquetLineReader reader) =>
        [.. Enumerable.Range(0, reader.Columns.Count).Select(column => Encoding.UTF8.GetString(reader.Field(column)))];

    private string Written()
    {
        var path = Path.Combine(_folder.Path, "orders.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({Rows}) TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return path;
    }
}
