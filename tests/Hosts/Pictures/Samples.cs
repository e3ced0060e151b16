using Kirana.Pictures.Charts;

namespace Kirana.Tests.Hosts.Pictures;

/// <summary>A small chart of every sort.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, Chart> All { get; } = new Dictionary<string, Chart>(StringComparer.Ordinal)
    {
        ["fan"] = Fan(),
        ["bars"] = new()
        {
            Title = "What earns most", X = new Axis { Prefix = "£" }, Y = Axis.Of(["cake stand", "bunting", "night light"]),
            Marks = [new BarMark("revenue", [164_762, 98_302, 66_756])],
        },
        ["stack"] = new()
        {
            Title = "Orders by quarter", X = Axis.Of(["Q1", "Q2", "Q3"]), Y = new Axis { Title = "orders" },
            Marks = [new BarMark("home", [40, 50, 60]) { Stacked = true }, new BarMark("abroad", [5, 10, 15]) { Stacked = true }, new BarMark("returns", [-4, -6, -8]) { Stacked = true }],
        },
        ["scores"] = new()
        {
            Title = "Recall of four models", X = new Axis { Title = "Recall@20" }, Y = Axis.Of(["als", "popular"]),
            Marks = [new ErrorMark("", [0, 1], [0.14, 0.06], [0.16, 0.07]) { Hue = Hue.Blue }, new PointMark("", [0.15, 0.065], [0, 1]) { Hue = Hue.Blue }],
        },
        ["heat"] = new()
        {
            Title = "When customers order", X = Axis.Of(["8:00", "9:00", "10:00"]), Y = Axis.Of(["Mon", "Tue"]),
            Marks = [new HeatMark("lines", [[1, 50, 100], [double.NaN, 75, 25]])],
        },
        ["log"] = new()
        {
            Title = "Items by rank", X = new Axis { Kind = AxisKind.Log, Title = "rank" }, Y = new Axis { Kind = AxisKind.Log, Title = "units" },
            Marks = [new PointMark("items", [1, 10, 100, 1000], [50_000, 4_000, 300, 20])],
        },
    };

    private static Chart Fan()
    {
        var first = new DateOnly(2011, 10, 1);
        double[] Places(int from, int count) => Enumerable.Range(from, count).Select(i => Axis.At(first.AddDays(i))).ToArray();
        double[] history = [10, 12, 9, 14, 20, 30, 8, 11, 13, 10, 15, 22, 31, 9];
        double[] mean = [12, 13, 11, 15, 21, 30, 9];
        double[][] quantiles = [.. new[] { -8, -3, 3, 8 }.Select(shift => mean.Select(value => Math.Max(0, value + shift)).ToArray())];
        return new Chart
        {
            Title = "Cake stand", Subtitle = "Units a day, the last week held back", X = Axis.Time, Y = new Axis { Title = "units" },
            Marks = FanChart.Marks((Places(0, 14), history), (Places(14, 7), [11, 15, 10, double.NaN, 24, 27, 10]), Places(14, 7), mean, [0.05, 0.25, 0.75, 0.95], quantiles),
        };
    }
}
