using System.Net;
using System.Net.Sockets;
using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Server;
using Kirana.Server.Hosting;
using Kirana.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kirana.Tests.Server.Hosting;

public sealed class ServerTests(TrainedShop shops)
{
    [Fact]
    public void A_port_in_use_is_told_with_the_next_free_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var shop = shops.Open();
        using var state = new TemporaryFolder();
        var error = Assert.Throws<DataException>(() => KiranaServer.Build(shop, state.Path, new ServeOptions { Port = port }));
        Assert.Equal("port-in-use", error.Code);
        Assert.Contains($"{port}", error.Message);
        Assert.Matches(@"^--port \d+ is free\.$", error.Hint);
        Assert.True(KiranaServer.NextFreePort(IPAddress.Loopback, port) > port);
    }

    [Fact]
    public void An_address_of_another_machine_is_refused()
    {
        using var shop = shops.Open();
        using var state = new TemporaryFolder();
        Assert.Equal("bad-address", Assert.Throws<DataException>(() => KiranaServer.Build(shop, state.Path, new ServeOptions { Address = IPAddress.Parse("203.0.113.7") })).Code);
    }

    [Fact]
    public async Task A_shop_without_models_is_ready_and_degraded()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.Start(EmbeddedShop.Create(folder["shop"], new ShopSettings()));
        var ready = (await server.Get("/health/ready")).Good();
        Assert.Equal("degraded", ready["status"].GetString());
        Assert.NotEqual(0, ready["problems"].GetArrayLength());
        var list = (await server.Get("/v1/recommendations?user=anybody")).Good();
        Assert.True(list["degraded"].GetBoolean());
        Assert.Equal(0, list["items"].GetArrayLength());
        (await server.Get("/v1/forecasts?item=1")).Problem(404, "no-model");
        Assert.Equal(0, (await server.Get("/v1/models/forecast")).Good()["versions"].GetArrayLength());
        Assert.Equal(0, (await server.Get("/v1/overview")).Good()["figures"].GetProperty("orders").GetInt64());
    }

    [Fact]
    public async Task Stopping_lets_what_is_under_way_finish_and_stores_it()
    {
        var folder = shops.CopyFolder();
        using (var shop = EmbeddedShop.Open(folder, ShopAccess.Serve))
        {
            using var state = new TemporaryFolder();
            await using var app = KiranaServer.Build(shop, state.Path, new ServeOptions { Port = 0, Dashboard = false, HandlesSignals = false });
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var sent = Enumerable.Range(0, 20).Select(i => client.PostAsync("/v1/events",
                TestServer.Content($$"""[{"id":"stop{{i}}","time":"2024-06-01T10:00:00Z","kind":"view","item":"S1","user":"stopper"}]"""))).ToArray();
            var first = await Task.WhenAny(sent);
            Assert.Equal(HttpStatusCode.Accepted, (await first).StatusCode);
            await app.StopAsync();
            var accepted = 0;
            foreach (var answer in sent)
                try
                {
                    accepted += (await answer).StatusCode == HttpStatusCode.Accepted ? 1 : 0;
                }
                catch (HttpRequestException)
                {
                    // Not yet connected when the server stopped listening: nothing was promised.
                }

            await app.DisposeAsync();
            Assert.True(shop.Records.Erase("stopper") >= accepted);
        }
    }

    [Fact]
    public async Task A_server_looks_at_its_overview_itself_once_it_listens()
    {
        using var shop = shops.Open();
        using var state = new TemporaryFolder();
        await using var app = KiranaServer.Build(shop, state.Path, new ServeOptions { Port = 0, HandlesSignals = false });
        var asked = new TaskCompletionSource<string>();
        app.Use((context, next) =>
        {
            asked.TrySetResult(context.Request.Path);
            return next(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("/", await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_missing_is_told_to_browsers_by_a_page_and_to_programs_by_a_problem()
    {
        await using var server = await TestServer.Start(shops.Open(), dashboard: true);
        var page = await server.Ask(HttpMethod.Get, "/no-such-page", null, null, ("Accept", "text/html,application/xhtml+xml"));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.Status, page.Type));
        Assert.Contains("This address leads nowhere", page.Text);
        (await server.Get("/no-such-page")).Problem(404, "no-route");
        (await server.Ask(HttpMethod.Get, "/v1/no-such-route", null, null, ("Accept", "text/html"))).Problem(404, "no-route");
    }

    [Fact]
    public async Task A_start_takes_no_orders_from_the_environment()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://0.0.0.0:0");
        try
        {
            await using var server = await TestServer.Start(shops.Open());
            Assert.All(server.App.Urls, url => Assert.Equal("127.0.0.1", new Uri(url).Host));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }
    }

    [Fact]
    public async Task Another_application_injects_the_served_shop()
    {
        using var shop = shops.Open();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddKirana(shop);
        using var host = builder.Build();
        await host.StartAsync();
        var list = host.Services.GetRequiredService<ShopServing>().Recommend("17850", new RecommendOptions());
        Assert.False(list.Degraded);
        var receipt = await host.Services.GetRequiredService<Intake>().Take(Operate.Records.RecordKinds.Events,
            """[{"id":"own","time":"2024-06-01T10:00:00Z","kind":"view","item":"S1"}]"""u8.ToArray(), CancellationToken.None);
        Assert.Equal(1, receipt.Added);
        await host.StopAsync();
    }

    [Fact]
    public void Two_shops_in_one_application_or_a_wrong_option_are_refused()
    {
        using var shop = shops.Open();
        var services = new ServiceCollection();
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddKirana(shop, new KiranaOptions { BodyBytes = 1 }));
        services.AddKirana(shop);
        Assert.Throws<InvalidOperationException>(() => services.AddKirana(shop));
        Assert.Throws<InvalidOperationException>(() => WebApplication.CreateEmptyBuilder(new WebApplicationOptions()).Build().MapKirana());
    }
}
