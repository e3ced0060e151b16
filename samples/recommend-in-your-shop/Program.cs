using System.Text.Json;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Server;
using Kirana.Storage;
using YourShop;

var builder = WebApplication.CreateBuilder(args);
var orders = new Orders(until: TimeProvider.System.GetUtcNow());   // the shop as it was before Kirana
builder.Services.AddSingleton(orders);

const string Folder = "kirana-shop";
if (!Directory.Exists(Folder))
    Learning.Run(Folder, orders.All());
using IShop shop = EmbeddedShop.Open(Folder, ShopAccess.Serve);
builder.Services.AddKirana(shop);                                  // 1. the shop's models, kept fresh

var app = builder.Build();
app.MapKirana();                                                   // 2. the HTTP interface: /v1/recommendations and the others

app.MapGet("/", (string? customer, ShopServing kirana) => Page.Home(
    customer ?? "C000", kirana.Recommend(customer ?? "C000", new RecommendOptions { Count = 4, Why = true })));

app.MapGet("/products/{id}", (string id, string? customer, ShopServing kirana) => Catalogue.Titles.ContainsKey(id)
    ? Page.Product(id, customer ?? "C000", kirana.Similar(id, new RecommendOptions { Count = 4 }))   // 3. a list on the product's page
    : Results.NotFound());

app.MapPost("/orders", async (string customer, string product, Intake intake, CancellationToken cancellation) =>
{
    if (!Catalogue.Titles.ContainsKey(product))
        return Results.NotFound();
    var order = orders.Add(customer, product, TimeProvider.System.GetUtcNow());
    var bought = new { id = order.Id, time = order.Time, kind = "purchase", user = customer, item = product, quantity = order.Quantity };
    await intake.Take(RecordKinds.Events, JsonSerializer.SerializeToUtf8Bytes(new[] { bought }), cancellation);   // 4. the next list knows of it
    return Results.Redirect($"/?customer={Uri.EscapeDataString(customer)}");
});

app.Run();
