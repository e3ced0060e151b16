using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Forecast;
using Kirana.Tests.Platform.Learn;

namespace Kirana.Tests.Platform.Forecast.Details;

public sealed class ForecastDetailsTests : IDisposable
{
    private readonly LearnFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Forecasts_are_parted_by_demand_and_length_and_the_worst_comes_first()
    {
        // Two lengths: i up to 29 short and smooth, the others long and selling every fourth day. The end of series i lies i higher.
        var lines = new List<string>();
        for (var i = 0; i < 60; i++)
            for (var (t, length) = (0, i < 30 ? 40 : 80); t < length; t++)
            {
                var sold = i < 30 ? 20 + t * 7 % 5 : t % 4 == 0 ? 8 + t % 3 : 0;
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"s{i},{t},{sold + (t >= length - 4 ? i : 0)}"));
            }

        File.WriteAllLines(_folder["series.csv"], ["series,time,value", .. lines]);
        var evaluation = new ForecastFileEvaluation { File = _folder["series.csv"], Horizon = 4, Seasons = [4], Model = "seasonal-naive" };
        var details = evaluation.Run(FitContext.Default).Details;
        Assert.Equal(["smooth", "intermittent", "up to 36 steps", "37 to 76 steps"], details.Slices.Select(slice => slice.Name));
        Assert.All(details.Slices, slice => Assert.Equal(30, slice.Forecasts));
        // What sells little beside the rise is missed by nearly all of it.
        Assert.True(details.Slices[1].Bias < details.Slices[0].Bias && details.Slices[0].Bias < 0);
        Assert.Equal(details.Worst.OrderByDescending(one => one.Score.Mase).Select(one => one.Score.Key), details.Worst.Select(one => one.Score.Key));
        Assert.Equal(20, details.Worst.Count);
        Assert.All(details.Worst, one => Assert.Equal(one.Series.Length - 4, (int)(one.Forecast.Axis.Start - one.Series.Axis.Start)));

        var windows = (evaluation with { Windows = 3, Levels = [] }).Run(FitContext.Default).Details;
        Assert.All(windows.Slices.Take(2), slice => Assert.Equal(90, slice.Forecasts));
        Assert.All(windows.Slices, slice => Assert.True(double.IsNaN(slice.Coverage)));
    }

    [Fact]
    public void Examples_go_from_good_to_bad()
    {
        var lines = Enumerable.Range(0, 50).SelectMany(i => Enumerable.Range(0, 40).Select(t => $"s{i},{t},{(t * 7 + i) % 5 + (t >= 37 ? i : 0)}"));
        File.WriteAllLines(_folder["series.csv"], ["series,time,value", .. lines]);
        var details = new ForecastFileEvaluation { File = _folder["series.csv"], Horizon = 3, Model = "naive" }.Run(FitContext.Default).Details;
        Assert.Equal(6, details.Examples.Count);
        var errors = details.Examples.Select(one => one.Score.Mase).ToArray();
        Assert.Equal(errors.Order(), errors);
        Assert.True(details.Worst[0].Score.Mase >= errors[^1]);
    }
}
