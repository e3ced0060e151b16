using System.Text;
using Kirana.Data.Csv;

namespace Kirana.Tests.Foundation.Data.Csv;

public sealed class CsvWriterTests
{
    [Fact]
    public void Quotes_only_where_it_must() =>
        Assert.Equal("a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\n", Written(new CsvWriterOptions(), writer => writer.WriteRecord("a", "b c", "d,e", "f\"g", "h\ni", "")));

    [Fact]
    public void Writes_numbers_that_read_back_as_themselves() =>
        Assert.Equal("0.1,-1E-300,,7\n", Written(new CsvWriterOptions(), writer =>
        {
            writer.Write(0.1);
            writer.Write(-1e-300);
            writer.Write(double.NaN);
            writer.Write(7L);
            writer.EndRecord();
        }));

    [Fact]
    public void Guards_texts_that_a_spreadsheet_would_run_but_not_numbers() =>
        Assert.Equal("'=1+1,'@x,\"'-a,b\",plain,-5,-5.5e3,'-1-1\n", Written(new CsvWriterOptions { GuardFormulas = true }, writer =>
        {
            writer.Write("=1+1");
            writer.Write("@x");
            writer.Write("-a,b");
            writer.Write("plain");
            writer.Write(-5.0);
            writer.Write("-5.5e3");
            writer.Write("-1-1");
            writer.EndRecord();
        }));

    [Fact]
    public void A_single_empty_field_is_not_an_empty_line() =>
        Assert.Equal("\"\"\n", Written(new CsvWriterOptions(), writer => writer.WriteRecord("")));

    [Fact]
    public void Refuses_records_of_different_lengths_and_broken_text()
    {
        using var writer = new CsvWriter(new MemoryStream());
        writer.WriteRecord("a", "b");

        Assert.ThrowsAny<ArgumentException>(() => writer.Write("\ud800"));
        Assert.Throws<InvalidOperationException>(() => writer.EndRecord());
        Assert.ThrowsAny<ArgumentException>(() => new CsvWriter(new MemoryStream(), new CsvWriterOptions { Separator = '"' }));
    }

    private static string Written(CsvWriterOptions options, Action<CsvWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream, options))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
