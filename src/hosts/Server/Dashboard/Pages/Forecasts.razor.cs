using System.Globalization;
using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Operate.Shops;
using Kirana.Pictures.Charts;
using Kirana.Pipelines.Forecast.Details;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard.Parts;
using Kirana.Server.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>What one product is expected to sell over what it sold, how such a forecast would have done, and where forecasts do well and badly.
/// The address holds everything that is shown.</summary>
public sealed partial class Forecasts : ComponentBase
{
    private const int Farthest = 365;
    private const int MostWorst = 12;
    private const int WorstSeen = 4;

    // What was sold before the forecast's first step, as far back as the eye can use it.
    private const int StepsBefore = 120;

    private const int DaysOfSeason = 7;
    private const int WeeksOfSeason = 52;

    // The season repeats itself: a few of them show its shape.
    private const int SeasonsShown = 4;

    private static readonly double[] Levels = [0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>The product's id; none is chosen if missing.</summary>
    [SupplyParameterFromQuery]
    public string? Item { get; set; }

    /// <summary>The location's id; all together if missing.</summary>
    [SupplyParameterFromQuery]
    public string? Location { get; set; }

    /// <summary>Steps ahead; what the model is calibrated for if missing.</summary>
    [SupplyParameterFromQuery]
    public int? Horizon { get; set; }

    /// <summary><c>day</c> (default) or <c>week</c>.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? StepName { get; set; }

    /// <summary>The version of the shop that is shown.</summary>
    [CascadingParameter]
    public ShopVersion Version { get; set; }

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private Answers Kept { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    private Step Step => StepName is "week" ? Step.Week : Step.Day;

    private string Unit => Step == Step.Week ? "week" : "day";

    private string Name { get; set; } = "";

    private IReadOnlyList<string> Places { get; set; } = [];

    private SearchMatch? Chosen => Item is null ? null : new SearchMatch(Item, Name, 0);

    private int Season => Step == Step.Week ? WeeksOfSeason : DaysOfSeason;

    private string SeasonWords => Step == Step.Week ? "52 weeks" : "seven days";

    private string Where => Location is null ? "all locations together" : $"in {Location}";

    private string Asked => $"{Item}\n{Location}\n{Step}";

    private string AccuracyNote => $"Products by {Unit}; the end of every series was held out when the current recipe was trained";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (Item, Location) = (Given(Item), Given(Location));
        Horizon = Horizon is { } horizon ? Math.Clamp(horizon, 1, Farthest) : null;
        (Name, Places) = ("", Location is null ? [] : [Location]);
        if (Item is not { } item)
            return;
        Name = Serving.FindItems(Item, 20).FirstOrDefault(match => string.Equals(match.Id, Item, StringComparison.Ordinal)) is { Title.Length: > 0 } known ? known.Title : Item;
        var question = $"locations {item}";
        if (!Kept.TryGet<IReadOnlyList<SearchMatch>>(question, Version, out var places))
        {
            var version = Version;
            places = await Task.Run(() => Kept.Get(question, version, () => Serving.LocationsOf(item)));
        }

        // Meanwhile another product may have been chosen.
        if (string.Equals(item, Item, StringComparison.Ordinal))
            Places = [.. places.Select(place => place.Id).Union(Places, StringComparer.Ordinal)];
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private (ServedForecast Forecast, TimeSeries Demand) Ahead() =>
        (Serving.Forecast(Item!, Location, Horizon, Step, Levels), Serving.Demand(Item!, Location, Step));

    private Chart FanOf(ServedForecast forecast, TimeSeries demand) => Fan($"Forecast of {Name}", demand, forecast.Forecast);

    private Chart BacktestOf(SeriesBacktest test) => Fan($"Held-out end of {Name} with its forecast", test.History, test.Forecast);

    /// <summary>The series that cost most, with what was expected of their end; one that is too short now is passed over.</summary>
    private IReadOnlyList<(SeriesAccuracy Series, SeriesBacktest Test)> Worst()
    {
        var worst = new List<(SeriesAccuracy, SeriesBacktest)>();
        foreach (var series in Serving.Accuracy(Step).Worst)
        {
            if (worst.Count == WorstSeen)
                break;
            try
            {
                worst.Add((series, Serving.Backtest(series.Item, step: Step)));
            }
            catch (Exception error) when (error is DataException or KeyNotFoundException)
            {
                // Its records are gone, or were cut short, since the training.
            }
        }

        return worst;
    }

    private Chart SeenOf(SeriesAccuracy series, SeriesBacktest test) => Fan($"Held-out end of {TitleOf(series)} with its forecast", test.History, test.Forecast);

    private static string TitleOf(SeriesAccuracy series) => series.Title.Length > 0 ? series.Title : series.Item;

    /// <summary>Trend, season and rest of what was sold; nothing without more than two seasons.</summary>
    private (string Name, Chart Chart)[]? PartsOf(TimeSeries demand)
    {
        if (SeriesParts.Of(demand.Values, Season) is not { } parts)
            return null;
        var from = Math.Max(0, demand.Length - 3 * StepsBefore);
        var places = Enumerable.Range(from, demand.Length - from).Select(i => Axis.At(demand.Axis.DayOf(i))).ToArray();
        var few = Math.Max(from, demand.Length - SeasonsShown * Season);
        Chart Line(string title, params IReadOnlyList<Mark> marks) => new() { Title = title, Subtitle = $"Units a {Unit}", X = Axis.Time, Marks = marks };
        return
        [
            ("Trend", Line($"Trend of {Name}", new LineMark("sold", places, demand.Values[from..].ToArray()) { Hue = Hue.Ink }, new LineMark("trend", places, parts.Trend[from..]) { Hue = Hue.Blue })),
            ("Season", Line($"Season of {Name}", new LineMark("season", places[(few - from)..], parts.Season[few..]) { Hue = Hue.Blue })),
            ("Rest", Line($"Rest of {Name}", new LineMark("rest", places, parts.Rest[from..]) { Hue = Hue.Vermilion })),
        ];
    }

    private Chart Fan(string title, TimeSeries demand, Forecast.SeriesForecast forecast)
    {
        double At(TimeAxis axis, int offset) => Axis.At(axis.DayOf(offset));
        var split = At(forecast.Axis, 0);
        var days = Enumerable.Range(0, demand.Length).Select(i => (X: At(demand.Axis, i), Y: demand.Values[i])).ToArray();
        var before = days.Where(day => day.X < split).TakeLast(StepsBefore).ToArray();
        var truth = days.Where(day => day.X >= split).Take(forecast.Horizon).ToArray();
        var places = Enumerable.Range(0, forecast.Horizon).Select(i => At(forecast.Axis, i)).ToArray();
        return new Chart
        {
            Title = title,
            Subtitle = $"Units a {Unit}",
            X = Axis.Time,
            Y = new Axis { Minimum = 0 },
            Marks = FanChart.Marks(
                (before.Select(day => day.X).ToArray(), before.Select(day => day.Y).ToArray()),
                (truth.Select(day => day.X).ToArray(), truth.Select(day => day.Y).ToArray()), places, forecast.Mean, forecast.Levels, forecast.Quantiles),
        };
    }

    private string Address(string? item = null, string? location = null, int? horizon = null, string? step = null)
    {
        var steps = horizon is { } asked ? (asked > 0 ? asked : (int?)null) : Horizon;
        return Links.To("forecasts", ("item", item ?? Item), ("location", location ?? Location),
            ("horizon", steps?.ToString(CultureInfo.InvariantCulture)), ("step", (step ?? StepName) is "week" ? "week" : null));
    }

    private void Go(string? item, string? location = null, int? horizon = null) => Navigation.NavigateTo(Address(item, location, horizon));
}
