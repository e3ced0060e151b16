using System.Text;
using CsCheck;
using Kirana.Data.Csv;
using Kirana.Data.Lines;
using Kirana.Tests.Foundation.Data.Lines;

namespace Kirana.Tests.Foundation.Data.Csv;

public sealed class CsvPropertyTests
{
    private static readonly Gen<string> Texts =
        Of("a", "bc", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "日", "🛒", "\ufeff", "=1", "0").List[0, 6].Select(string.Concat);

    private static readonly Gen<byte[]> Soup =
        Of<byte[]>([(byte)'a'], [(byte)','], [(byte)'"'], [(byte)'"'], [(byte)'\n'], [(byte)'\r'], [0xc3, 0xa9], [0xff], [0], [(byte)'1', (byte)',', (byte)'2', (byte)'\n'])
            .List[0, 60].Select(parts => parts.SelectMany(part => part).ToArray());

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Int[1, 4], Of(',', ';', '\t', '|', ' ')).SelectMany((columns, separator) =>
            Gen.Select(Texts.Array[columns].Array[0, 12], Gen.Const(separator))).Sample((records, separator) =>
        {
            using var stream = new MemoryStream();
            using (var writer = new CsvWriter(stream, new CsvWriterOptions { Separator = separator }))
                foreach (var record in records)
                    writer.WriteRecord(record);
            if (records.Length == 0)
                return;
            using var reader = new CsvReader(new MemoryStream(stream.ToArray()), "f.csv", new CsvOptions { Separator = separator, Header = false, Encoding = TextEncoding.Utf8 });
            Assert.Equal(records, LineDump.Records(reader));
        });

    [Fact]
    public void The_edges_of_the_window_change_nothing() =>
        Gen.Select(Soup, Gen.Int[1, 40], Gen.Int[1, 7]).Sample((body, window, drip) =>
        {
            byte[] bytes = [.. "h,i\n"u8, .. body];
            var options = new CsvOptions { Separator = ',', Encoding = TextEncoding.Utf8, BufferBytes = 1024 };
            var whole = LineDump.Of(() => new CsvReader(new MemoryStream(bytes), "f", options));
            Assert.Equal(whole, LineDump.Of(() => new CsvReader(new DripStream(bytes, drip), "f", options with { BufferBytes = window })));
        }, iter: 5_000);

    [Fact]
    public void Every_encoding_gives_the_same_records_at_every_window() =>
        Gen.Select(Texts.Array[2].Array[1, 6], Gen.Int[1, 40], Gen.Int[1, 7]).Sample((records, window, drip) =>
        {
            using var stream = new MemoryStream();
            using (var writer = new CsvWriter(stream))
                foreach (var record in records)
                    writer.WriteRecord(record);
            var text = Encoding.UTF8.GetString(stream.ToArray());
            foreach (var (encoding, codec) in new[] { (TextEncoding.Utf16LittleEndian, Encoding.Unicode), (TextEncoding.Utf16BigEndian, Encoding.BigEndianUnicode) })
            {
                using var reader = new CsvReader(new DripStream(codec.GetBytes(text), drip), "f.csv",
                    new CsvOptions { Separator = ',', Header = false, Encoding = encoding, BufferBytes = window });
                Assert.Equal(records, LineDump.Records(reader));
            }
        });

    [Fact]
    public void Random_bytes_end_in_records_or_a_data_exception() =>
        Gen.OneOf(Soup, Gen.Byte.Array[0, 200]).Sample(bytes => LineDump.Of(() => new CsvReader(new MemoryStream(bytes), "f")), iter: 5_000);

    [Fact]
    public void Each_line_without_a_quote_is_a_record_of_its_own() =>
        Soup.Sample(body =>
        {
            // The newlines a reader counts are those of the text, so the last record stands on the last line.
            byte[] bytes = [.. "h,i\n"u8, .. body, .. "\nend,1\n"u8];
            using var reader = new CsvReader(new MemoryStream(bytes), "f", new CsvOptions { Separator = ',', Encoding = TextEncoding.Utf8 });
            long line = 0;
            while (reader.TryRead())
            {
                Assert.True(reader.Line > line);
                line = reader.Line;
            }

            var text = Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            if (reader.Fault is null && body.AsSpan().IndexOf((byte)'"') < 0)
                Assert.Equal(text.Count(c => c == '\n'), line);
        });

    private static Gen<T> Of<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}
