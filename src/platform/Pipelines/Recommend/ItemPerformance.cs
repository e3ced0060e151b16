using System.Globalization;

namespace Kirana.Pipelines.Recommend;

/// <summary>What becomes of an item, newer events counting more, drawn to its department and the shop; each <see langword="null"/> where nothing was recorded.</summary>
/// <param name="ClickThrough">The share of its impressions that are clicked.</param>
/// <param name="Conversion">Purchases for each time it is looked at.</param>
/// <param name="Returns">The share of its purchases that are taken back.</param>
public sealed record ItemPerformance(double? ClickThrough, double? Conversion, double? Returns)
{
    /// <summary>The mean of its ratings on the shop's scale, of each customer the latest; <see langword="null"/> without one.</summary>
    public double? Rating { get; init; }

    /// <summary>How many customers rated it.</summary>
    public int Ratings { get; init; }

    /// <summary>In one line, such as <c>3.1 % bought when looked at, rated 4.3 by 12</c>; empty where nothing is known.</summary>
    public string InWords()
    {
        (double? Rate, string What)[] rates = [(ClickThrough, "clicked when shown"), (Conversion, "bought when looked at"), (Returns, "taken back when bought")];
        var words = rates.Where(one => one.Rate is not null).Select(one => string.Create(CultureInfo.InvariantCulture, $"{100 * one.Rate!.Value:0.0} % {one.What}"));
        return string.Join(", ", Rating is { } mean ? words.Append(string.Create(CultureInfo.InvariantCulture, $"rated {mean:0.0} by {Ratings}")) : words);
    }
}
