namespace Kirana.Tests.Hosts.Cli;

public sealed class PlanCommandTests
{
    [Fact]
    public void A_plan_and_its_simulation_stand_beside_each_other()
    {
        var run = Tool.Run("plan", "recommend", "--users", "1.5k", "--items", "200", "--probe", "1k", "--lists-per-second", "1000", "--simulate", "--json");
        Assert.Equal(0, run.ExitCode);
        var (plan, simulated) = (run.Json().GetProperty("plan"), run.Json().GetProperty("simulated"));
        Assert.Equal((1500, 200), (plan.GetProperty("shop").GetProperty("users").GetInt32(), plan.GetProperty("shop").GetProperty("items").GetInt32()));
        Assert.Equal(6, plan.GetProperty("sources").GetArrayLength());
        Assert.True(plan.GetProperty("serve_processors").GetInt32() >= 1);
        foreach (var figure in plan.GetProperty("needs").EnumerateObject())
            Assert.True(figure.Value.GetDouble() > 0 && simulated.GetProperty(figure.Name).GetDouble() > 0, figure.Name);
    }

    [Theory]
    [InlineData("needs the number of --users and of --items", "--users", "10M")]
    [InlineData("expected a number above 0 with one of the units", "--users", "many", "--items", "10k")]
    [InlineData("at most 2,147,483,647", "--users", "3000M", "--items", "10k")]
    [InlineData("A shop has at least 100 shoppers", "--users", "10k", "--items", "7")]
    [InlineData("at least 1,000 shoppers are measured", "--users", "10k", "--items", "1k", "--probe", "10")]
    [InlineData("Lists a second are above 0", "--users", "10k", "--items", "1k", "--lists-per-second", "0")]
    public void A_size_that_makes_no_shop_is_a_usage_error(string message, params string[] options)
    {
        var run = Tool.Run(["plan", "recommend", .. options]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
