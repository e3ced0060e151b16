using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Search;

public sealed class FactorSearchTests
{
    private static readonly Kirana.Data.Feedback.Interactions Data = MadeData.Grouped(users: 150, items: 400, events: 30);
    private static readonly VectorIndexOptions Small = new() { ScanLimit = 50, Lists = 20, TargetCount = 20 };

    [Fact]
    public void Only_models_of_factors_with_many_items_get_an_index()
    {
        var popular = new Popular().Fit(Data, FitContext.Default);
        Assert.Same(popular, FactorSearch.Indexed(popular, Data, FitContext.Default, Small));
        var factors = Factors();
        Assert.Same(factors, FactorSearch.Indexed(factors, Data, FitContext.Default));
        Assert.NotNull(((IFactorRecommender)FactorSearch.Indexed(factors, Data, FitContext.Default, Small)).Index);
    }

    [Fact]
    public void The_best_items_and_the_history_are_scored_as_the_model_scores_them()
    {
        var model = (IFactorRecommender)FactorSearch.Indexed(Factors(), Data, FitContext.Default, Small);
        var (all, best, found) = (new float[400], new float[400], 0);
        for (var user = 0; user < 40; user++)
        {
            var shopper = Shopper.Of(Data, user);
            model.Score(shopper, all);
            FactorSearch.ScoreBest(model, shopper, 20, best);
            for (var item = 0; item < 400; item++)
                Assert.True(best[item] == all[item] || float.IsNegativeInfinity(best[item]), $"{item}: {all[item]}, {best[item]}");
            foreach (var item in shopper.Items)
                Assert.Equal(all[item], best[item]);
            var floor = all.OrderDescending().ElementAt(19);
            found += Enumerable.Range(0, 400).Count(item => all[item] >= floor && float.IsFinite(best[item]));
        }

        Assert.InRange(found / (40.0 * 20), 0.97, 1.01);
    }

    [Fact]
    public void A_blend_nominates_by_the_index_what_it_nominates_by_all_scores()
    {
        // A target of 1 scans: the same items, and so the same list to the last bit.
        var plain = Factors();
        var indexed = FactorSearch.Indexed(plain, Data, FitContext.Default, Small with { TargetRecall = 1 });
        var (expected, actual) = (new float[400], new float[400]);
        for (var user = 0; user < 30; user++)
        {
            using var one = Nominations.Of(plain, Shopper.Of(Data, user), BlendScale.Range, 50, expected);
            using var other = Nominations.Of(indexed, Shopper.Of(Data, user), BlendScale.Range, 50, actual);
            Assert.Equal(one.Items.ToArray(), other.Items.ToArray());
            Assert.Equal(one.Values.ToArray(), other.Values.ToArray());
        }
    }

    [Fact]
    public void The_index_is_kept_in_the_model_file()
    {
        var model = FactorSearch.Indexed(Factors(), Data, FitContext.Default, Small);
        var file = RecommenderFile.Write(model).ToArray();
        using var reader = ModelReader.Parse(file, "model");
        var read = (IFactorRecommender)RecommenderFile.Read(reader);
        Assert.Equal(400, read.Index!.Count);
        Assert.Equal(file, RecommenderFile.Write(read).ToArray());
    }

    [Fact]
    public void An_index_of_something_else_is_refused()
    {
        var model = Factors();
        Assert.Throws<ArgumentException>(() => model.WithIndex(VectorIndex.Build(new float[model.ItemFactors.Length], model.Factors, Small, FitContext.Default)));
        Assert.Throws<ArgumentException>(() => model.WithIndex(VectorIndex.Build(
            model.ItemFactors.ToArray(), model.Factors, Small with { Similarity = Similarity.Cosine }, FitContext.Default)));
    }

    private static IFactorRecommender Factors() => (IFactorRecommender)new ImplicitAls { Factors = 8, Sweeps = 3 }.Fit(Data, FitContext.Default);
}
