namespace Kirana.Tests.Hosts.Cli.Learn;

public sealed class ComparisonCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ComparisonCommandTests() => ShopFile.Write(_folder["customers.csv"], 300);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_is_printed_kept_and_repeated_to_the_same_bytes()
    {
        var first = Learn("--plan-out", _folder["plan.json"], "--budget", "0.5s", "--out", _folder["one"], "--json");
        Assert.Equal(0, first.ExitCode);
        Assert.Matches("Plan for 0.5 s: logistic.*judged in [2-5] folds", first.Error);
        var comparison = first.Json().GetProperty("comparison");
        Assert.Equal(("auc", "stratified", 0.5), (comparison.GetProperty("metric").GetString(), comparison.GetProperty("folds").GetString(), comparison.GetProperty("budget_seconds").GetDouble()));
        var winner = comparison.GetProperty("learners")[0];
        Assert.True(winner.GetProperty("winner").GetBoolean());
        Assert.Equal(first.Json().GetProperty("learner").GetString(), winner.GetProperty("name").GetString());
        Assert.Contains(comparison.GetProperty("learners").EnumerateArray(), learner => learner.GetProperty("name").GetString() is "baseline");

        // With all the time in the world the clock has no say.
        File.WriteAllText(_folder["plan.json"], File.ReadAllText(_folder["plan.json"]).Replace("\"budget_seconds\": 0.5", "\"budget_seconds\": 1000", StringComparison.Ordinal));
        Learn("--plan", _folder["plan.json"], "--out", _folder["two"]);
        Learn("--plan", _folder["plan.json"], "--out", _folder["three"], "--threads", "1");
        Assert.Equal(File.ReadAllBytes(_folder["two"]), File.ReadAllBytes(_folder["three"]));
    }

    [Fact]
    public void Costs_choose_the_threshold_that_predict_follows()
    {
        var run = Learn("--learner", "logistic", "--cost", "fp=1,fn=9", "--out", _folder["model"], "--report", _folder["report.html"], "--json").Json();
        var decision = run.GetProperty("decision");
        var threshold = decision.GetProperty("threshold").GetDouble();
        Assert.Equal(0.1, threshold, 1e-9);
        Assert.Equal(60, decision.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetDouble())));
        Assert.True(decision.GetProperty("cost_per_row").GetDouble() <= decision.GetProperty("cost_of_more_probable").GetDouble());
        Assert.Contains("What it is worth in money", File.ReadAllText(_folder["report.html"]));
        Tool.Run("predict", _folder["model"], _folder["customers.csv"], "--out", _folder["p.csv"]);
        Assert.All(File.ReadLines(_folder["p.csv"]).Skip(1), line =>
        {
            var parts = line.Split(',');
            Assert.Equal(double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) >= threshold ? "yes" : "no", parts[1]);
        });
    }

    [Fact]
    public void The_report_names_copies_with_their_originals_constants_and_what_was_not_tried()
    {
        File.WriteAllLines(_folder["customers.csv"], File.ReadAllLines(_folder["customers.csv"]).Select((line, row) => row == 0 ? $"{line},twin,still" : $"{line},{line.Split(',')[3]},7"));
        var run = Learn("--budget", "0.5s", "--report", _folder["report.html"], "--json");
        Assert.Equal(0, run.ExitCode);
        var report = File.ReadAllText(_folder["report.html"]);
        Assert.Contains("1 column was left out as copies: twin of days_since_last.", report);
        Assert.Contains("1 column was left out of one value only: still.", report);
        Assert.Contains("What was not tried", report);
        foreach (var heading in new[] { "At a glance", "What to watch out for", "Which learner", "When to choose which", "What it is worth", "Do probabilities mean what they say?", "What rows are called", "ROC curve", "Precision–recall curve", "What more rows bring", "Loss when shuffled", "How it was made" })
            Assert.Contains(heading, report);
    }

    [Fact]
    public void Ways_to_choose_columns_and_to_search_are_asked_for_and_reported()
    {
        var run = Learn("--budget", "3s", "--select", "filters,sparse", "--search", "random", "--interpretable", "--plan-out", _folder["plan.json"], "--report", _folder["report.html"], "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("tuned at random in", run.Error);
        var plan = File.ReadAllText(_folder["plan.json"]);
        Assert.Contains("\"search\": \"Random\"", plan);
        Assert.Contains("\"choice\": \"Filters\"", plan);
        Assert.Contains("\"choice\": \"Sparse\"", plan);
        Assert.DoesNotContain("Shadows", plan);
        var logistic = run.Json().GetProperty("comparison").GetProperty("learners").EnumerateArray().First(learner => learner.GetProperty("name").GetString() is "logistic");
        Assert.InRange(logistic.GetProperty("kkt_residual").GetDouble(), 0, 1e-6);
        Assert.True(logistic.GetProperty("peak_mb").GetDouble() >= 0);
        var named = Learn("--learner", "logistic", "--json").Json();
        Assert.InRange(named.GetProperty("kkt_residual").GetDouble(), 0, 1e-6);
        Assert.Contains("KKT residual", Learn("--learner", "logistic").Output);
    }

    [Theory]
    [InlineData("--budget", "soon")]
    [InlineData("--budget", "-3s")]
    [InlineData("--max-size", "big")]
    [InlineData("--max-latency", "0")]
    [InlineData("--select", "luck")]
    [InlineData("--select", "filters,none")]
    [InlineData("--search", "hope")]
    [InlineData("--learner", "tree", "--select", "filters")]
    [InlineData("--plan", "/no/such/plan")]
    [InlineData("--cost", "fp=cheap")]
    [InlineData("--cost", "/no/such/costs.csv")]
    [InlineData("--learner", "tree", "--budget", "5s")]
    [InlineData("--task", "ranking", "--interpretable")]
    public void Wrong_words_are_usage_errors(params string[] words)
    {
        var run = Learn(words);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    private Run Learn(params string[] words) => Tool.Run(["learn", _folder["customers.csv"], "--target", "buys_again", .. words]);
}
