using Kirana.Server.Dashboard.Wording;

namespace Kirana.Tests.Dashboard.Wording;

public sealed class ModelFigureTests
{
    [Theory]
    [InlineData("recall@20", "", "recall", 20, "Recall, first 20")]
    [InlineData("repeats/recall@20", "repeats", "recall", 20, "Recall, first 20")]
    [InlineData("new-users/hit@10", "new-users", "hit", 10, "Customers with a hit, first 10")]
    [InlineData("mase", "", "mase", null, "Scaled error")]
    [InlineData("item-week/mase", "item-week", "mase", null, "Scaled error")]
    [InlineData("coverage", "", "coverage", null, "Inside the 80 % interval")]
    [InlineData("coverage@10", "", "coverage", 10, "Catalogue shown, first 10")]
    public void Reads_the_names_of_both_areas(string key, string scope, string name, int? length, string words)
    {
        var figure = Assert.Single(ModelFigure.Read(new Dictionary<string, double>(StringComparer.Ordinal) { [key] = 0.5 },
            new Dictionary<string, double[]>(StringComparer.Ordinal) { [key] = [0.4, 0.6] }));
        Assert.Equal((scope, name, length, words), (figure.Scope, figure.Name, figure.Length, figure.Words));
        Assert.Equal((0.5, 0.4, 0.6), (figure.Estimate, figure.Lower, figure.Upper));
    }

    [Theory]
    [InlineData("recall@10", 0.5, 0.4, true)]
    [InlineData("mase", 0.9, 1.1, true)]
    [InlineData("mase", 1.2, 1.1, false)]
    [InlineData("coverage", 0.78, 0.9, true)]
    [InlineData("coverage@10", 0.78, 0.9, false)]
    [InlineData("bias", -0.5, 0.2, false)]
    [InlineData("mase", 1, 1, null)]
    [InlineData("something-new", 1, 2, null)]
    public void Knows_which_way_is_better(string key, double own, double other, bool? better) =>
        Assert.Equal(better, ModelFigure.Read(new Dictionary<string, double>(StringComparer.Ordinal) { [key] = own })[0].IsBetterThan(other));

    [Fact]
    public void A_figure_without_an_interval_shows_none() =>
        Assert.Equal("", ModelFigure.Read(new Dictionary<string, double>(StringComparer.Ordinal) { ["mae"] = 3 })[0].Interval);
}
