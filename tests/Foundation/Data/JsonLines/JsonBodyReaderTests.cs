using System.Text;
using System.Text.Json;
using CsCheck;
using Kirana.Data;
using Kirana.Data.JsonLines;

namespace Kirana.Tests.Foundation.Data.JsonLines;

public sealed class JsonBodyReaderTests
{
    private const string Simple = """{"id":"a","n":1.50,"none":null,"tags":["x",{"y":"]}"}]}""";

    [Theory]
    [InlineData("[" + Simple + "]")]
    [InlineData(" \n[ " + Simple + " ] \r\n")]
    [InlineData("\ufeff[" + Simple + "]")]
    [InlineData(Simple)]
    [InlineData("\n\n" + Simple + "\r\n\n")]
    public void An_array_and_lines_give_the_same_fields(string body)
    {
        using var reader = Begin(body);
        Assert.True(reader.TryRead());
        Assert.Null(reader.Fault);
        Assert.Equal(["id", "n", "none", "tags"], reader.Columns);
        Assert.Equal(["a", "1.50", "", """["x",{"y":"]}"}]"""], Fields(reader));
        Assert.Equal(JsonTokenType.StartArray, reader.TypeOf(3));
        Assert.True(reader.HasOtherTypes);
        Assert.Equal(Simple, Encoding.UTF8.GetString(reader.Raw));
        Assert.Equal(1, reader.Line);
        Assert.False(reader.TryRead());
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("[{}]", 1)]
    [InlineData("[{},{} , {}]", 3)]
    [InlineData("{}\n{}", 2)]
    public void Records_are_counted(string body, int records)
    {
        using var reader = Begin(body);
        for (var i = 1; i <= records; i++)
        {
            Assert.True(reader.TryRead());
            Assert.Equal(i, reader.Line);
        }

        Assert.False(reader.TryRead());
    }

    [Theory]
    [InlineData("""[{"a":1},{"a":2]""", 2)]
    [InlineData("""[{"a":1},{"a":tru}]""", 2)]
    [InlineData("""[{"a":1},{"a":NaN}]""", 2)]
    [InlineData("""[{"a":1}{"a":2}]""", 1)]
    [InlineData("""[{"a":1},]""", 2)]
    [InlineData("""[,{"a":1}]""", 1)]
    [InlineData("""[{"a":1}""", 1)]
    [InlineData("""[{"a":1}] x""", 1)]
    [InlineData("""[{"a":"1}]""", 1)]
    [InlineData("[", 1)]
    [InlineData("[tru]", 1)]
    public void A_broken_array_names_the_record_where_it_breaks(string body, int row)
    {
        var error = Assert.Throws<DataException>(() =>
        {
            using var reader = Begin(body);
            while (reader.TryRead())
                Assert.True(reader.Line <= row);
        });
        Assert.Equal(("bad-json", (long?)row), (error.Code, error.Row));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("[1,2]")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":[[[[1]]]]}""")]
    public void A_record_that_cannot_be_used_does_not_hinder_the_others(string record)
    {
        foreach (var body in new[] { $$"""[{"b":1},{{record}},{"b":7}]""", $$"""{"b":1}{{"\n"}}{{record}}{{"\n"}}{"b":7}""" })
        {
            using var reader = new JsonBodyReader("body", maxDepth: 4);
            // A body that begins with a bracket would be an array.
            reader.Begin(Encoding.UTF8.GetBytes(body));
            Assert.True(reader.TryRead() && reader.Fault is null);
            Assert.True(reader.TryRead());
            Assert.Equal("bad-json", reader.Fault?.Code);
            Assert.Equal(record, Encoding.UTF8.GetString(reader.Raw));
            Assert.All(Fields(reader), field => Assert.Equal("", field));
            Assert.True(reader.TryRead());
            Assert.Equal("7", Fields(reader)[0]);
            Assert.False(reader.TryRead());
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_and_too_many_keys_fault_their_record_only()
    {
        using var reader = new JsonBodyReader("body", maxColumns: 2);
        reader.Begin((byte[])[.. "[{\"a\":\""u8, 0xff, .. "\"},{\"a\":1,\"b\":2,\"c\":3},{\"a\":4}]"u8]);
        Assert.True(reader.TryRead());
        Assert.Equal("bad-encoding", reader.Fault?.Code);
        Assert.True(reader.TryRead());
        Assert.Equal("too-many-columns", reader.Fault?.Code);
        Assert.True(reader.TryRead());
        Assert.Equal("4", Fields(reader)[0]);
    }

    [Fact]
    public void Nesting_of_any_depth_takes_no_stack()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        using var reader = Begin($$"""[{"a":{{deep}}},{"a":1}]""");
        Assert.True(reader.TryRead());
        Assert.Contains("deep", reader.Fault?.Message, StringComparison.Ordinal);
        Assert.True(reader.TryRead());
        Assert.Null(reader.Fault);
    }

    [Fact]
    public void Nothing_but_space_is_refused() => Assert.Equal("bad-json", Assert.Throws<DataException>(() => Begin(" \n ")).Code);

    [Fact]
    public void Random_text_ends_in_records_or_a_named_fault_and_what_is_an_array_has_its_elements()
    {
        string[] parts = ["{", "}", "\"a\"", "\"b\\n\"", ":", ",", "1", "null", "[", "]", "\n", " ", "{\"a\":1}", "{\"é\":\"🛒\",\"b\":[1]}", "\\", "true", "\ufffd"];
        Gen.Int[0, parts.Length - 1].Array[1, 30].Sample(choices =>
        {
            var text = "[" + string.Concat(choices.Select(i => parts[i]));
            var expected = Elements(text);
            var found = -1;
            try
            {
                using var reader = Begin(text);
                var count = 0;
                while (reader.TryRead())
                    count++;
                found = count;
            }
            catch (DataException error)
            {
                Assert.Equal("bad-json", error.Code);
            }

            // An element that is set aside is not read to its end, so that more may pass than is JSON, and never less.
            if (expected >= 0)
                Assert.Equal(expected, found);
        }, iter: 20_000);
    }

    private static int Elements(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetArrayLength();
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    private static JsonBodyReader Begin(string body)
    {
        var reader = new JsonBodyReader("body");
        reader.Begin(Encoding.UTF8.GetBytes(body));
        return reader;
    }

    private static string[] Fields(JsonBodyReader reader) => [.. Enumerable.Range(0, reader.Columns.Count).Select(i => Encoding.UTF8.GetString(reader.Field(i)))];
}
