using System.Globalization;
using System.Text;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Import;
using Kirana.Pipelines.Recommend;
using Kirana.Storage;

namespace Kirana.Tests.Dashboard.Stage;

/// <summary>A shop small enough to be made and trained for a test run: 40 customers, 60 products, 140 days, some lines that break the contract,
/// and ids that would break a careless page.</summary>
internal static class SmallShop
{
    /// <summary>An item's id that is a path, a quote and an element at once.</summary>
    public const string OddItem = "../x'<script>alert(1)</script>";

    /// <summary>A customer's id with what has a meaning in addresses, and letters from elsewhere.</summary>
    public const string OddUser = "a/b?c=d&e#f%2e+ ☕漢字";

    /// <summary>An item that sells every day.</summary>
    public const string Item = "sku-01";

    /// <summary>Its title.</summary>
    public const string Title = "Teapot 01";

    /// <summary>A customer with a history.</summary>
    public const string User = "customer-03";

    /// <summary>The text of a line that a spreadsheet would run.</summary>
    public const string Formula = "=HYPERLINK(\"http://example.org\")";

    /// <summary>Makes a shop without a record.</summary>
    /// <param name="folder">Where.</param>
    public static void MakeEmpty(string folder) =>
        EmbeddedShop.Create(folder, new ShopSettings { Name = "Corner shop", Currency = "EUR", TimeZone = "Europe/Berlin" }).Dispose();

    /// <summary>Makes a shop with records and two versions of both models, of which the first serves.</summary>
    /// <param name="folder">Where.</param>
    public static void Make(string folder)
    {
        MakeEmpty(folder);
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Write);
        ImportJob.Run(shop, new ImportRequest { Stream = new MemoryStream(Encoding.UTF8.GetBytes(Lines())), Name = "sales.csv" });
        foreach (var promote in new[] { true, false })
        {
            RecommendTraining.Run(shop, new RecommendTrainingOptions { TestDays = 20, Tune = false, Promote = promote }, FitContext.Default);
            new ForecastTraining { Promote = promote }.Run(shop, FitContext.Default);
        }
    }

    private static string Lines()
    {
        var text = new StringBuilder("id,time,kind,user,session,item,title,quantity,unit_price,location\n");
        var (number, random) = (0, 7u);
        uint Next(uint below) => ((random = (random * 1664525) + 1013904223) >> 8) % below;
        for (var day = 0; day < 140; day++)
        {
            Line(text, ++number, day, $"customer-{Next(40):00}", Item, Title, 1 + (day % 7), 3.5, "Berlin");
            for (var sale = 0; sale < 6; sale++)
            {
                // A customer keeps to a quarter of the products, so that there is something to learn.
                var user = Next(40);
                var item = (user % 4) + (4 * Next(15));
                Line(text, ++number, day, $"customer-{user:00}", $"sku-{item:00}", $"Teapot {item:00}", 1 + (int)Next(4), 2.5 + item, sale % 3 == 0 ? "Berlin" : "Köln");
            }
        }

        for (var day = 0; day < 140; day += 2)
        {
            Line(text, ++number, day, OddUser, OddItem, "Tea & <b>biscuits</b> ☕", 2, 4.5, "Köln");
            Line(text, ++number, day, OddUser, Item, Title, 1, 3.5, "Köln");
        }

        text.Append("bad-1,not a day,purchase,customer-01,s,sku-01,Teapot 01,1,3,Köln\n");
        text.Append("bad-2,2024-03-01T10:00:00Z,purchase,customer-01,s,sku-01,Teapot 01,many,3,Köln\n");
        text.Append(CultureInfo.InvariantCulture, $"\"{Formula.Replace("\"", "\"\"", StringComparison.Ordinal)}\",never,purchase,customer-01,s,sku-01,Teapot 01,1,3,Köln\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, int number, int day, string user, string item, string title, int quantity, double price, string location)
    {
        var time = new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddDays(day).AddMinutes(number % 600);
        text.Append(CultureInfo.InvariantCulture, $"e{number},{time:yyyy-MM-dd'T'HH:mm:ss'Z'},purchase,{user},s{number / 2},\"{item}\",\"{title}\",{quantity},{price},{location}\n");
    }
}
