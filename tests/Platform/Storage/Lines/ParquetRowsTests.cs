using System.Globalization;
using System.Text;
using Kirana.Data;
using Kirana.Storage.Lines;

namespace Kirana.Tests.Platform.Storage.Lines;

public sealed class ParquetRowsTests
{
    private static readonly ParquetRows<Cursor> s_rows = new ParquetRows<Cursor>()
        .Text("key", row => row.At % 3 == 0 ? null : $"naïve \"{row.At}\"").Whole("place", row => row.At).Number("score", row => row.At % 5 == 0 ? double.NaN : 0.5 * row.At);

    [Fact]
    public void Many_rows_keep_their_order_and_their_gaps()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "rows.parquet");
        File.WriteAllText(path, "an older file");
        // More than one group of rows.
        s_rows.Write(path, Count(150_000));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        using var reader = new ParquetLineReader(path);
        Assert.Equal(["key", "place", "score"], reader.Columns);
        var rows = 0;
        for (; reader.TryRead(); rows++)
        {
            Assert.Equal(rows % 3 == 0 ? "" : $"naïve \"{rows}\"", Encoding.UTF8.GetString(reader.Field(0)));
            Assert.Equal(rows.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetString(reader.Field(1)));
            Assert.Equal(rows % 5 == 0 ? "" : (0.5 * rows).ToString("0.0", CultureInfo.InvariantCulture), Encoding.UTF8.GetString(reader.Field(2)));
        }

        Assert.Equal(150_000, rows);
    }

    [Fact]
    public void What_ends_the_rows_comes_out_as_it_is_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "rows.parquet");
        IEnumerable<Cursor> Stopped()
        {
            foreach (var row in Count(5000))
                yield return row;
            throw new OperationCanceledException("Enough.");
        }

        Assert.Throws<OperationCanceledException>(() => s_rows.Write(path, Stopped()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Says_where_it_cannot_write()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("cannot-write", Assert.Throws<DataException>(() => s_rows.Write(Path.Combine(folder.Path, "absent", "x.parquet"), Count(1))).Code);
        Assert.Throws<ArgumentException>(() => new ParquetRows<Cursor>().Write(Path.Combine(folder.Path, "x.parquet"), Count(1)));
        Assert.Throws<ArgumentException>(() => s_rows.Whole("KEY", row => row.At).Write(Path.Combine(folder.Path, "x.parquet"), Count(1)));
    }

    private static IEnumerable<Cursor> Count(int rows)
    {
        var row = new Cursor();
        for (row.At = 0; row.At < rows; row.At++)
            yield return row;
    }

    private sealed class Cursor
    {
        public int At { get; set; }
    }
}
