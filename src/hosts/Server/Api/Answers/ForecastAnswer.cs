using System.ComponentModel;
using Kirana.Pipelines.Serving;

namespace Kirana.Server.Api.Answers;

/// <summary>A forecast.</summary>
/// <param name="Item">The item.</param>
/// <param name="Location">The location.</param>
/// <param name="Model">The version that answered.</param>
/// <param name="Step">Day or week.</param>
/// <param name="Fallback">Why a simpler model speaks.</param>
/// <param name="Dates">The first day of each step.</param>
/// <param name="Mean">The expected units of each step.</param>
/// <param name="Quantiles">The quantiles.</param>
internal sealed record ForecastAnswer(
    string Item,
    [property: Description("Missing where all locations are added up.")] string? Location,
    [property: Description("The model version that answered.")] string Model,
    [property: Description("`day` or `week`.")] string Step,
    [property: Description("Why a simpler model speaks than was trained for, if one does.")] string? Fallback,
    [property: Description("The first day of each step, in the shop's calendar.")] IReadOnlyList<string> Dates,
    [property: Description("The expected units of each step.")] IReadOnlyList<double> Mean,
    [property: Description("For each level, the units that each step stays below with that probability.")] IReadOnlyList<QuantileAnswer> Quantiles)
{
    /// <summary>What the forecast uses beside the units sold.</summary>
    [Description("What the forecast uses beside the units sold, in words: stock-outs, holidays, prices and promotions.")]
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>A forecast as it was served.</summary>
    /// <param name="served">The forecast.</param>
    public static ForecastAnswer Of(ServedForecast served)
    {
        var forecast = served.Forecast;
        var dates = new string[forecast.Horizon];
        for (var step = 0; step < dates.Length; step++)
            dates[step] = forecast.Axis.Label(step);
        var quantiles = new QuantileAnswer[forecast.Levels.Length];
        for (var level = 0; level < quantiles.Length; level++)
            quantiles[level] = new QuantileAnswer(forecast.Levels[level], forecast.Quantiles[level]);
        return new ForecastAnswer(served.Item, served.Location, served.Model, StepWords.Of(served.Step), forecast.Fallback, dates, forecast.Mean, quantiles)
        {
            Uses = served.Uses,
        };
    }
}
