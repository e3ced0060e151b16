using System.Globalization;
using System.Text;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Import;
using Kirana.Pipelines.Recommend;
using Kirana.Storage;
using Kirana.Tests.Server;

[assembly: AssemblyFixture(typeof(TrainedShop))]

namespace Kirana.Tests.Server;

/// <summary>A small shop with both models, made once; each test that changes something opens a copy of its own.</summary>
public sealed class TrainedShop : IDisposable
{
    private const int Days = 150;
    private readonly TemporaryFolder _folder = new();
    private int _copies;

    public TrainedShop()
    {
        using var shop = EmbeddedShop.Create(_folder["shop"], new ShopSettings { Name = "Small shop", Currency = "EUR" });
        ImportJob.Run(shop, new ImportRequest { Stream = new MemoryStream(Encoding.UTF8.GetBytes(Orders())), Name = "orders.csv", Kind = "events" });
        RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        new ForecastTraining().Run(shop, FitContext.Default);
    }

    /// <summary>A copy of the shop, opened for serving.</summary>
    public EmbeddedShop Open() => EmbeddedShop.Open(CopyFolder(), ShopAccess.Serve);

    /// <summary>The folder of a copy.</summary>
    public string CopyFolder()
    {
        var to = _folder[$"copy{Interlocked.Increment(ref _copies)}"];
        foreach (var file in Directory.EnumerateFiles(_folder["shop"], "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(_folder["shop"], file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Two groups of customers with tastes of their own; items sell with a rhythm of seven days. The ids of the documented examples are among them.</summary>
    private static string Orders()
    {
        var csv = new StringBuilder("session,time,user,item,title,quantity,unit_price,kind\n");
        var line = 0;
        for (var day = 0; day < Days; day++)
            for (var order = 0; order < 3 + day % 7 % 3; order++)
            {
                var user = (day * 7 + order * 11) % 40;
                for (var k = 0; k < 3; k++)
                {
                    var item = (user % 2 * 10) + (day * 3 + order * 5 + k * 7 + user) % 10;
                    var time = new DateTime(2024, 1, 1, 9 + order, k, 0, DateTimeKind.Utc).AddDays(day).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                    csv.Append(CultureInfo.InvariantCulture, $"O{day}-{order},{time},{User(user)},{Item(item)},Item {item} é,{1 + line++ % 3},{2 + item}.50,purchase\n");
                }
            }

        return csv.ToString();
    }

    private static string User(int user) => user == 0 ? "17850" : $"U{user}";

    private static string Item(int item) => item switch { 0 => "85123A", 2 => "22423", _ => $"S{item}" };
}
