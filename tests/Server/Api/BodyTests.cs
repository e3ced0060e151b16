using System.Text;
using System.Text.Json;
using CsCheck;
using Kirana.Server.Api.Bodies;
using Kirana.Server.Api.Problems;

namespace Kirana.Tests.Server.Api;

public sealed class BodyTests
{
    [Theory]
    [InlineData("[[[]]]", 3, false)]
    [InlineData("[[[[]]]]", 3, true)]
    [InlineData("[[],[],[[]]]", 3, false)]
    [InlineData("{\"a\":{\"b\":[1]}}", 3, false)]
    [InlineData("{\"a\":\"[[[[[[\"}", 3, false)]
    [InlineData("{\"a\":\"\\\"[[[[\\\\\"}", 3, false)]
    [InlineData("{\"a\":\"\\\\\",\"b\":[[[]]]}", 3, true)]
    [InlineData("{}\n{}\n{}\n{}\n", 1, false)]
    [InlineData("]]]][[[[", 3, false)]
    public void Nesting_is_counted_outside_strings(string json, int limit, bool exceeds) =>
        Assert.Equal(exceeds, JsonNesting.Exceeds(Encoding.UTF8.GetBytes(json), limit));

    [Fact]
    public void Nesting_agrees_with_the_parser_on_any_json() => Nested(12).Sample(json =>
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        bool parses;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 5 });
            parses = true;
        }
        catch (JsonException)
        {
            parses = false;
        }

        Assert.Equal(!parses, JsonNesting.Exceeds(bytes, 5));
    });

    [Fact]
    public void A_visit_is_read_or_refused_whatever_it_holds() => Gen.OneOf(Nested(8),
        Gen.Char["{}[]\":,useritemkndvw\\u00d8 10.e"].Array[0, 60].Select(chars => new string(chars))).Sample(json =>
    {
        try
        {
            var visit = SessionReader.Read(Encoding.UTF8.GetBytes(json), 16);
            Assert.All(visit.Events, line => Assert.NotEmpty(line.Item));
        }
        catch (ProblemException refused)
        {
            Assert.Equal(400, refused.Problem.Status);
        }
    }, iter: 5000);

    [Fact]
    public void Room_for_bodies_is_limited_and_given_back()
    {
        var room = new BodyRoom(10_000);
        using (var body = new PooledBody(room))
        {
            body.Add(body.Free(8000).Length);
            Assert.Throws<ProblemException>(() => new PooledBody(room).Free(4000));
        }

        using var next = new PooledBody(room);
        Assert.True(next.Free(8000).Length >= 8000);
    }

    private static Gen<string> Nested(int deepest) =>
        Gen.Select(Gen.Int[0, deepest], Gen.String.AlphaNumeric, Gen.Bool).Select((depth, text, asObject) =>
        {
            var json = JsonSerializer.Serialize(text + "[{\"\\");
            for (var i = 0; i < depth; i++)
                json = (i + (asObject ? 1 : 0)) % 2 == 0 ? $"[{json},[]]" : $"{{\"a\":{json},\"b{i}\":1}}";
            return json;
        });
}
