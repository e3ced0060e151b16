using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;

namespace Kirana.Cli.Reports;

/// <summary>Composes a shop's report: what sells, how good the records are, what the models are worth.</summary>
internal static class ShopReport
{
    /// <summary>Composes the report.</summary>
    /// <param name="story">What it tells.</param>
    public static Report Compose(ShopStory story)
    {
        var sections = new List<Section> { Glance(story), Sales(story) };
        if (story.Recommend is { } recommend)
            sections.Add(RecommendSection.Compose(story, recommend));
        if (story.Forecast is { } forecast)
            sections.Add(ForecastSection.Compose(story, forecast));
        sections.Add(QualitySection.Compose(story));
        return new Report
        {
            Title = story.Settings.Name, Subtitle = Period(story), Sections = sections,
            Footer = $"Made by Kirana {CommandLine.Version} on {Day(story.Made)}.{(story.Attribution.Length > 0 ? " " + story.Attribution : "")}",
        };
    }

    /// <summary>A day as people write it.</summary>
    /// <param name="time">The moment.</param>
    public static string Day(DateTimeOffset time) => time.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>What stands before amounts of the shop's currency.</summary>
    /// <param name="story">The shop.</param>
    public static string Currency(ShopStory story) => story.Settings.Currency switch
    {
        "GBP" => "£",
        "EUR" => "€",
        "USD" => "$",
        "INR" => "₹",
        "JPY" => "¥",
        var code => code + " ",
    };

    /// <summary>An item's title, or its id where none is known.</summary>
    /// <param name="story">The shop.</param>
    /// <param name="item">The item's id.</param>
    public static string Title(ShopStory story, string item) => story.Items.GetValueOrDefault(item) is { Title.Length: > 0 } known ? known.Title : item;

    private static string Amount(ShopStory story, decimal amount) => (amount < 0 ? "−" : "") + Currency(story) + NumberText.Short((double)Math.Abs(amount));

    private static string Period(ShopStory story) =>
        story.Overview is { First: { } first, Last: { } last } ? $"{Day(first)} – {Day(last)}, amounts in {story.Settings.Currency}" : "No records yet";

    private static Section Glance(ShopStory story)
    {
        var overview = story.Overview;
        var numbers = new List<KeyNumber>
        {
            new(Amount(story, overview.Revenue), "revenue", $"net of returns; fees and charges come to {Amount(story, overview.Fees)}"),
            new(NumberText.Whole(overview.Orders), "orders"),
            new(NumberText.Whole(overview.Users), "customers"),
            new(NumberText.Whole(overview.Items), "products sold"),
        };
        if (story.Recommend is { } recommend && recommend.Metrics.TryGetValue("hit@10", out var hit))
            numbers.Add(new KeyNumber($"{hit.Estimate * 100:0} of 100", "customers find a purchase among ten suggestions",
                recommend.Baselines.TryGetValue("popular", out var popular) ? $"best sellers alone: {popular["hit@10"].Estimate * 100:0}" : ""));
        if (story.Forecast is { } forecast && ForecastSection.Gain(forecast.Scopes) is { } gain)
            numbers.Add(new KeyNumber($"{gain * 100:0} %", "smaller forecast error", "than repeating the same day of last week"));
        return new Section("At a glance", [new KeyNumbers(numbers)]);
    }

    private static Section Sales(ShopStory story)
    {
        var (overview, currency) = (story.Overview, Currency(story));
        var months = overview.Months.Select((month, i) => month.Month.ToString(i == 0 || month.Month.Month == 1 ? "MMM yyyy" : "MMM", CultureInfo.InvariantCulture)).ToArray();
        var top = overview.TopItems.Take(12).ToArray();
        return new Section("What sells",
        [
            new Figure(new Chart
            {
                Title = "Revenue by month", Subtitle = "Purchases less returns", X = Axis.Of(months), Y = new Axis { Prefix = currency },
                Marks = [new BarMark("revenue", [.. overview.Months.Select(month => (double)month.Revenue)])],
            }, LastMonth(overview.Last, overview.Months.Count > 0 ? overview.Months[^1].Month : null)),
            new Table(
                [new TableColumn("Product"), new TableColumn("Revenue", true), new TableColumn("Units", true), new TableColumn("Units a week")],
                [.. top.Select(item => (IReadOnlyList<Cell>)
                [
                    Title(story, item.Id), currency + NumberText.Money(Math.Round(item.Revenue, 2)), NumberText.Whole((long)item.Units),
                    new Cell("") { Spark = story.WeeklyUnits.GetValueOrDefault(item.Id, []) },
                ])], "The products that brought most"),
        ]);
    }

    private static string LastMonth(DateTimeOffset? last, DateOnly? month) =>
        last is { } end && month is { } begin && end.Day < DateTime.DaysInMonth(begin.Year, begin.Month)
            ? $"The last month ends on {Day(end)}"
            : "";
}
