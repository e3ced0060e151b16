using Kirana.Forecast.Batches;
using Kirana.Operate.Access;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;

namespace Kirana.Server.Api;

/// <summary>Forecasts of items.</summary>
/// <param name="shop">The shop.</param>
internal sealed class ForecastsApi(ServedShop shop) : IApi
{
    private static readonly QueryParameter Item = new("item", QueryKind.Id, "The item's id.") { Required = true, Example = "85123A" };
    private static readonly QueryParameter Location = new("location", QueryKind.Id, "One location's id; all together where missing.");
    private static readonly QueryParameter Step = new("step", QueryKind.Word, "The length of a step.") { Words = StepWords.All, Default = "day", Example = "day" };

    private static readonly QueryParameter Horizon = new("horizon", QueryKind.Whole, "Steps ahead.")
    {
        Minimum = 1, Maximum = BatchModel.LongestHorizon, Default = "what the model is calibrated for", Example = "2",
    };

    private static readonly QueryParameter Quantiles = new("quantiles", QueryKind.Levels, "The probabilities of the quantiles, from 0.025 to 0.975.")
    {
        Default = "0.1,0.5,0.9", Example = "0.1,0.9",
    };

    /// <inheritdoc/>
    public string Subject => "forecasts";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/v1/forecasts", AccessScope.Read, Answer)
        {
            Operation = "forecast", Summary = "An item's future demand.", Parameters = [Item, Location, Horizon, Step, Quantiles],
            Type = ServerJson.Web.ForecastAnswer, Problems = [404],
            Example = """{"item":"85123A","model":"shop-forecast 2","step":"day","dates":["2011-12-10","2011-12-11"],"mean":[81.5,64.2],"quantiles":[{"level":0.1,"values":[20.1,12.4]},{"level":0.9,"values":[151.7,118.3]}]}""",
        },
    ];

    private Task Answer(ApiCall call)
    {
        var query = call.Query;
        var (item, location, horizon) = (query.Id(Item)!, query.Id(Location), query.Whole(Horizon));
        var (step, levels) = (StepWords.Parse(query.Word(Step)), query.Levels(Quantiles));
        if (shop.Serving.State.Forecast is null)
            throw new ProblemException(new Problem(404, "no-model", "The shop has no forecast model that can be used.", "`kirana train forecast` makes one."));
        return call.Json(ForecastAnswer.Of(shop.Serving.Forecast(item, location, horizon, step, levels)), ServerJson.Web.ForecastAnswer);
    }
}
