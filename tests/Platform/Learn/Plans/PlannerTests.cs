using Kirana.Data;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Tests.Platform.Learn.Plans;

public sealed class PlannerTests
{
    private static readonly TableShape s_shape = new(5_000, 286, 430, 1, 1_500);

    [Fact]
    public void A_plan_is_a_function_of_shape_limits_budget_and_seed()
    {
        Assert.Equal(Make(60).ToJson(), Make(60).ToJson());
        Assert.NotEqual(Make(60).ToJson(), Make(60, seed: 2).ToJson());
        Assert.NotEqual(Make(60).ToJson(), Make(6).ToJson());
    }

    [Fact]
    public void Less_time_plans_less_work_and_no_more_than_it_may()
    {
        double[] budgets = [1_000, 300, 90, 30, 10, 3];
        var works = budgets.Select(budget => Make(budget)).ToArray();
        for (var i = 0; i < budgets.Length; i++)
        {
            Assert.True(works[i].IsShort || works[i].Work <= 1.2 * budgets[i], $"{budgets[i]} s plan {works[i].Work} CPU s");
            Assert.True(i == 0 || works[i].Work <= works[i - 1].Work);
        }
    }

    [Fact]
    public void The_default_budget_tunes_the_analysts_table_inside_every_fold()
    {
        var plan = Make(90);
        Assert.False(plan.IsShort);
        Assert.Equal(5_000, plan.Rows);
        Assert.True(plan is { OuterFolds: >= 3, InnerFolds: >= 2, Stacks: true });
        Assert.Equal(["logistic", "tree", "forest", "gradient-boosting", "boosting", "svm", "mlp", "neighbors", "bayes"], plan.Candidates.Select(candidate => candidate.Name));
        Assert.All(plan.Candidates, candidate => Assert.True(candidate.Settings.Count > 1));
    }

    [Fact]
    public void What_has_no_place_is_named_with_the_reason()
    {
        var plan = Make(90);
        Assert.Equal(
            ["shadow selection", "selection by tests", "selection by sparse coefficients", "recursive elimination", "stability selection", "forward selection", "backward selection"], plan.Skipped.Select(part => part.Name));
        Assert.All(plan.Skipped, part => Assert.NotEmpty(part.Why));
        Assert.Contains(Make(0.001).Skipped, part => part.Name is "boosting" && part.Why.Contains("CPU s", StringComparison.Ordinal));
        Assert.Contains(Planner.Make(LearnTask.Binary, s_shape, new PlanLimits { Interpretable = true }, 90, 1).Skipped, part => part.Name is "forest" && part.Why.Contains("read", StringComparison.Ordinal));
        // Where the forests of shadow selection are a small part of the time, it takes part.
        var small = Planner.Make(LearnTask.Binary, new TableShape(300, 8, 12, 1, 100), PlanLimits.None, 300, 1);
        Assert.DoesNotContain(small.Skipped, part => part.Name is "shadow selection");
        Assert.Contains(small.Candidates.SelectMany(candidate => candidate.Settings), setting => setting.Choice == ColumnChoice.Shadows);
        Assert.Equal(small.ToJson(), WorkPlan.Parse(small.ToJson(), "plan.json").ToJson());
    }

    [Fact]
    public void Where_time_is_left_every_way_to_choose_columns_takes_part()
    {
        var plan = Planner.Make(LearnTask.Binary, new TableShape(400, 10, 14, 1, 150), PlanLimits.None, 3_000, 1);
        Assert.Empty(plan.Skipped);
        foreach (var name in new[] { "logistic", "boosting" })
            Assert.Equal(Enum.GetValues<ColumnChoice>().Order(), plan.Candidates.First(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal)).Settings.Select(setting => setting.Choice).Distinct().Order());
        Assert.InRange(plan.Work, 0, 1.2 * 3_000);
        Assert.Equal(plan.ToJson(), WorkPlan.Parse(plan.ToJson(), "plan.json").ToJson());
        // The lasso has one target.
        Assert.DoesNotContain(Planner.Make(LearnTask.Multiclass, new TableShape(400, 10, 14, 3, 100), PlanLimits.None, 3_000, 1).Candidates.SelectMany(candidate => candidate.Settings), setting => setting.Choice == ColumnChoice.Stability);
    }

    [Theory]
    [InlineData(new ColumnChoice[0])]
    [InlineData(new[] { ColumnChoice.Filters })]
    [InlineData(new[] { ColumnChoice.Sparse, ColumnChoice.Trees })]
    [InlineData(new[] { ColumnChoice.Elimination, ColumnChoice.Shadows, ColumnChoice.Stability })]
    public void The_ways_to_choose_columns_that_are_asked_for_are_compared_with_all_columns_and_no_others(ColumnChoice[] choices)
    {
        foreach (var columns in new[] { 10, 286 })
        {
            var plan = Planner.Make(LearnTask.Binary, new TableShape(1_000, columns, columns + 20, 1, 300), PlanLimits.None, 6_000, 1, wishes: new PlanWishes { Choices = choices });
            Assert.All(plan.Candidates, candidate => Assert.False(candidate.Settings[0].Chooses));
            foreach (var candidate in plan.Candidates)
                Assert.Equal(choices.Order(), candidate.Settings.Where(setting => setting.Chooses).Select(setting => setting.Choice).Distinct().Order());
            Assert.DoesNotContain(plan.Skipped, part => part.Name.Contains("selection", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_way_to_choose_columns_that_no_budget_pays_for_is_named_with_the_reason()
    {
        var plan = Planner.Make(LearnTask.Binary, s_shape, PlanLimits.None, 90, 1, wishes: new PlanWishes { Choices = [ColumnChoice.Backward, ColumnChoice.Filters] });
        Assert.Equal("backward selection", Assert.Single(plan.Skipped).Name);
        Assert.Equal([ColumnChoice.Filters], plan.Candidates.SelectMany(candidate => candidate.Settings).Where(setting => setting.Chooses).Select(setting => setting.Choice).Distinct());
    }

    [Theory]
    [InlineData(SettingSearch.Random)]
    [InlineData(SettingSearch.Grid)]
    [InlineData(SettingSearch.Bayesian)]
    [InlineData(SettingSearch.Halving)]
    public void A_search_in_ranges_is_planned_within_the_budget(SettingSearch search)
    {
        var trials = new List<int>();
        foreach (var budget in new[] { 1_800, 300, 60 })
        {
            var plan = Planner.Make(LearnTask.Binary, s_shape, PlanLimits.None, budget, 1, wishes: new PlanWishes { Search = search });
            Assert.InRange(plan.Work, 0, 1.2 * budget);
            Assert.Equal(search, plan.Search);
            Assert.Equal(plan.ToJson(), WorkPlan.Parse(plan.ToJson(), "plan.json").ToJson());
            // Naive Bayes has nothing to set.
            Assert.All(plan.Candidates, candidate => Assert.True(candidate.Trials > 0 == candidate.Ranges.Count > 0 && candidate.Trials > 0 == candidate.Name is not "bayes"));
            trials.Add(plan.Candidates[0].Trials);
            foreach (var candidate in plan.Candidates)
                foreach (var range in candidate.Ranges)
                    Assert.All(new[] { range.Low, range.High }, value => range.Set(candidate.Settings[0], value).Make());
        }

        Assert.True(trials[0] > trials[1] && trials[1] >= trials[2], string.Join(" ", trials));
        var broken = Planner.Make(LearnTask.Binary, s_shape, PlanLimits.None, 60, 1, wishes: new PlanWishes { Search = search }).ToJson();
        foreach (var (text, other) in new[] { ("\"low\": 0.01", "\"low\": 0"), ("\"high\": 1000", "\"high\": 0.001"), ("\"option\": \"penalty\"", "\"option\": \"wizardry\""), ($"\"search\": \"{search}\"", "\"search\": \"Luck\"") })
        {
            Assert.Contains(text, broken);
            Assert.Equal("bad-plan", Assert.Throws<DataException>(() => WorkPlan.Parse(broken.Replace(text, other, StringComparison.Ordinal), "plan.json")).Code);
        }
    }

    [Fact]
    public void A_budget_too_short_gives_the_smallest_plan_and_says_so()
    {
        var plan = Make(0.001);
        Assert.True(plan.IsShort);
        Assert.Equal(("logistic", 2, 0), (Assert.Single(plan.Candidates).Name, plan.OuterFolds, plan.InnerFolds));
        Assert.DoesNotContain(plan.Skipped, part => part.Name is "logistic");
    }

    [Fact]
    public void Many_rows_are_compared_on_a_part_of_them_without_learners_that_never_end()
    {
        var plan = Planner.Make(LearnTask.Regression, new TableShape(2_000_000, 30, 30, 1, 2_000_000), PlanLimits.None, 600, 1);
        Assert.InRange(plan.Rows, 1_000, 50_000);
        Assert.DoesNotContain(plan.Candidates, candidate => candidate.Name is "svm");
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(60, 5)]
    public void A_class_of_few_rows_limits_the_folds(int rarest, int most) =>
        Assert.InRange(Planner.Make(LearnTask.Binary, new TableShape(300, 5, 8, 1, rarest), PlanLimits.None, 1_000, 1).OuterFolds, 2, most);

    [Theory]
    [InlineData(240, 100_000, 20)]
    [InlineData(1_600, 20_000, 20)]
    [InlineData(240, 100_000, 90)]
    public void So_many_columns_are_planned_for_in_time(int rows, int columns, double budget)
    {
        var plan = Planner.Make(LearnTask.Binary, new TableShape(rows, columns, columns, 1, rows / 2), PlanLimits.None, budget, 1);
        Assert.InRange(plan.Work, 0, 1.2 * budget);
        Assert.All(plan.Candidates.Where(candidate => candidate.Name is not "logistic"), candidate => Assert.All(candidate.Settings, setting => Assert.InRange(setting.Columns, 1, 200)));
        // Five times as many columns are no more than five times the work.
        var shape = plan.Shape with { Columns = 5 * columns, Width = 5 * columns };
        Assert.True(WorkCosts.OfExamination(shape) <= 5.01 * WorkCosts.OfExamination(plan.Shape));
        Assert.True(WorkCosts.OfRanking(shape, rows) <= 5.01 * WorkCosts.OfRanking(plan.Shape, rows));
        Assert.Equal(WorkCosts.Of(new PlannedSetting("svm", new Dictionary<string, string>(StringComparer.Ordinal), 200), plan.Shape, rows), WorkCosts.Of(new PlannedSetting("svm", new Dictionary<string, string>(StringComparer.Ordinal), 200), shape, rows), 5.0);
    }

    [Fact]
    public void Only_models_that_can_be_read_take_part_where_that_is_asked() =>
        Assert.Equal(["logistic", "tree"], Planner.Make(LearnTask.Binary, s_shape, new PlanLimits { Interpretable = true }, 90, 1).Candidates.Select(candidate => candidate.Name));

    [Fact]
    public void A_plan_is_read_back_as_it_was_written()
    {
        var json = Make(30).ToJson();
        Assert.Equal(json, WorkPlan.Parse(json, "plan.json").ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("outer_folds\": 1,")]
    [InlineData("learner\": \"wizard\",")]
    [InlineData("trees\": \"many\",")]
    public void A_damaged_plan_is_refused(string damage)
    {
        var json = Make(90).ToJson();
        var name = damage.Split('"')[0];
        var broken = damage.Contains('"', StringComparison.Ordinal) ? System.Text.RegularExpressions.Regex.Replace(json, name + "\":[^,]*,", damage) : damage;
        Assert.Equal("bad-plan", Assert.Throws<DataException>(() => WorkPlan.Parse(broken, "plan.json")).Code);
    }

    private static WorkPlan Make(double budget, ulong seed = 1) => Planner.Make(LearnTask.Binary, s_shape, PlanLimits.None, budget, seed);
}
