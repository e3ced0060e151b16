using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Windows;

namespace Kirana.Tests.Platform.Recommend;

public sealed class TrainingWindowTests
{
    private static readonly RecommendTrainingOptions Month = new() { Tune = false, WindowDays = 30 };

    [Fact]
    public void A_version_keeps_its_window_and_its_increment_and_successor_have_it_too()
    {
        using var shop = TinyShop.Filled();
        var whole = RecommendTraining.Run(shop, Month, FitContext.Default).Version;
        Assert.True(HasWindow(whole.Kind, whole.Options), whole.Options);
        shop.Purchases.Add(("customer1", "tea1", 100));
        Assert.Equal(whole.Options, RecommendIncrement.Run(shop, new RecommendTrainingOptions(), FitContext.Default).Version.Options);
        // The current version competes as it is, with its window among learners without one.
        Assert.Contains("current", RecommendTraining.Evaluate(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default).Baselines.Keys);
    }

    [Fact]
    public void What_was_bought_before_the_window_is_not_learnt_and_stays_in_the_history()
    {
        using var shop = TinyShop.Filled();
        for (var user = 0; user < 40; user++)
            shop.Purchases.Add(($"customer{user}", "old fashion", -400));
        RecommendTraining.Run(shop, Month, FitContext.Default);
        var list = RecommendServing.Open(shop, TimeProvider.System).ForUser("customer4", new RecommendOptions { Count = 100 });
        Assert.DoesNotContain("old fashion", list.Items.Select(item => item.Id));
    }

    [Fact]
    public void A_window_below_zero_is_refused()
    {
        using var shop = TinyShop.Filled();
        Assert.Throws<ArgumentOutOfRangeException>(() => RecommendTraining.Run(shop, Month with { WindowDays = -1 }, FitContext.Default));
    }

    private static bool HasWindow(string kind, string options) => RecommenderLearners.Restore(kind, options) switch
    {
        Windowed windowed => windowed.Days == 30,
        RankedSources ranked => ranked.Sources.All(source => source is Windowed { Days: 30 }),
        _ => false,
    };
}
