using System.Text;
using Kirana.Data;
using Kirana.Storage.Lines;

namespace Kirana.Tests.Platform.Storage.Lines;

public sealed class ParquetTableWriterTests
{
    private static readonly IReadOnlyList<(string Name, Type Kind)> s_columns = [("user id", typeof(string)), ("position", typeof(long)), ("score", typeof(double))];

    [Fact]
    public void Is_read_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "lists.parquet");
        File.WriteAllText(path, "an older file");
        using (var writer = new ParquetTableWriter(path, s_columns))
        {
            foreach (var (user, position, score) in new[] { ("=1+1", 1L, 0.25), ("naïve \"🛒\"", -2, double.NaN), ("", 3, 1e300) })
            {
                writer.Write(user);
                writer.Write(position);
                writer.Write(score);
                writer.EndRow();
            }

            writer.Complete();
        }

        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        using var reader = new ParquetLineReader(path);
        Assert.Equal(["user id", "position", "score"], reader.Columns);
        Assert.Equal(["=1+1|1|0.25", "naïve \"🛒\"|-2|", "|3|1e+300"], Lines(reader));
    }

    [Fact]
    public void Nothing_is_left_of_a_file_that_was_not_completed()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ParquetTableWriter(Path.Combine(folder.Path, "lists.parquet"), s_columns))
            writer.Write("half a row");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Says_where_it_cannot_write()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DataException>(() => new ParquetTableWriter(Path.Combine(folder.Path, "absent", "lists.parquet"), s_columns));
        Assert.Equal("cannot-write", error.Code);
        Assert.Contains("absent", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ParquetTableWriter(Path.Combine(folder.Path, "x.parquet"), ("a", typeof(int))));
        Assert.Throws<ArgumentException>(() => new ParquetTableWriter(Path.Combine(folder.Path, "x.parquet"), ("a", typeof(long)), ("A", typeof(long))));
    }

    private static List<string> Lines(ParquetLineReader reader)
    {
        var lines = new List<string>();
        while (reader.TryRead())
            lines.Add(string.Join('|', Enumerable.Range(0, reader.Columns.Count).Select(column => Encoding.UTF8.GetString(reader.Field(column)))));
        return lines;
    }
}
