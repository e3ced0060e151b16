using System.Globalization;
using Kirana.Numerics.Statistics;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Reports;

/// <summary>What the recommender is worth, and what it says to some customers.</summary>
internal static class RecommendSection
{
    private const string Deciding = "ndcg@10";

    /// <summary>Composes the section.</summary>
    /// <param name="story">The shop.</param>
    /// <param name="result">The training.</param>
    public static Section Compose(ShopStory story, RecommendTrainingResult result) => new("What customers may like",
    [
        .. Comparison(result.Compared, result.Rule),
        .. story.Customers.Select(customer => new Columns([Bought(story, customer), Suggested(customer)])),
    ]);

    /// <summary>The part about the models.</summary>
    /// <param name="compared">The comparison.</param>
    /// <param name="rule">Why the model was chosen, and what became of it.</param>
    public static IReadOnlyList<Block> Comparison(RecommendComparison compared, string rule) =>
    [
        new Prose(
            $"Every model saw only what came before {ShopReport.Day(compared.TestFrom)} and then suggested new products to the {NumberText.Whole(compared.Cases)} customers "
            + $"who came back until {ShopReport.Day(compared.TestUntil)}. What they really bought is the truth. {rule}"),
        new Columns([Compare(compared, "hit@10", "Customers who find a purchase among ten suggestions"), Compare(compared, "recall@20", "Share of a customer's purchases among twenty suggestions")]),
        Figures(compared),
    ];

    private static Figure Compare(RecommendComparison compared, string metric, string title)
    {
        var models = compared.Baselines.Where(model => model.Value.ContainsKey(metric)).OrderByDescending(model => model.Value[metric].Estimate).ToArray();
        var places = Enumerable.Range(0, models.Length).Select(i => (double)i).ToArray();
        double[] Of(Func<Interval, double> limit) => [.. models.Select(model => limit(model.Value[metric]) * 100)];
        return new Figure(new Chart
        {
            Title = title, Subtitle = "With 95 % intervals", X = new Axis { Suffix = " %", Minimum = 0 }, Y = Axis.Of([.. models.Select(model => model.Key)]),
            Marks =
            [
                new ErrorMark("", places, Of(figure => figure.Lower), Of(figure => figure.Upper)) { Hue = Hue.Blue },
                new PointMark("", Of(figure => figure.Estimate), places) { Hue = Hue.Blue },
            ],
        });
    }

    private static Table Figures(RecommendComparison compared)
    {
        string[] names = [.. new[] { "recall@10", Deciding, "hit@10", "recall@20", "ndcg@20", "coverage@20", "auc", "log-loss" }.Where(compared.Metrics.ContainsKey)];
        return new Table(
            [new TableColumn("Model"), .. names.Select(name => new TableColumn(name, true))],
            [.. compared.Baselines.OrderByDescending(model => model.Value.GetValueOrDefault(Deciding).Estimate).Select(model => (IReadOnlyList<Cell>)
            [
                new Cell(model.Key) { IsStrong = IsChosen(model.Key) },
                .. names.Select(name => new Cell(model.Value.GetValueOrDefault(name).Estimate.ToString("0.0000", CultureInfo.InvariantCulture)) { IsStrong = IsChosen(model.Key) }),
            ])], "Every product is ranked for every customer; products bought before are left out");

        bool IsChosen(string model) => string.Equals(model, compared.Model, StringComparison.Ordinal);
    }

    private static ItemList Bought(ShopStory story, CustomerStory customer) => new(
        $"Customer {customer.Id} bought",
        [
            .. customer.Bought.Select(purchase => new ListEntry(ShopReport.Title(story, purchase.Item), purchase.Day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture))),
            .. customer.DistinctItems > customer.Bought.Count ? (ListEntry[])[new ListEntry($"and {customer.DistinctItems - customer.Bought.Count} more")] : [],
        ]);

    private static ItemList Suggested(CustomerStory customer) => new(
        "and may like",
        [.. customer.List.Items.Select(item => new ListEntry(item.Title.Length > 0 ? item.Title : item.Id, string.Join("; ", item.Reasons.Take(2))))]) { Numbered = true };
}
