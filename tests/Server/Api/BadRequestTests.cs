using System.Text;

namespace Kirana.Tests.Server.Api;

/// <summary>Requests that are wrong, each answered with what is wrong and what to do.</summary>
public sealed class BadRequestTests(TrainedShop shops) : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(shops.Open());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/v1/recommendations", "missing-parameter", "user")]
    [InlineData("/v1/recommendations?user=", "missing-parameter", "user")]
    [InlineData("/v1/recommendations?user=1&k=0", "bad-parameter", "1 to 1000")]
    [InlineData("/v1/recommendations?user=1&k=1001", "bad-parameter", "1 to 1000")]
    [InlineData("/v1/recommendations?user=1&k=NaN", "bad-parameter", "1 to 1000")]
    [InlineData("/v1/recommendations?user=1&k=99999999999999999999", "bad-parameter", "1 to 1000")]
    [InlineData("/v1/recommendations?user=1&why=perhaps", "bad-parameter", "true or false")]
    [InlineData("/v1/recommendations?usr=1", "unknown-parameter", "Did you mean 'user'?")]
    [InlineData("/v1/recommendations?user=1&user=2", "repeated-parameter", "more than once")]
    [InlineData("/v1/recommendations?user=%ff", "bad-query", "UTF-8")]
    [InlineData("/v1/forecasts?item=85123A&horizon=0", "bad-parameter", "1 to")]
    [InlineData("/v1/forecasts?item=85123A&horizon=100000", "bad-parameter", "1 to")]
    [InlineData("/v1/forecasts?item=85123A&step=year", "bad-parameter", "day or week")]
    [InlineData("/v1/forecasts?item=85123A&quantiles=0.9,0.1", "bad-parameter", "ascending")]
    [InlineData("/v1/forecasts?item=85123A&quantiles=NaN", "bad-parameter", "ascending")]
    [InlineData("/v1/forecasts?item=85123A&quantiles=1.5", "bad-parameter", "below 1")]
    [InlineData("/v1/forecasts?item=85123A&quantiles=0.0001", "bad-value", "0.975")]
    [InlineData("/v1/quarantine?limit=-1", "bad-parameter", "1 to 1000")]
    public async Task A_wrong_parameter_is_told_with_its_limits(string path, string code, string says) =>
        Assert.Contains(says, (await _server.Get(path)).Problem(400, code).Text);

    [Theory]
    [InlineData("/v1/similar?item=S99", 404)]
    [InlineData("/v1/forecasts?item=S99", 404)]
    [InlineData("/v1/forecasts?item=85123A&location=Mars", 404)]
    [InlineData("/v1/nothing", 404)]
    [InlineData("/v2/recommendations", 404)]
    [InlineData("/v1/../etc/passwd", 404)]
    [InlineData("/v1/%2e%2e/%2e%2e/etc/passwd", 404)]
    [InlineData("/etc/passwd", 404)]
    public async Task What_is_not_there_is_said_to_be_missing(string path, int status) => (await _server.Get(path)).Problem(status);

    [Theory]
    [InlineData("PUT", "/v1/events", "POST")]
    [InlineData("GET", "/v1/events", "POST")]
    [InlineData("DELETE", "/v1/recommendations", "GET, POST")]
    [InlineData("POST", "/health/live", "GET")]
    [InlineData("PATCH", "/v1/models/recommend", "GET")]
    public async Task A_wrong_method_is_told_the_right_ones(string method, string path, string allowed)
    {
        using var response = await _server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[{]")]
    [InlineData("[1,2]")]
    [InlineData("\"events\"")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("<xml/>")]
    [InlineData("[{\"id\":\"\\ud800\"}]")]
    public async Task Malformed_records_are_refused_or_set_aside_and_nothing_is_stored(string body)
    {
        var answer = await _server.Post("/v1/events", body);
        if ((int)answer.Status == 202)
            Assert.Equal((0L, true), (answer["added"].GetInt64(), answer["rejectedCount"].GetInt64() > 0));
        else
            answer.Problem(400);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_or_set_aside()
    {
        using var body = new ByteArrayContent([.. "[{\"id\":\""u8, 0xff, 0xfe, .. "\"}]"u8]) { Headers = { ContentType = new("application/json") } };
        var answer = await _server.Ask(HttpMethod.Post, "/v1/events", body);
        if ((int)answer.Status == 202)
            Assert.Equal(0, answer["added"].GetInt64());
        else
            answer.Problem(400);
    }

    [Theory]
    [InlineData("\"time\":\"2999-01-01T00:00:00Z\",\"kind\":\"view\"", "future-time")]
    [InlineData("\"time\":\"1066-10-14T00:00:00Z\",\"kind\":\"view\"", "ancient-time")]
    [InlineData("\"time\":\"yesterday\",\"kind\":\"view\"", "bad-date")]
    [InlineData("\"kind\":\"view\"", "missing-value")]
    [InlineData("\"time\":\"2024-06-01T00:00:00Z\",\"kind\":\"dance\"", "unknown-word")]
    [InlineData("\"time\":\"2024-06-01T00:00:00Z\",\"kind\":\"purchase\",\"item\":\"S1\",\"unit_price\":\"NaN\"", "not-finite")]
    [InlineData("\"time\":\"2024-06-01T00:00:00Z\",\"kind\":\"purchase\",\"item\":\"S1\",\"quantity\":{}", null)]
    [InlineData("\"time\":\"2024-06-01T00:00:00Z\",\"kind\":\"purchase\",\"item\":\"S1\",\"quantity\":-1", "bad-quantity")]
    public async Task A_record_that_breaks_its_contract_is_set_aside_beside_good_ones(string fields, string? reason)
    {
        var body = $"[{{\"id\":\"bad\",{fields}}},{{\"id\":\"good-{fields.Length}\",\"time\":\"2024-06-01T00:00:00Z\",\"kind\":\"view\",\"item\":\"S1\",\"shoe_size\":44}}]";
        var receipt = (await _server.Post("/v1/events", body)).Good(202);
        Assert.Equal((1, 1), (receipt["added"].GetInt64(), receipt["rejectedCount"].GetInt64()));
        var rejected = receipt["rejected"][0];
        Assert.Equal(1, rejected.GetProperty("row").GetInt64());
        if (reason is not null)
            Assert.Equal(reason, rejected.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_body_of_another_type_is_refused(string type)
    {
        using var body = new ByteArrayContent("[]"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        (await _server.Ask(HttpMethod.Post, "/v1/events", body)).Problem(415, "media-type");
    }

    [Fact]
    public async Task A_body_packed_badly_or_otherwise_is_refused()
    {
        using var damaged = TestServer.Content("this is no gzip");
        damaged.Headers.ContentEncoding.Add("gzip");
        (await _server.Ask(HttpMethod.Post, "/v1/events", damaged)).Problem(400, "damaged-compression");
        using var brotli = TestServer.Content("[]");
        brotli.Headers.ContentEncoding.Add("br");
        (await _server.Ask(HttpMethod.Post, "/v1/events", brotli)).Problem(415, "content-encoding");
    }

    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/v1/recommendations")]
    public async Task Deep_nesting_is_refused_before_it_is_parsed(string path)
    {
        var deep = new StringBuilder().Insert(0, "[", 10_000).Append(']', 10_000).ToString();
        (await _server.Post(path, deep)).Problem(400, "deep-json");
        (await _server.Post(path, "[{\"id\":\"x\",\"extra\":" + deep + "}]")).Problem(400, "deep-json");
    }

    [Theory]
    [InlineData("[]", "wrong-type", "an object")]
    [InlineData("{\"user\":5}", "wrong-type", "user must be a string")]
    [InlineData("{\"user\":\"\"}", "wrong-type", "1 to 256 bytes")]
    [InlineData("{\"usr\":\"5\"}", "unknown-field", "Did you mean 'user'?")]
    [InlineData("{\"events\":[{\"item\":\"S1\",\"kind\":\"veiw\"}]}", "unknown-word", "Did you mean 'view'?")]
    [InlineData("{\"events\":[{\"kind\":\"view\"}]}", "wrong-type", "events[0].item")]
    [InlineData("{\"events\":[{\"item\":\"S1\",\"kind\":\"view\",\"time\":\"noon\"}]}", "wrong-type", "events[0].time")]
    [InlineData("{\"events\":[7]}", "wrong-type", "events[0]")]
    [InlineData("{\"user\":\"a\",\"user\":\"b\"}", "bad-json", "twice")]
    [InlineData("{\"user\":\"\\ud800\"}", "bad-json", "Unicode")]
    [InlineData("{\"user\":", "bad-json", "line 1")]
    public async Task A_visit_that_is_none_is_told_where_it_breaks(string body, string code, string says) =>
        Assert.Contains(says, (await _server.Post("/v1/recommendations", body)).Problem(400, code).Text);
}
