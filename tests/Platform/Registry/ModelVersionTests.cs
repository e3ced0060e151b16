using Kirana.Operate.Registry;

namespace Kirana.Tests.Platform.Registry;

public sealed class ModelVersionTests
{
    [Fact]
    public void Figures_of_older_registries_get_todays_shape()
    {
        var version = Version(new()
        {
            ["ndcg@10"] = 0.5, ["ndcg@10:lower"] = 0.4, ["ndcg@10:upper"] = 0.6,
            ["repeats:ndcg@10"] = 0.7, ["repeats:ndcg@10:lower"] = 0.6, ["repeats:ndcg@10:upper"] = 0.8,
            ["item-week/mase"] = 1, ["item-week/mase-lower"] = 0.9, ["item-week/mase-upper"] = 1.1,
        });
        Assert.Equal(["item-week/mase", "ndcg@10", "repeats/ndcg@10"], version.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["item-week/mase", "ndcg@10", "repeats/ndcg@10"], version.Intervals.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([0.6, 0.8], version.Intervals["repeats/ndcg@10"]);
        Assert.Equal([0.9, 1.1], version.Intervals["item-week/mase"]);
        Assert.Equal(version.Metrics, version.Baselines["popular"]);
    }

    [Fact]
    public void Figures_of_todays_shape_stay_as_they_are()
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["item-week/mase"] = 1 };
        var version = Version(metrics) with { Intervals = new Dictionary<string, double[]>(StringComparer.Ordinal) { ["item-week/mase"] = [0.9, 1.1] } };
        Assert.Same(metrics, version.Metrics);
        Assert.Same(metrics, version.Baselines["popular"]);
        Assert.Equal([0.9, 1.1], (version with { Number = 2 }).Intervals["item-week/mase"]);
    }

    private static ModelVersion Version(Dictionary<string, double> metrics) => new(
        "recommend", 1, "popular", default, metrics, new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal) { ["popular"] = metrics },
        "{}", "", "", 0, 0, 0, "", 0);
}
