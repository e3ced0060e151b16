using System.Text;
using CsCheck;
using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.JsonLines;
using Kirana.Data.Lines;

namespace Kirana.Tests.Foundation.Data.Lines;

public sealed class LineReadersTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", typeof(CsvReader))]
    [InlineData("[a],[b]\n1,2\n", typeof(CsvReader))]
    [InlineData("\n {\"a\":1}\n", typeof(JsonLinesReader))]
    public void The_content_tells_the_format(string text, Type expected)
    {
        using var reader = LineReaders.Open(Bytes(text), "f");

        Assert.IsType(expected, reader);
        Assert.Single(LineDump.Records(reader));
    }

    [Fact]
    public void A_json_list_is_refused_with_a_hint()
    {
        var fault = Assert.Throws<DataException>(() => LineReaders.Open(Bytes("[\n {\"a\":1},\n {\"a\":2}]"), "f.json"));

        Assert.Equal("not-lines", fault.Code);
        Assert.NotNull(fault.Hint);
    }

    [Fact]
    public void A_given_format_is_not_guessed()
    {
        using var reader = LineReaders.Open(Bytes("{a},b\n1,2\n"), "f", new LineReaderOptions { Format = LineFormat.Csv });

        Assert.Equal(["{a}", "b"], reader.Columns);
    }

    [Fact]
    public void Closes_a_file_that_cannot_be_opened()
    {
        var stream = Bytes("");

        Assert.Throws<DataException>(() => LineReaders.Open(stream, "f"));
        Assert.False(stream.CanRead);
    }

    [Fact]
    public void Random_bytes_end_in_records_or_a_data_exception() =>
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            LineDump.Of(() => LineReaders.Open(new MemoryStream(bytes), "f.br"));
            LineDump.Of(() => LineReaders.Open(new MemoryStream(bytes), "f"));
        }, iter: 1_000);

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
