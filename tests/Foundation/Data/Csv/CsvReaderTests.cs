using System.Text;
using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.Lines;
using Kirana.Tests.Foundation.Data.Lines;

namespace Kirana.Tests.Foundation.Data.Csv;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Reads_fields_quotes_and_every_line_end(string end)
    {
        using var reader = Open($"id,name,note{end}1,a,{end}{end}2,\"b,\"\"c\"\"{end}d\",x\"y{end}\"\",,\"\"");

        Assert.Equal(["id", "name", "note"], reader.Columns);
        Assert.True(reader.TryRead());
        Assert.Equal((2, "1", "a", ""), (reader.Line, Text(reader, 0), Text(reader, 1), Text(reader, 2)));
        Assert.True(reader.TryRead());
        Assert.Equal((4, "2", $"b,\"c\"{end}d", "x\"y"), (reader.Line, Text(reader, 0), Text(reader, 1), Text(reader, 2)));
        Assert.Equal($"2,\"b,\"\"c\"\"{end}d\",x\"y", Encoding.UTF8.GetString(reader.Raw));
        Assert.True(reader.TryRead());
        Assert.Equal((6, "", "", ""), (reader.Line, Text(reader, 0), Text(reader, 1), Text(reader, 2)));
        Assert.Null(reader.Fault);
        Assert.False(reader.TryRead());
        Assert.False(reader.TryRead());
    }

    [Theory]
    [InlineData("a;b\n1;2,5\n", ';')]
    [InlineData("a\tb c,d\n1\t2\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    [InlineData("a,b\nx;y,2\n", ',')]
    [InlineData("\"a;b\",c\n1,2\n", ',')]
    [InlineData("a\n1\n", ',')]
    [InlineData("price;note\n1,5;x\n2,5;y\n", ';')]
    public void Finds_the_separator(string text, char separator) => Assert.Equal(separator, Open(text).Separator);

    [Fact]
    public void A_given_separator_that_leaves_one_column_is_refused_with_the_better_one()
    {
        var fault = Assert.Throws<DataException>(() => Open("a;b;c\n1;2;3\n", new CsvOptions { Separator = ',' }));

        Assert.Equal("wrong-separator", fault.Code);
        Assert.Contains("';'", fault.Hint, StringComparison.Ordinal);
        Assert.Equal(["a"], Open("a\n1\n", new CsvOptions { Separator = ';' }).Columns);
    }

    [Theory]
    [InlineData(TextEncoding.Utf8)]
    [InlineData(TextEncoding.Utf16LittleEndian)]
    [InlineData(TextEncoding.Utf16BigEndian)]
    public void Finds_the_encoding_with_and_without_a_mark(TextEncoding encoding)
    {
        Encoding codec = encoding switch
        {
            TextEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            TextEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        };
        var body = codec.GetBytes("naïve,日本\n🛒 cart,Ω\nplain,text\n");
        foreach (var bytes in new byte[][] { body, [.. codec.GetPreamble(), .. body] })
        {
            using var reader = new CsvReader(new MemoryStream(bytes), "f.csv");
            Assert.Equal(encoding, reader.Encoding);
            Assert.Equal(["naïve", "日本"], reader.Columns);
            Assert.Equal([["🛒 cart", "Ω"], ["plain", "text"]], LineDump.Records(reader));
        }
    }

    [Fact]
    public void Finds_single_byte_text_and_says_which()
    {
        byte[] windows = [.. "a,b\n5 "u8, 0x80, .. ","u8, 0xe9, 0x74, 0xe9, .. "\n"u8];
        using var reader = new CsvReader(new MemoryStream(windows), "f.csv");
        Assert.Equal(TextEncoding.Windows1252, reader.Encoding);
        Assert.Equal([["5 €", "été"]], LineDump.Records(reader));

        byte[] latin = [.. "a,b\n"u8, 0x81, .. ","u8, 0xe9, .. "\n"u8];
        using var other = new CsvReader(new MemoryStream(latin), "f.csv");
        Assert.Equal(TextEncoding.Latin1, other.Encoding);
        Assert.Equal([["\u0081", "é"]], LineDump.Records(other));
    }

    [Fact]
    public void Every_single_byte_character_is_that_of_the_code_page()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] all = [.. Enumerable.Range(0x80, 128).Select(i => (byte)i)];
        foreach (var (encoding, codec) in new[] { (TextEncoding.Windows1252, Encoding.GetEncoding(1252)), (TextEncoding.Latin1, Encoding.Latin1) })
        {
            using var reader = new CsvReader(new MemoryStream([.. "h\n"u8, .. all]), "f", new CsvOptions { Encoding = encoding });
            Assert.Equal([[codec.GetString(all)]], LineDump.Records(reader));
        }
    }

    [Fact]
    public void Damaged_bytes_fault_their_record_only()
    {
        byte[] bytes = [.. "a,b\né,1\n"u8, 0xff, .. ",2\nok,3\n"u8, 0, .. ",4\nend,5\n"u8];
        using var reader = new CsvReader(new MemoryStream(bytes), "f.csv", new CsvOptions { Encoding = TextEncoding.Utf8 });

        Assert.Equal([["é", "1"], ["!bad-encoding"], ["ok", "3"], ["!bad-encoding"], ["end", "5"]], LineDump.Records(reader));
    }

    [Fact]
    public void Half_a_surrogate_pair_and_an_odd_last_byte_fault_their_record()
    {
        byte[] bytes = [0xff, 0xfe, .. Encoding.Unicode.GetBytes("a\nx"), 0x00, 0xd8, .. Encoding.Unicode.GetBytes("\nok\nz"), 0x41];
        using var reader = new CsvReader(new MemoryStream(bytes), "f.csv");

        Assert.Equal([["!bad-encoding"], ["ok"], ["!bad-encoding"]], LineDump.Records(reader));
    }

    [Fact]
    public void A_wrong_number_of_fields_is_a_fault_that_says_both_numbers()
    {
        using var reader = Open("a,b,c\n1,2\n1,2,3,4\n1,2,3\n");

        Assert.True(reader.TryRead());
        Assert.Equal(new LineFault("field-count", "expected 3 fields, found 2"), reader.Fault);
        Assert.Equal(("1", "2", ""), (Text(reader, 0), Text(reader, 1), Text(reader, 2)));
        Assert.True(reader.TryRead());
        Assert.Equal("expected 3 fields, found 4", reader.Fault!.Message);
        Assert.True(reader.TryRead());
        Assert.Null(reader.Fault);
    }

    [Fact]
    public void A_quote_that_never_closes_costs_one_line()
    {
        using var reader = Open("a,b\n1,\"open\n2,x\n3,y\n");

        Assert.Equal([["!unclosed-quote"], ["2", "x"], ["3", "y"]], LineDump.Records(reader));
    }

    [Fact]
    public void A_quote_that_never_closes_within_the_limit_costs_one_line()
    {
        var lines = string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i},value {i}\n"));
        using var reader = Open("a,b\nfirst,\"open\n" + lines, new CsvOptions { MaxRecordBytes = 1024 });
        var records = LineDump.Records(reader);

        Assert.Equal(["!unclosed-quote"], records[0]);
        Assert.Equal(1001, records.Length);
        Assert.Equal(["999", "value 999"], records[^1]);
    }

    [Fact]
    public void Text_behind_a_closing_quote_costs_one_line()
    {
        using var reader = Open("a,b\n1,\"x\"y\n2,z\n");

        Assert.Equal([["!unclosed-quote"], ["2", "z"]], LineDump.Records(reader));
    }

    [Fact]
    public void A_line_beyond_the_limit_is_skipped_without_memory()
    {
        var limit = new CsvOptions { MaxRecordBytes = 1 << 16, Encoding = TextEncoding.Utf8, Separator = ',' };
        using var reader = new CsvReader(new LongLineStream(1L << 28), "f.csv", limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(reader.TryRead());
        Assert.Equal("too-long", reader.Fault!.Code);
        Assert.Equal(4096, reader.Raw.Length);
        Assert.True(reader.TryRead());
        Assert.Equal(("7", "8"), (Text(reader, 0), Text(reader, 1)));
        Assert.Equal(3, reader.Line);
        Assert.False(reader.TryRead());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("\n\r\n", "empty-file")]
    [InlineData("a,,c\n", "bad-header")]
    [InlineData("a,b,a\n", "bad-header")]
    [InlineData("a,\"b\n1,2\n", "bad-header")]
    [InlineData("PAR1\0\0\0", "not-text")]
    [InlineData("PK\u0003\u0004xl/workbook.xml", "not-text")]
    [InlineData("\0\u0001\u0002\u0003\0\0\u0005", "not-text")]
    public void A_file_that_is_no_table_is_refused(string text, string code)
    {
        var fault = Assert.Throws<DataException>(() => Open(text));

        Assert.Equal((code, "f.csv"), (fault.Code, fault.File));
    }

    [Fact]
    public void A_bad_header_names_the_columns()
    {
        Assert.Contains("Column 2 of 3", Assert.Throws<DataException>(() => Open("a,,c\n")).Message, StringComparison.Ordinal);
        var fault = Assert.Throws<DataException>(() => Open("a,b,\" a\"\n"));
        Assert.Contains("Columns 1 and 3", fault.Message, StringComparison.Ordinal);
        Assert.Equal("a", fault.Column);
    }

    [Fact]
    public void A_header_without_records_is_an_empty_table()
    {
        using var reader = Open("a,b");

        Assert.Equal(["a", "b"], reader.Columns);
        Assert.False(reader.TryRead());
    }

    [Fact]
    public void A_file_without_a_header_numbers_its_columns()
    {
        using var reader = Open("1,2\n3,4\n", new CsvOptions { Header = false });

        Assert.Equal(["column1", "column2"], reader.Columns);
        Assert.Equal([["1", "2"], ["3", "4"]], LineDump.Records(reader));
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('é')]
    public void Refuses_a_separator_that_cannot_be_one(char separator) =>
        Assert.ThrowsAny<ArgumentException>(() => Open("a\n", new CsvOptions { Separator = separator }));

    [Fact]
    public void Reading_a_record_allocates_nothing()
    {
        var text = new StringBuilder("a,b,c\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(i).Append(i % 10 == 0 ? ",\"quoted, \"\"twice\"\"\"," : ",plain text,").Append(i * 0.25).Append('\n');
        using var reader = Open(text.ToString());
        for (var i = 0; i < 100; i++)
            reader.TryRead();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = 0;
        while (reader.TryRead())
            bytes += reader.Field(0).Length + reader.Field(1).Length + reader.Field(2).Length;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(bytes > 0);
    }

    private static CsvReader Open(string text, CsvOptions? options = null) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.csv", options);

    private static string Text(CsvReader reader, int column) => Encoding.UTF8.GetString(reader.Field(column));

    /// <summary>A header, one line of the given length, one record.</summary>
    private sealed class LongLineStream(long length) : MemoryStream
    {
        private readonly byte[] _head = "a,b\n"u8.ToArray();
        private readonly byte[] _tail = "\n7,8\n"u8.ToArray();
        private long _at;

        public override int Read(Span<byte> buffer)
        {
            ReadOnlySpan<byte> part = _at < _head.Length ? _head.AsSpan((int)_at) : [];
            if (part.IsEmpty && _at < _head.Length + length)
            {
                var run = (int)Math.Min(buffer.Length, _head.Length + length - _at);
                buffer[..run].Fill((byte)'x');
                _at += run;
                return run;
            }

            if (part.IsEmpty)
                part = _tail.AsSpan((int)Math.Min(_tail.Length, _at - _head.Length - length));
            part = part[..Math.Min(part.Length, buffer.Length)];
            part.CopyTo(buffer);
            _at += part.Length;
            return part.Length;
        }
    }
}
