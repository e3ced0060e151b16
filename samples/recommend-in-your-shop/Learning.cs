using Kirana.Data.Csv;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Import;
using Kirana.Pipelines.Recommend;
using Kirana.Storage;

namespace YourShop;

/// <summary>Gives Kirana the orders so far and has it learn from them. A job of a minute a night; here it runs once, before the first start.</summary>
public static class Learning
{
    public static void Run(string folder, IReadOnlyList<Order> orders)
    {
        using var shop = EmbeddedShop.Create(folder, new ShopSettings { Name = "Your shop", Currency = "EUR" });
        using var file = new MemoryStream();
        using (var csv = new CsvWriter(file))
        {
            csv.WriteRecord("id", "time", "user", "item", "title", "quantity");
            foreach (var order in orders)
                csv.WriteRecord(order.Id, $"{order.Time:O}", order.Customer, order.Product, Catalogue.Titles[order.Product], $"{order.Quantity}");
        }

        file.Position = 0;
        ImportJob.Run(shop, new ImportRequest
        {
            Stream = file, Name = "orders.csv", Kind = "events",
            Map = new Dictionary<string, string> { ["kind"] = "purchase" },
        });
        RecommendTraining.Run(shop, new RecommendTrainingOptions(), FitContext.Default);
    }
}
