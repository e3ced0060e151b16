using Kirana.Bench.Load;
using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Reports;
using Kirana.Bench.Load.Scenarios;
using Kirana.Bench.Load.Target;

if (args is [] or ["--help"])
    return LoadArguments.Usage();
LoadArguments arguments;
try
{
    arguments = LoadArguments.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

var settings = arguments.Settings;
var results = new List<ScenarioResult>();
foreach (var name in arguments.Scenarios)
{
    Console.Error.WriteLine($"{name} …");
    var result = Run(name);
    results.Add(result);
    if (!arguments.Json)
        Console.Write(LoadTable.Of(result));
}

if (arguments.Json)
    Console.WriteLine(LoadJson.Of(results, settings));
if (arguments.Report is { } report)
    File.WriteAllText(report, LoadReport.Of(results, settings));
return results.SelectMany(result => result.Figures).Any(figure => figure.Met is false) ? 2 : 0;

// A scenario has a server and a shop of its own, so that none meets what another left behind.
ScenarioResult Run(string name)
{
    var ids = ShopIds.Read(settings.Shop, settings.Seed);
    if (settings.Url is { } url)
    {
        using var running = ServedShop.At(url);
        return Scenario(name, running, ids);
    }

    using var copy = new ShopCopy(settings.Shop);
    ServedShop Start() => ServedShop.Start(settings.Tool!, copy.Folder, ids.User());
    switch (name)
    {
        case "start":
            return Starts.Run(Start);
        case "kill":
            return Kills.Run(Start, copy.Folder, ids, settings.Rounds);
        default:
            using (var started = Start())
                return Scenario(name, started, ids);
    }
}

ScenarioResult Scenario(string name, ServedShop shop, ShopIds ids) => name switch
{
    "recommendations" => Questions.Recommendations(shop, ids, settings),
    "forecasts" => Questions.Forecasts(shop, ids, settings),
    "events-1" => Ingest.Run(shop, ids, settings, batch: 1, connections: 64, target: 8_000),
    "events-100" => Ingest.Run(shop, ids, settings, batch: 100, connections: 16, target: 120_000),
    "events-10000" => Ingest.Run(shop, ids, settings, batch: 10_000, connections: 4, target: 180_000),
    "fresh" => Freshness.Run(shop, ids),
    "paint" => FirstPaint.Run(shop, settings.Browser),
    "mixed" => Mixed.Run(shop, ids, settings),
    _ => throw new ArgumentException($"'{name}' needs --tool: it starts and kills the server itself."),
};
