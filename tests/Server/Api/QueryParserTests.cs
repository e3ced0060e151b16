using CsCheck;
using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;

namespace Kirana.Tests.Server.Api;

public sealed class QueryParserTests
{
    private static readonly QueryParameter[] Parameters =
    [
        new("user", QueryKind.Id, "An id."), new("k", QueryKind.Whole, "A number.") { Minimum = 1, Maximum = 100 }, new("why", QueryKind.Flag, "A flag."),
        new("step", QueryKind.Word, "A word.") { Words = ["day", "week"] }, new("quantiles", QueryKind.Levels, "Levels."),
    ];

    [Theory]
    [InlineData("", null, null)]
    [InlineData("?", null, null)]
    [InlineData("?user=a&why", "a", "true")]
    [InlineData("?user=a%20b+c&", "a b c", null)]
    [InlineData("?user=%C3%A9&why=false", "é", "false")]
    [InlineData("?user=é", "é", null)]
    [InlineData("?user=a=b", "a=b", null)]
    [InlineData("?%75ser=a", "a", null)]
    public void Reads_what_browsers_send(string query, string? user, string? why)
    {
        var values = QueryParser.Parse(query, Parameters);
        Assert.Equal((user, why), (values[0], values[2]));
    }

    [Theory]
    [InlineData("?user=%zz")]
    [InlineData("?user=100%")]
    [InlineData("?user=%C3")]
    [InlineData("?user=%ED%A0%80")]
    [InlineData("?%FF=1")]
    public void What_is_no_text_is_refused(string query) =>
        Assert.Equal("bad-query", Assert.Throws<ProblemException>(() => QueryParser.Parse(query, Parameters)).Problem.Code);

    [Fact]
    public void Any_value_comes_back_as_it_was_encoded() => Gen.String.Where(text => text.Length > 0 && !text.Any(char.IsSurrogate)).Sample(text =>
        Assert.Equal(text, QueryParser.Parse("?user=" + Uri.EscapeDataString(text) + "&k=1", Parameters)[0]));

    [Fact]
    public void Any_garbage_is_read_or_refused_and_nothing_else() => Gen.OneOf(
        Gen.String, Gen.Char["%&=+?;#user k=1why%20%ff%C3é\0"].Array[0, 40].Select(chars => new string(chars))).Sample(query =>
    {
        try
        {
            var values = new QueryValues(Parameters, QueryParser.Parse(query, Parameters));
            _ = values.Id(Parameters[0]);
            Assert.InRange(values.Whole(Parameters[1]) ?? 1, 1, 100);
            _ = values.Flag(Parameters[2]);
            Assert.Contains(values.Word(Parameters[3]), new[] { null, "day", "week" });
            Assert.All(values.Levels(Parameters[4]) ?? [], level => Assert.InRange(level, 0, 1));
        }
        catch (ProblemException refused)
        {
            Assert.Equal(400, refused.Problem.Status);
        }
    }, iter: 20_000);

    [Fact]
    public void An_id_is_measured_in_bytes()
    {
        var parameters = Parameters;
        Assert.NotNull(new QueryValues(parameters, QueryParser.Parse("user=" + new string('a', 256), parameters)).Id(parameters[0]));
        var refused = Assert.Throws<ProblemException>(() => new QueryValues(parameters, QueryParser.Parse("user=" + string.Concat(Enumerable.Repeat("%C3%A9", 129)), parameters)).Id(parameters[0]));
        Assert.Equal("long-id", refused.Problem.Code);
    }
}
