using System.Text.Json.Serialization;

namespace Kirana.Cli.Commands.Demo;

/// <summary>What <c>kirana demo</c> did.</summary>
/// <param name="Import">The import of the sample shop's data.</param>
/// <param name="Recommend">The recommender.</param>
/// <param name="Forecast">The forecast of items by day.</param>
/// <param name="Seconds">Where the time went.</param>
/// <param name="PeakMb">The largest resident memory.</param>
/// <param name="Report">The report's path.</param>
/// <param name="Url">The page's address, if it is served.</param>
internal sealed record DemoAnswer(
    DemoImport Import, DemoModel Recommend, DemoModel Forecast, DemoSeconds Seconds, double PeakMb, string Report,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null);
