using System.Text.Json.Nodes;
using Kirana.Data;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Tests.Areas.Recommend;

public sealed class RecommenderLearnersTests
{
    public static TheoryData<IRecommenderLearner> Learners =>
    [
        new Popular(), new RecencyPopular(), new Trending(), new RepeatPurchase(), new ItemNeighbors { HistoryHalfLife = 7 }, new UserNeighbors { HistoryHalfLife = 7 }, new SessionNeighbors(),
        new BasketGraph(), new NextBasket { DayHalfLife = 7 }, new RandomWalk { HistoryHalfLife = 7 }, new GraphFilter { HistoryHalfLife = 7, Regularization = 2 }, new LinearItems { HistoryHalfLife = 7 },
        new ImplicitAls(), new Transitions { HistoryHalfLife = 7 }, new ContentItems { HistoryHalfLife = 7 }, new CategoryItems { HistoryHalfLife = 7 },
        new Blend { Sources = [new BlendSource(new ImplicitAls(), 2)] }, new RankedSources { Sources = [new Popular(), new Trending()], Mix = new ObjectiveMix() },
    ];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Every_member_of_the_options_is_read_as_it_was_written(IRecommenderLearner learner)
    {
        // Each number apart, so that no member can be read in the place of another.
        var (options, next) = (JsonNode.Parse(learner.Options)!.AsObject(), 0);
        foreach (var (name, value) in options.ToArray())
            if (value is JsonValue number && number.GetValueKind() == System.Text.Json.JsonValueKind.Number)
                options[name] = number.GetValue<double>() + ++next;

        var restored = RecommenderLearners.Restore(learner.Name, options.ToJsonString());

        Assert.Equal(options.ToJsonString(), restored!.Options);
        Assert.Equal(learner.Options, RecommenderLearners.Restore(learner.Name, learner.Options)!.Options);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void What_is_absent_keeps_its_default(IRecommenderLearner learner)
    {
        // A blend is nothing without its sources, and an absent limit is none.
        if (learner is not Blend)
            Assert.Subset(
                Members(learner.Options), Members(RecommenderLearners.Restore(learner.Name, "{}")!.Options));

        static HashSet<string> Members(string options) => [.. JsonNode.Parse(options)!.AsObject().Where(member => member.Value is JsonValue).Select(member => $"{member.Key} {member.Value}")];
    }

    [Fact]
    public void A_learner_that_is_not_known_is_none_and_nor_is_one_made_of_it()
    {
        Assert.Null(RecommenderLearners.Restore("magic", "{}"));
        Assert.Null(RecommenderLearners.Restore("blend", """{"sources":[{"learner":"magic","weight":1,"options":{}}]}"""));
        Assert.Null(RecommenderLearners.Restore("ranked-sources", """{"sources":[{"name":"magic","options":{}}]}"""));
    }

    [Theory]
    [InlineData("popular", """{"measure":"Magic"}""")]
    [InlineData("implicit-als", """{"factors":"many"}""")]
    [InlineData("implicit-als", "[]")]
    [InlineData("implicit-als", "{")]
    [InlineData("blend", "{}")]
    public void Options_of_another_kind_are_refused_with_the_learners_name(string name, string options)
    {
        var error = Assert.Throws<DataException>(() => RecommenderLearners.Restore(name, options));

        Assert.Equal("bad-options", error.Code);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
