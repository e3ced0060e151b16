using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Kirana.Tests.Server;

/// <summary>What a server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Type, string Text, JsonElement Json, HttpResponseHeaders Headers)
{
    public JsonElement this[string name] => Json.GetProperty(name);

    /// <summary>Checks that the answer is good.</summary>
    public Answer Good(int status = 200)
    {
        Assert.True((int)Status == status, $"expected {status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>Checks that the answer is a problem as every problem has to be.</summary>
    public Answer Problem(int status, string? code = null)
    {
        Assert.True((int)Status == status, $"expected {status}, got {(int)Status}: {Text}");
        Assert.Equal("application/problem+json", Type);
        Assert.Equal(status, this["status"].GetInt32());
        Assert.NotEmpty(this["title"].GetString()!);
        Assert.NotEmpty(this["detail"].GetString()!);
        Assert.Matches("^[a-z]+(-[a-z]+)*$", this["code"].GetString());
        if (code is not null)
            Assert.Equal(code, this["code"].GetString());
        // No stack, no type and no path of the machine.
        Assert.DoesNotMatch(@"   at |Exception|System\.|Kirana\.|/tmp/|/home/|\.cs:line", Text);
        return this;
    }
}
