using Kirana.Data;
using Kirana.Pipelines.Learn.Decisions;

namespace Kirana.Tests.Platform.Learn.Decisions;

public sealed class DecisionTests
{
    [Fact]
    public void Costs_of_two_classes_are_read_by_their_names()
    {
        var costs = DecisionCosts.Parse("fp=1, FN=5,tp=-2.5");
        Assert.Equal([0, 1, 5, -2.5], costs.Values);
        Assert.Equal((1, 5), (costs[0, 1], costs[1, 0]));
    }

    [Theory]
    [InlineData("fp")]
    [InlineData("fp=x")]
    [InlineData("hit=1")]
    public void Other_costs_are_refused(string text) => Assert.Throws<ArgumentException>(() => DecisionCosts.Parse(text));

    [Fact]
    public void A_matrix_is_read_by_the_names_of_its_lines_and_columns()
    {
        var costs = DecisionCosts.Parse([",b,a", "a,3,0", "b,0,4"], ["a", "b"], "costs.csv");
        Assert.Equal([0, 3, 4, 0], costs.Values);
        Assert.Equal("bad-cost", Assert.Throws<DataException>(() => DecisionCosts.Parse([",b,a", "a,3,0"], ["a", "b"], "costs.csv")).Code);
        Assert.Contains("'b'", Assert.Throws<DataException>(() => DecisionCosts.Parse([",c,a", "a,3,0", "b,0,4"], ["a", "b"], "costs.csv")).Message);
        Assert.Contains("'x'", Assert.Throws<DataException>(() => DecisionCosts.Parse([",b,a", "a,x,0", "b,0,4"], ["a", "b"], "costs.csv")).Message);
    }

    [Theory]
    [InlineData(0.1f, 0)]
    [InlineData(0.2f, 1)]
    [InlineData(0.9f, 1)]
    public void The_call_is_that_of_least_expected_cost(float probability, int call) => Assert.Equal(call, new DecisionCosts(2, [0, 1, 5, 0]).Call([probability]));

    [Fact]
    public void Of_several_classes_the_cheapest_is_called_rather_than_the_most_probable()
    {
        var costs = new DecisionCosts(3, [0, 1, 1, 1, 0, 1, 20, 20, 0]);
        Assert.Equal(2, costs.Call([0.5f, 0.35f, 0.15f]));
        Assert.Equal(2, new DecisionRule(null, costs).Call([0.5f, 0.35f, 0.15f]));
        Assert.Equal(0, DecisionRule.MostProbable.Call([0.5f, 0.35f, 0.15f]));
    }

    [Fact]
    public void Without_rows_held_out_the_threshold_is_that_of_theory()
    {
        var (rule, isFromRows) = DecisionOutcome.RuleFor(DecisionCosts.Parse("fp=1,fn=4"), [], []);
        Assert.Equal((0.2, false), (rule.Threshold!.Value, isFromRows));
        Assert.True(DecisionOutcome.RuleFor(DecisionCosts.Parse("fp=1"), [], []).Rule.Threshold > 1);
    }

    [Fact]
    public void A_threshold_from_rows_is_cheaper_where_probabilities_are_too_high()
    {
        // Every probability is twice what it should be.
        var said = Enumerable.Range(0, 2_000).Select(i => i % 100 / 100f).ToArray();
        var truths = Enumerable.Range(0, 2_000).Select(i => i / 100 % 20 < said[i] / 2 * 20 ? 1f : 0).ToArray();
        var costs = DecisionCosts.Parse("fp=1,fn=4");
        var (rule, isFromRows) = DecisionOutcome.RuleFor(costs, truths, said);
        Assert.True(isFromRows);
        Assert.InRange(rule.Threshold!.Value, 0.3, 0.5);
        var own = DecisionOutcome.Of(rule, isFromRows, truths, said, 2, 1);
        var theory = DecisionOutcome.Of(new DecisionRule(0.2, costs), false, truths, said, 2, 1);
        Assert.True(own.Cost!.Value.Estimate < theory.Cost!.Value.Estimate);
        Assert.True(own.Cost.Value.Estimate < own.BlindCost);
        Assert.Equal(2_000, own.Confusion.Sum());
        Assert.Equal(own.Cost.Value.Estimate, (own.Confusion[1] + 4 * own.Confusion[2]) / 2_000, 1e-9);
    }
}
