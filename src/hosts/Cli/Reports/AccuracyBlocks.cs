using System.Globalization;
using Kirana.Cli.Commands.Forecast;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Serving;

namespace Kirana.Cli.Reports;

/// <summary>Where the forecasts of a shop are good and where bad: slices, best sellers over the truth, what one is made of, the worst.</summary>
internal static class AccuracyBlocks
{
    private const int Pictures = 4;
    private const int Season = 7;

    /// <summary>Composes the blocks.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="accuracy">The scores of its items by day, in slices.</param>
    /// <param name="fitting">Threads, cancellation.</param>
    public static IReadOnlyList<Block> Of(IShop shop, ForecastAccuracy accuracy, FitContext fitting)
    {
        string[] best = [.. shop.Analysis.Overview().TopItems.Select(item => item.Id)];
        var titles = shop.Analysis.Catalogue().ToDictionary(item => item.Id, item => item.Title, StringComparer.Ordinal);
        string Title(string item) => titles.GetValueOrDefault(item) is { Length: > 0 } title ? title : item;
        var held = HeldOutForecasts.Make(shop.Analysis.Demand(new DemandQuery()), best, Pictures, fitting);
        var blocks = new List<Block> { Slices(accuracy) };
        if (held.Count > 0)
        {
            blocks.Add(new Columns([.. held.Select(one => new Figure(ForecastPicture.Of(one.Forecast, one.Sold, Title(one.Item), "Units a day; the last four weeks held back")))]));
            if (SeriesPartsFigure.Of(held[0].Sold, Season, Title(held[0].Item), "units") is { } parts)
                blocks.Add(parts);
        }

        var worst = HeldOutForecasts.Make(shop.Analysis.Demand(new DemandQuery()), [.. accuracy.Worst.Select(one => one.Item)], Pictures, fitting);
        if (worst.Count > 0)
            blocks.Add(new Columns([.. worst.Select(one => new Figure(ForecastPicture.Of(one.Forecast, one.Sold, Title(one.Item), "Among the worst; units a day, the last four weeks held back")))]));
        blocks.Add(Worst(accuracy, Title));
        return blocks;
    }

    private static Table Slices(ForecastAccuracy accuracy) => new(
        [new TableColumn("Products by day"), new TableColumn("Series", true), new TableColumn("MASE", true), new TableColumn("Error", true), new TableColumn("Bias", true), new TableColumn("In 80 %", true)],
        [.. accuracy.Slices.Select(slice => (IReadOnlyList<Cell>)
        [
            slice.Dimension is "all" ? "all" : $"{slice.Dimension}: {slice.Name}", NumberText.Whole(slice.Series), Number(slice.Mase), Share(slice.Wape), Share(slice.Bias), Share(slice.Coverage),
        ])], "Where forecasts are good and where bad; error and bias as shares of the units sold");

    private static Table Worst(ForecastAccuracy accuracy, Func<string, string> title) => new(
        [new TableColumn("Product"), new TableColumn("Demand"), new TableColumn("Units", true), new TableColumn("MASE", true), new TableColumn("Bias", true)],
        [.. accuracy.Worst.Select(one => (IReadOnlyList<Cell>)[title(one.Item), one.DemandClass, NumberText.Whole((long)one.Units), Number(one.Mase), Share(one.Bias)])],
        "The products whose forecasts missed most units");

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    private static string Share(double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
