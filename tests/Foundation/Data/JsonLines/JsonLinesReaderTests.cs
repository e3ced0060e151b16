using System.Text;
using CsCheck;
using Kirana.Data;
using Kirana.Data.JsonLines;
using Kirana.Data.Lines;
using Kirana.Tests.Foundation.Data.Lines;

namespace Kirana.Tests.Foundation.Data.JsonLines;

public sealed class JsonLinesReaderTests
{
    [Fact]
    public void Columns_grow_as_keys_appear_and_values_keep_their_text()
    {
        using var reader = Open("""
            {"id":"a\u00e4\"","n":1.50,"ok":true,"none":null}

            {"n": -2e3 , "tags" : ["x", {"y":1}] , "id":"🛒"}
            """);

        Assert.True(reader.TryRead());
        Assert.Equal(["id", "n", "ok", "none"], reader.Columns);
        Assert.Equal(["aä\"", "1.50", "true", ""], Fields(reader));
        Assert.Equal("""{"id":"a\u00e4\"","n":1.50,"ok":true,"none":null}""", Encoding.UTF8.GetString(reader.Raw));
        Assert.True(reader.TryRead());
        Assert.Equal(3, reader.Line);
        Assert.Equal(["id", "n", "ok", "none", "tags"], reader.Columns);
        Assert.Equal(["🛒", "-2e3", "", "", """["x", {"y":1}]"""], Fields(reader));
        Assert.False(reader.TryRead());
    }

    [Theory]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1} {"a":2}""")]
    [InlineData("[1,2]")]
    [InlineData("5")]
    [InlineData("text")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":[[[[[[1]]]]]]}""")]
    public void A_line_that_is_no_object_is_a_fault_and_the_next_is_read(string line)
    {
        using var reader = Open(line + "\n{\"b\":7}\n", new JsonLinesOptions { MaxDepth = 4 });

        Assert.True(reader.TryRead());
        Assert.Equal("bad-json", reader.Fault?.Code);
        Assert.All(Fields(reader), field => Assert.Equal("", field));
        Assert.True(reader.TryRead());
        Assert.Null(reader.Fault);
        Assert.Equal("7", Fields(reader)[^1]);
    }

    [Fact]
    public void Damaged_text_and_long_lines_fault_their_record_only()
    {
        byte[] bytes = [.. "{\"a\":\""u8, 0xff, .. "\"}\n{\"a\":\""u8, .. Enumerable.Repeat((byte)'x', 5000), .. "\"}\n{\"a\":\"ok\"}"u8];
        using var reader = new JsonLinesReader(new MemoryStream(bytes), "f", new JsonLinesOptions { MaxRecordBytes = 1024, Encoding = TextEncoding.Utf8 });

        Assert.True(reader.TryRead());
        Assert.Equal("bad-encoding", reader.Fault?.Code);
        Assert.True(reader.TryRead());
        Assert.Equal("too-long", reader.Fault?.Code);
        Assert.True(reader.TryRead());
        Assert.Equal(["ok"], Fields(reader));
        Assert.Equal(3, reader.Line);
        Assert.False(reader.TryRead());
    }

    [Fact]
    public void Keys_that_are_data_are_refused()
    {
        using var reader = Open("""{"a":1,"b":2,"c":3}""", new JsonLinesOptions { MaxColumns = 2 });

        Assert.Equal("too-many-columns", Assert.Throws<DataException>(() => reader.TryRead()).Code);
    }

    [Fact]
    public void The_edges_of_the_window_change_nothing_and_random_text_never_breaks_the_reader()
    {
        string[] parts = ["{", "}", "\"a\"", "\"b\\n\"", ":", ",", "1", "null", "[", "]", "\n", "\r\n", "{\"a\":1}\n", "{\"é\":\"🛒\",\"b\":[1]}\n", "\\", "\ufffd"];
        Gen.Select(Gen.Int[0, parts.Length - 1].List[1, 30], Gen.Int[1, 40], Gen.Int[1, 7]).Sample((choices, window, drip) =>
        {
            var bytes = Encoding.UTF8.GetBytes("{}" + string.Concat(choices.Select(i => parts[i])));
            var options = new JsonLinesOptions { Encoding = TextEncoding.Utf8, BufferBytes = 1024 };
            Assert.Equal(
                LineDump.Of(() => new JsonLinesReader(new MemoryStream(bytes), "f", options)),
                LineDump.Of(() => new JsonLinesReader(new DripStream(bytes, drip), "f", options with { BufferBytes = window })));
        }, iter: 5_000);
    }

    [Fact]
    public void Reading_a_record_of_known_columns_allocates_nothing()
    {
        using var reader = Open(string.Concat(Enumerable.Range(0, 5_000).Select(i => $$"""{"id":{{i}},"name":"tab\t{{i}}","tags":[1,2]}""" + "\n")));
        for (var i = 0; i < 100; i++)
            reader.TryRead();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = 0;
        while (reader.TryRead())
            bytes += reader.Field(1).Length;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(bytes > 0);
    }

    private static JsonLinesReader Open(string text, JsonLinesOptions? options = null) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.jsonl", options);

    private static string[] Fields(JsonLinesReader reader) => [.. Enumerable.Range(0, reader.Columns.Count).Select(i => Encoding.UTF8.GetString(reader.Field(i)))];
}
