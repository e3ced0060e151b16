using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>A forecast of one item.</summary>
/// <param name="Item">The series' key: the item, or <c>item|location</c>.</param>
/// <param name="Title">The item's title.</param>
/// <param name="Model">The version that answered.</param>
/// <param name="Method">The kind of model of this series.</param>
/// <param name="Fallback">Why a simpler model speaks than was asked for, if one does.</param>
/// <param name="Step"><c>day</c> or <c>week</c>.</param>
/// <param name="Times">The steps.</param>
/// <param name="Mean">The expected value of each.</param>
/// <param name="Quantiles">For each level the value of each step.</param>
internal sealed record ForecastAnswer(
    string Item, string Title, string Model, string Method, string? Fallback, string Step, IReadOnlyList<string> Times, IReadOnlyList<double> Mean,
    IReadOnlyDictionary<string, double[]> Quantiles)
{
    /// <summary>What the forecast uses beside the units sold.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>Describes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="title">The item's title.</param>
    public static ForecastAnswer Of(ItemForecast answer, string title)
    {
        var forecast = answer.Forecast;
        return new ForecastAnswer(
            forecast.Key, title, $"{answer.Version.Kind} {answer.Version.Number}", forecast.Model, forecast.Fallback, forecast.Axis.Step.ToString().ToLowerInvariant(),
            [.. Enumerable.Range(0, forecast.Horizon).Select(i => forecast.Axis.Label(i))], forecast.Mean,
            forecast.Levels.Zip(forecast.Quantiles).ToDictionary(pair => FormattableString.Invariant($"{pair.First}"), pair => pair.Second, StringComparer.Ordinal))
        {
            Uses = answer.Uses,
        };
    }
}
