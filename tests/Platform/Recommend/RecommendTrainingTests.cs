using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Tests.Platform.Recommend;

public sealed class RecommendTrainingTests
{
    private static readonly RecommendTrainingOptions Plain = new() { Tune = false };

    [Fact]
    public void The_best_model_on_the_held_out_period_is_registered_and_serves()
    {
        using var shop = TinyShop.Filled();
        var result = RecommendTraining.Run(shop, Plain, FitContext.Default);
        Assert.True(result.Promoted);
        Assert.Equal(1, shop.Current("recommend")!.Number);
        var compared = Recipes.ForShops.Select(recipe => recipe.Name).Append("ranked-sources");
        Assert.Equal(compared.Order(StringComparer.Ordinal), result.Baselines.Keys.Order(StringComparer.Ordinal));
        // Of those that cannot be told from the highest, the one that shows most of the catalogue.
        var highest = result.Baselines.Values.Select(metrics => metrics["ndcg@10"]).MaxBy(ndcg => ndcg.Estimate);
        var chosen = result.Baselines.Values.Where(metrics => metrics["ndcg@10"].Estimate >= highest.Lower).MaxBy(metrics => metrics["coverage@10"].Estimate)!;
        Assert.Equal((chosen["ndcg@10"].Estimate, chosen["coverage@10"].Estimate), (result.Metrics["ndcg@10"].Estimate, result.Metrics["coverage@10"].Estimate));
        Assert.True(result.Metrics["ndcg@10"].Estimate > result.Baselines["popular"]["ndcg@10"].Estimate);
        Assert.Contains("no version did before", result.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_keeps_figures_options_and_cost()
    {
        using var shop = TinyShop.Filled();
        var version = RecommendTraining.Run(shop, Plain, FitContext.Default).Version;
        Assert.Equal(shop.DataHash(), version.DataHash);
        Assert.StartsWith("{", version.Options, StringComparison.Ordinal);
        Assert.InRange(version.Metrics["ndcg@10"], version.Intervals["ndcg@10"][0], version.Intervals["ndcg@10"][1]);
        Assert.True(version.Metrics.ContainsKey("repeats/ndcg@10"));
        Assert.True(version.TrainSeconds > 0 && version.CpuSeconds > 0 && version.PeakMegabytes > 0);
        Assert.NotEqual("unknown", version.CodeVersion);
    }

    [Fact]
    public void The_current_version_competes_with_its_own_settings()
    {
        using var shop = TinyShop.Filled();
        RecommendTraining.Run(shop, Plain, FitContext.Default);
        var second = RecommendTraining.Run(shop, Plain, FitContext.Default);
        Assert.Contains("current", second.Baselines.Keys);
        Assert.Equal(2, shop.Current("recommend")!.Number);
        Assert.True(second.Metrics["ndcg@10"].Estimate >= second.Baselines["current"]["ndcg@10"].Estimate);
    }

    [Fact]
    public void An_evaluation_says_the_same_and_registers_nothing()
    {
        using var shop = TinyShop.Filled();
        var compared = RecommendTraining.Evaluate(shop, Plain, FitContext.Default);
        Assert.Null(shop.Current("recommend"));
        var trained = RecommendTraining.Run(shop, Plain, FitContext.Default);
        Assert.Equal(trained.Metrics, compared.Metrics);
        Assert.Equal((trained.Version.Kind, trained.Cases), (compared.Kind, compared.Cases));
        Assert.StartsWith(compared.Rule, trained.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_how_far_it_is_without_going_back()
    {
        using var shop = TinyShop.Filled();
        var told = new List<(long Done, long Total)>();
        RecommendTraining.Run(shop, Plain, new FitContext { Threads = 1, Progress = new Told(told) });
        Assert.Equal(told.Order(), told);
        Assert.InRange(told.Count, 6, int.MaxValue);
        Assert.All(told, one => Assert.InRange(one.Done, 0, one.Total));
    }

    [Fact]
    public void Newcomers_are_scored_on_the_popular_list_they_are_served()
    {
        using var shop = TinyShop.Filled();
        for (var newcomer = 0; newcomer < 30; newcomer++)
            shop.Purchases.Add(($"newcomer{newcomer}", $"tea{newcomer % 15}", 91));
        var metrics = RecommendTraining.Run(shop, Plain with { Lengths = [10, 30] }, FitContext.Default).Metrics;
        Assert.Equal(1, metrics["new-users/hit@30"].Estimate);
    }

    [Fact]
    public void Goods_that_nobody_bought_stand_in_lists_by_what_the_catalogue_says()
    {
        using var shop = TinyShop.Filled();
        shop.Goods.Add(new CatalogueItem("new", "product", "Tea of spring", "drinks", 3));
        RecommendTraining.Run(shop, Plain, FitContext.Default);
        var serving = RecommendServing.Open(shop, TimeProvider.System);
        var list = serving.ForUser("customer4", new RecommendOptions { Count = 20, Why = true }).Items;
        Assert.Contains(list, item => item.Id is "new" && item.Reasons.Any(reason => reason.StartsWith("fits Tea number", StringComparison.Ordinal)));
        Assert.DoesNotContain(list, item => item.Id is "unsold");
        Assert.Null(serving.ForItem("new", new RecommendOptions()).Note);
        Assert.StartsWith("tea", serving.ForItem("new", new RecommendOptions()).Items[0].Id, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lists_are_to_bring_goes_from_the_settings_into_the_ranking()
    {
        using var shop = TinyShop.Filled();
        var facts = RankingFacts.Of(shop, new IdMap(["tea1"]));
        Assert.Equal((1, 0), (facts.Mix.Order, facts.Mix.Revenue));
        Assert.Null(facts.Stages);
        shop.Save(shop.Settings with { Objectives = new ListObjectives { Order = 0.5, Revenue = 2 } });
        shop.Views.Add(("customer1", "tea1", 3));
        facts = RankingFacts.Of(shop, new IdMap(["tea1"]));
        Assert.Equal((0.5, 2), (facts.Mix.Order, facts.Mix.Revenue));
        Assert.Contains(1f, Enumerable.Range(0, facts.Stages!.UserCount).SelectMany(user => facts.Stages.WeightsOf(user).ToArray()));
    }

    [Fact]
    public void A_version_may_be_registered_without_serving()
    {
        using var shop = TinyShop.Filled();
        var result = RecommendTraining.Run(shop, Plain with { Promote = false }, FitContext.Default);
        Assert.False(result.Promoted);
        Assert.Null(shop.Current("recommend"));
        Assert.Single(shop.List("recommend"));
    }

    [Fact]
    public void A_short_shop_holds_out_a_quarter()
    {
        using var shop = TinyShop.Filled();
        var result = RecommendTraining.Run(shop, Plain, FitContext.Default);
        // The purchases span 92 days.
        Assert.Equal(23, (result.TestUntil - result.TestFrom).TotalDays, 0.01);
    }

    [Fact]
    public void Training_twice_gives_the_same_model()
    {
        using var one = TinyShop.Filled();
        using var two = TinyShop.Filled();
        var first = RecommendTraining.Run(one, Plain, new FitContext { Threads = 1 }).Version;
        var second = RecommendTraining.Run(two, Plain, new FitContext { Threads = 4 }).Version;
        Assert.Equal(first.Metrics, second.Metrics);
        using var a = one.Open(first);
        using var b = two.Open(second);
        Assert.Equal(Model(a).Floats(Tensor(a)), Model(b).Floats(Tensor(b)));

        static Kirana.Data.ModelFiles.ModelReader Model(Kirana.Data.ModelFiles.ModelReader reader) =>
            reader.Part("model").Has("new") ? reader.Part("model").Part("base") : reader.Part("model");
        static string Tensor(Kirana.Data.ModelFiles.ModelReader reader) => new[] { "item-factors", "similarities", "scores", "map" }.First(Model(reader).Has);
    }

    [Fact]
    public void Tuning_looks_only_at_the_time_before_the_held_out_period()
    {
        using var shop = TinyShop.Filled();
        var result = RecommendTraining.Run(shop, new RecommendTrainingOptions(), FitContext.Default);
        Assert.True(result.Promoted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shop_without_purchases_or_without_anything_is_an_error_that_says_what_to_do(bool hasGoods)
    {
        using var shop = new TinyShop();
        if (hasGoods)
            shop.Goods.Add(new CatalogueItem("a", "product", "A thing", "things", 1));
        var error = Assert.Throws<DataException>(() => RecommendTraining.Run(shop, Plain, FitContext.Default));
        Assert.Equal("too-little-history", error.Code);
        Assert.NotNull(error.Hint);
        Assert.Empty(shop.List("recommend"));
    }

    [Fact]
    public void Too_little_history_is_an_error_that_says_what_to_do()
    {
        using var shop = new TinyShop();
        shop.Purchases.Add(("a", "x", 0));
        shop.Purchases.Add(("b", "x", 9));
        var error = Assert.Throws<DataException>(() => RecommendTraining.Run(shop, Plain, FitContext.Default));
        Assert.Equal("too-little-history", error.Code);
        Assert.Empty(shop.List("recommend"));
    }

    [Fact]
    public void A_cancelled_training_registers_nothing()
    {
        using var shop = TinyShop.Filled();
        var context = new FitContext { Cancellation = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(() => RecommendTraining.Run(shop, Plain, context));
        Assert.Empty(shop.List("recommend"));
    }

    private sealed class Told(List<(long Done, long Total)> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told.Add((value.Done, value.Total));
    }
}
