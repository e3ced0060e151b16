using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Ranking;

public sealed class SourceNominationsTests
{
    private const int Room = 12;

    private static readonly Interactions Data = MadeData.Grouped(users: 120, items: 80);

    private static readonly Dictionary<string, IRecommenderLearner> Learners = new(StringComparer.Ordinal)
    {
        ["popular"] = new Popular(), ["item-neighbors"] = new ItemNeighbors { Neighbors = 9, HistoryHalfLife = 4 }, ["linear-items"] = new LinearItems { Regularization = 2, Entries = 20 },
        ["basket-graph"] = new BasketGraph { Baskets = 2 }, ["implicit-als"] = new ImplicitAls { Factors = 6, Sweeps = 2 }, ["user-neighbors"] = new UserNeighbors { Neighbors = 9 },
    };

    public static TheoryData<string> Names => [.. Learners.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_source_names_is_the_best_of_all_its_scores(string learner)
    {
        var model = Learners[learner].Fit(Data, FitContext.Default);
        var nominated = new SourceNominations();
        var scores = new float[80];
        for (var user = 0; user < Data.UserCount; user++)
        {
            nominated.Ask(model, Shopper.Of(Data, user), Room);
            model.Score(Shopper.Of(Data, user), scores);
            var top = new TopItems(new int[Room], new float[Room]);
            for (var item = 0; item < scores.Length; item++)
                top.Offer(item, scores[item]);
            top.Sort();
            Assert.Equal(top.Items.ToArray(), nominated.Items.ToArray());
            Assert.Equal(top.Items.IsEmpty ? 0 : top.Scores[0], nominated.Highest);
            for (var item = 0; item < scores.Length; item++)
            {
                Assert.Equal(scores[item], nominated.ScoreOf(item));
                Assert.Equal(top.Items.IndexOf(item) + 1, nominated.RankOf(item));
            }
        }
    }

    [Fact]
    public void An_index_names_what_it_finds_and_knows_the_scores_of_the_history()
    {
        var als = new ImplicitAls { Factors = 6, Sweeps = 2 }.Fit(Data, FitContext.Default);
        var model = FactorSearch.Indexed(als, Data, FitContext.Default, new VectorIndexOptions { ScanLimit = 10 });
        var nominated = new SourceNominations();
        var scores = new float[80];
        for (var user = 0; user < Data.UserCount; user++)
        {
            nominated.Ask(model, Shopper.Of(Data, user), Room);
            als.Score(Shopper.Of(Data, user), scores);
            Assert.Equal(Room, nominated.Items.Length);
            foreach (var item in (int[])[.. nominated.Items, .. Data.ItemsOf(user)])
                Assert.Equal(scores[item], nominated.ScoreOf(item), 1e-5f);
        }
    }

    [Fact]
    public void A_table_grows_and_forgets_everything()
    {
        var table = new ItemTable();
        for (var round = 0; round < 2; round++)
        {
            for (var item = 0; item < 5000; item++)
                table.Add(7 * item, item);
            table.Rank(7, 3);
            Assert.Equal(5000, table.Count);
            Assert.True(table.TryGet(7 * 4999, out var sum, out _) && table.TryGet(7, out _, out var rank) && !table.TryGet(8, out _, out _) && sum == 4999 && rank == 3);
            table.Clear();
            Assert.False(table.TryGet(7, out _, out _));
        }
    }
}
