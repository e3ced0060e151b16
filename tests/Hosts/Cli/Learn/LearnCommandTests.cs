using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kirana.Data.Csv;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;

namespace Kirana.Tests.Hosts.Cli.Learn;

public sealed class LearnCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LearnCommandTests()
    {
        ShopFile.Write(_folder["customers.csv"], 500);
        ShopFile.Write(_folder["new.csv"], 80, seed: 9);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Learns_keeps_reports_and_predicts()
    {
        var learnt = Learn("--json", "--target", "buys_again", "--budget", "1s", "--out", _folder["model"], "--report", _folder["report.html"]).Json();
        foreach (var name in new[] { "load", "bin", "train_cpu", "train_wall" })
            Assert.True(learnt.GetProperty("seconds").GetProperty(name).GetDouble() >= 0);
        Assert.True(learnt.GetProperty("predict_us_per_row").GetDouble() > 0);
        Assert.True(learnt.GetProperty("peak_mb").GetDouble() > 10);
        Assert.Equal("binary", learnt.GetProperty("task").GetString());
        foreach (var name in new[] { "auc", "log_loss", "accuracy", "brier" })
        {
            Assert.True(learnt.GetProperty("metrics").GetProperty(name).GetDouble() > 0);
            Assert.True(learnt.GetProperty("baseline").GetProperty(name).GetDouble() > 0);
        }

        Assert.Equal("id", learnt.GetProperty("findings")[0].GetProperty("code").GetString());
        var page = File.ReadAllText(_folder["report.html"]);
        foreach (var heading in new[] { "At a glance", "Which learner", "What it is worth", "What rows are called", "Curves", "What it looks at", "How it was made" })
            Assert.Contains($"<h2>{heading}</h2>", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotMatch("(src|href)=\"http", page);

        var predicted = Tool.Run("predict", _folder["model"], _folder["new.csv"], "--keep", "customer", "--out", _folder["p.csv"], "--json").Json();
        Assert.Equal(80, predicted.GetProperty("rows").GetInt64());
        Assert.InRange(predicted.GetProperty("metrics").GetProperty("auc").GetDouble(), 0.6, 1);
        var lines = File.ReadAllLines(_folder["p.csv"]);
        Assert.Equal("row,customer,prediction,probability", lines[0]);
        Assert.Matches("^1,C00000,(yes|no),0\\.[0-9]+$", lines[1]);
        Assert.Equal(81, lines.Length);
    }

    [Fact]
    public void Parquet_and_gzip_give_the_same_as_csv()
    {
        Learn("--target", "buys_again", "--learner", "boosting", "--set", "trees=10", "--out", _folder["model"]);
        using (var packed = new GZipStream(File.Create(_folder["customers.csv.gz"]), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(_folder["customers.csv"]));
        Assert.Equal(0, Tool.Run("learn", _folder["customers.csv.gz"], "--target", "buys_again", "--learner", "boosting", "--set", "trees=10", "--out", _folder["model2"]).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["model"]), File.ReadAllBytes(_folder["model2"]));

        Tool.Run("predict", _folder["model"], _folder["new.csv"], "--out", _folder["p.parquet"]);
        Tool.Run("predict", _folder["model"], _folder["new.csv"], "--out", _folder["p.csv"]);
        var same = Tool.Run("learn", _folder["p.parquet"], "--target", "probability", "--learner", "tree", "--json").Json();
        var text = Tool.Run("learn", _folder["p.csv"], "--target", "probability", "--learner", "tree", "--json").Json();
        Assert.Equal(text.GetProperty("metrics").ToString(), same.GetProperty("metrics").ToString());
    }

    [Fact]
    public void A_model_that_a_program_saved_is_read_by_predict_and_one_that_learn_wrote_by_a_program()
    {
        using var lines = new CsvReader(File.OpenRead(_folder["customers.csv"]), "customers.csv");
        var table = TableReader.Read(lines).Select(["segment", "orders", "days_since_last", "avg_basket", "buys_again"]);
        var saved = new GradientBoosting { Trees = 10 }.Fit(new TabularData(table, "buys_again"), FitContext.Default);
        saved.Save(_folder["model"]);
        var answer = Tool.Run("predict", _folder["model"], _folder["customers.csv"], "--out", _folder["p.csv"], "--json").Json();
        Assert.Equal(("binary", JsonValueKind.Null), (answer.GetProperty("task").GetString(), answer.GetProperty("target").ValueKind));
        Same(saved);
        var screen = Tool.Run("predict", _folder["model"], _folder["customers.csv"]);
        Assert.Contains("Predictions of 500 rows by boosting (binary)", screen.Output);

        Learn("--target", "buys_again", "--learner", "boosting", "--set", "trees=10", "--out", _folder["model"]);
        Tool.Run("predict", _folder["model"], _folder["customers.csv"], "--out", _folder["p.csv"]);
        Same(BoostedTrees.Load(_folder["model"]));

        void Same(BoostedTrees model)
        {
            var probabilities = new float[table.RowCount];
            model.PredictProbability(model.Encode(table), probabilities);
            Assert.Equal(probabilities, File.ReadLines(_folder["p.csv"]).Skip(1).Select(line => float.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Libsvm_text_needs_no_target()
    {
        File.WriteAllLines(_folder["rows.svm"], Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(i % 7 < 3 ? -1 : 1)} 1:{i % 7} 3:{i % 5}")));
        var learnt = Tool.Run("learn", _folder["rows.svm"], "--learner", "boosting", "--out", _folder["model"], "--json").Json();
        Assert.Equal("label", learnt.GetProperty("target").GetString());
        Assert.Equal(1, learnt.GetProperty("metrics").GetProperty("auc").GetDouble(), 1e-9);
        File.WriteAllText(_folder["short.svm"], "1 1:6\n-1 1:1\n");
        var predicted = Tool.Run("predict", _folder["model"], _folder["short.svm"], "--json").Json();
        Assert.Equal(1, predicted.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 1e-9);
    }

    [Fact]
    public void The_screen_shows_figures_beside_the_baseline_and_what_to_do_next()
    {
        var run = Learn("--target", "buys_again", "--budget", "1s");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("auc +0\\.[0-9]{4} +0\\.[0-9]{4} +0\\.[0-9]{4} +0\\.5000", run.Output);
        Assert.Contains("--task binary", run.Output);
        Assert.Contains("Next: ", run.Output);
        Assert.Contains("Left out: 'customer'", run.Error);
    }

    [Fact]
    public void Depths_are_swept_with_numbers_a_picture_and_verdicts()
    {
        string[] words = ["--target", "buys_again", "--learner", "tree", "--sweep", "depth=1,3,10"];
        var depths = Learn([.. words, "--json", "--report", _folder["report.html"]]).Json().GetProperty("depths");
        Assert.Equal(("wrong_classes", 400, 100), (depths.GetProperty("error").GetString(), depths.GetProperty("train_rows").GetInt32(), depths.GetProperty("test_rows").GetInt32()));
        foreach (var curve in new[] { depths.GetProperty("tree"), depths.GetProperty("forest") })
        {
            Assert.Equal([1, 3, 10], curve.EnumerateArray().Select(point => point.GetProperty("depth").GetInt32()));
            Assert.Single(curve.EnumerateArray(), point => point.GetProperty("best").GetBoolean());
            Assert.All(curve.EnumerateArray(), point =>
            {
                Assert.Equal(point.GetProperty("test_error").GetDouble(), point.GetProperty("bias_squared").GetDouble() + point.GetProperty("variance").GetDouble(), 1e-9);
                Assert.InRange(point.GetProperty("leaves").GetDouble(), 1, point.GetProperty("most_leaves").GetInt64());
            });
        }

        Assert.Equal("over-fitting", depths.GetProperty("tree")[2].GetProperty("verdict").GetString());
        var page = File.ReadAllText(_folder["report.html"]);
        Assert.Contains("<h2>What depth does</h2>", page);
        Assert.Contains("forest: variance", page);
        var screen = Learn(words);
        Assert.Matches("10 .* 1,024 +over-fitting", screen.Output);
        Assert.Contains("noise is part of bias²", screen.Output);
    }

    [Theory]
    [InlineData("--learner", "boosting", "--sweep", "depth")]
    [InlineData("--sweep", "depth")]
    [InlineData("--learner", "tree", "--sweep", "leaves")]
    [InlineData("--learner", "tree", "--sweep", "depth=0")]
    [InlineData("--learner", "tree", "--sweep", "depth=2,2")]
    [InlineData("--learner", "tree", "--sweep", "depth=")]
    public void A_sweep_that_cannot_be_is_refused(params string[] words)
    {
        var run = Learn(["--target", "buys_again", .. words]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--sweep", run.Error);
    }

    [Fact]
    public void Options_are_listed_with_defaults_and_an_unknown_one_gets_the_nearest()
    {
        Assert.Matches("learning-rate +0\\.1 ", Tool.Run("learn", "--learner", "boosting", "--options").Output);
        var wrong = Learn("--target", "buys_again", "--set", "leave=5");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("Did you mean leaves?", wrong.Error);
        Assert.Equal(1, Learn("--target", "buys_again", "--set", "leaves=1").ExitCode);
    }

    [Theory]
    [InlineData("missing-column", "--target", "buys_agian")]
    [InlineData("wrong-kind", "--target", "segment", "--task", "regression")]
    [InlineData("cannot-write", "--target", "buys_again", "--out", "/no/such/folder/model")]
    public void Bad_data_end_with_2(string code, params string[] words)
    {
        var run = Learn([.. words, "--json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(code, run.Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void Predict_names_the_missing_column_and_the_nearest_one_and_leaves_no_file()
    {
        Learn("--target", "buys_again", "--learner", "boosting", "--set", "trees=3", "--out", _folder["model"]);
        File.WriteAllText(_folder["new.csv"], File.ReadAllText(_folder["new.csv"]).Replace("days_since_last", "days_since"));
        var error = Refused("new.csv");
        Assert.Equal("missing-column", error.GetProperty("code").GetString());
        Assert.Equal("days_since_last", error.GetProperty("column").GetString());

        File.WriteAllText(_folder["new.csv"], "segment,orders,days_since_last,avg_basket\n" + string.Concat(Enumerable.Repeat("gift,1,2,3\n", 20_000)) + "gift,many,2,3\n");
        error = Refused("new.csv");
        Assert.Equal(("bad-field", 20_002), (error.GetProperty("code").GetString(), error.GetProperty("row").GetInt64()));

        Assert.Equal("no-such-file", Refused("other.csv").GetProperty("code").GetString());
        File.WriteAllBytes(_folder["model"], File.ReadAllBytes(_folder["model"])[..500]);
        Assert.Equal("bad-model", Refused("new.csv").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Ctrl_C_ends_with_130_and_leaves_no_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var process = Tool.Start([], "learn", _folder["customers.csv"], "--target", "buys_again", "--learner", "forest", "--set", "trees=100000", "--out", _folder["model"], "--report", _folder["report.html"], "--json");
        // The first stage is told when the file is read; then the forest grows for longer than anybody waits.
        Assert.Contains("Reading", await process.StandardError.ReadLineAsync());
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("cancelled", new Run(130, output, "").Json().GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(["customers.csv", "new.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Every_command_of_the_how_to_page_runs()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "how-to", "learn-from-a-table.md"));
        var ran = 0;
        foreach (Match line in Regex.Matches(page, "^kirana (learn|predict) .*$", RegexOptions.Multiline))
        {
            string[] words = [.. line.Value.Split(' ')[1..].Select(word => File.Exists(_folder[word]) || word.EndsWith(".csv", StringComparison.Ordinal) || word.EndsWith(".safetensors", StringComparison.Ordinal) || word.EndsWith(".html", StringComparison.Ordinal) ? _folder[word] : word)];
            var run = Tool.Run([.. words, "--quiet"]);
            Assert.True(run.ExitCode == 0, line.Value + run.Error);
            ran++;
        }

        Assert.InRange(ran, 4, 20);
    }

    private JsonElement Refused(string file)
    {
        var run = Tool.Run("predict", _folder["model"], _folder[file], "--out", _folder["p.csv"], "--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(Directory.GetFiles(_folder.Path, "p.csv*"));
        return run.Json().GetProperty("error");
    }

    private Run Learn(params string[] words) => Tool.Run(["learn", _folder["customers.csv"], .. words]);
}
