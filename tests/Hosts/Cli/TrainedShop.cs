using System.Globalization;
using System.Text;

namespace Kirana.Tests.Hosts.Cli;

/// <summary>A small shop, imported and trained once for all tests that only read it.</summary>
public sealed class TrainedShop : IDisposable
{
    private const int Days = 160;
    private readonly TemporaryFolder _folder = new();

    public TrainedShop()
    {
        Orders = _folder["orders.csv"];
        File.WriteAllText(Orders, Csv());
        Succeed("init", Folder, "--name", "Small shop", "--currency", "EUR");
        Imported = Succeed("import", Orders, "--shop", Folder, "--json");
        Recommend = Succeed("train", "recommend", "--no-tune", "--shop", Folder, "--json");
        Forecast = Succeed("train", "forecast", "--shop", Folder, "--json");
    }

    /// <summary>The shop's folder.</summary>
    public string Folder => _folder["shop"];

    /// <summary>The file it was made of.</summary>
    public string Orders { get; }

    internal Run Imported { get; }

    internal Run Recommend { get; }

    internal Run Forecast { get; }

    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    /// <summary>Two groups of customers with tastes of their own; every item sells with a rhythm of seven days.</summary>
    private static string Csv()
    {
        var csv = new StringBuilder("order,time,customer,sku,name,qty,price\n");
        var line = 0;
        for (var day = 0; day < Days; day++)
            for (var order = 0; order < 3 + day % 7 % 3; order++)
            {
                var user = (day * 7 + order * 11) % 40;
                for (var k = 0; k < 3; k++)
                {
                    var item = (user % 2 * 10) + (day * 3 + order * 5 + k * 7 + user) % 10;
                    var time = new DateTime(2024, 1, 1, 9 + order, k, 0, DateTimeKind.Utc).AddDays(day).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                    csv.Append(CultureInfo.InvariantCulture, $"O{day}-{order},{time},U{user},S{item},Item {item} é,{1 + line++ % 3},{2 + item}.50\n");
                }
            }

        return csv.ToString();
    }

    private static Run Succeed(params string[] args)
    {
        var run = Tool.Run(args);
        return run.ExitCode == 0 ? run : throw new InvalidOperationException($"kirana {string.Join(' ', args)} ended with {run.ExitCode}: {run.Output}{run.Error}");
    }
}
