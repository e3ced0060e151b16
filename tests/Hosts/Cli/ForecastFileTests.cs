using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kirana.Data.Csv;
using Kirana.Data.Lines;
using Kirana.Storage.Lines;

namespace Kirana.Tests.Hosts.Cli;

public sealed class ForecastFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_series_becomes_the_same_table_in_parquet_as_in_csv()
    {
        var file = Write(100);
        var json = Tool.Run("forecast", "--file", file, "--horizon", "4", "--season", "7", "--out", _folder["f.csv"], "--json").Json();
        Assert.Equal((100, 400, 6000, 0), (json.GetProperty("series").GetInt64(), json.GetProperty("rows").GetInt64(), json.GetProperty("lines").GetInt64(), json.GetProperty("failed").GetInt64()));
        Assert.True(json.GetProperty("seconds").GetProperty("total").GetDouble() > 0 && json.GetProperty("rate").GetDouble() > 0 && json.GetProperty("peak_mb").GetDouble() > 0);
        Assert.Equal(0, Tool.Run("forecast", "--file", file, "--horizon", "4", "--season", "7", "--out", _folder["f.parquet"], "--resume").ExitCode);
        using var csv = new CsvReader(File.OpenRead(_folder["f.csv"]), "csv");
        using var parquet = new ParquetLineReader(_folder["f.parquet"]);
        Assert.Equal(["series", "step", "time", "model", "mean", "q0.1", "q0.5", "q0.9"], csv.Columns);
        Assert.Equal(csv.Columns, parquet.Columns);
        Assert.Equal(Rows(csv), Rows(parquet));

        // What Parquet holds is read as well as CSV.
        using (var table = new ParquetTableWriter(_folder["in.parquet"], ("series", typeof(string)), ("time", typeof(string)), ("value", typeof(double))))
        {
            foreach (var line in File.ReadLines(file).Skip(1))
            {
                var fields = line.Split(',');
                table.Write(fields[0]);
                table.Write(fields[1]);
                table.Write(double.Parse(fields[2], CultureInfo.InvariantCulture));
                table.EndRow();
            }

            table.Complete();
        }

        Assert.Equal(0, Tool.Run("forecast", "--file", _folder["in.parquet"], "--horizon", "4", "--season", "7", "--out", _folder["p.csv"]).ExitCode);
        Assert.Equal(File.ReadAllText(_folder["f.csv"]), File.ReadAllText(_folder["p.csv"]));
    }

    [Fact]
    public void What_is_known_beside_a_file_is_used_where_it_helps_and_told()
    {
        var (sales, plan, noise) = (_folder["sales.csv"], _folder["plan.csv"], _folder["noise.csv"]);
        var days = Enumerable.Range(0, 124).Select(day => (day, Date: new DateOnly(2025, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).ToArray();
        File.WriteAllLines(sales, ["series,time,value", .. days.Take(120).Select(one => $"a,{one.Date},{100 + 5 * (one.day % 7) + one.day * 37 % 11 + (one.day % 9 == 3 ? 60 : 0)}")]);
        File.WriteAllLines(plan, ["time,campaign", .. days.Select(one => $"{one.Date},{(one.day % 9 == 3 ? "true" : "false")}")]);
        File.WriteAllLines(noise, ["time,noise", .. days.Select(one => $"{one.Date},{one.day * 7919 % 101}")]);
        string[] shape = ["--horizon", "4", "--season", "7", "--model", "theta"];
        Assert.Equal(0, Tool.Run(["forecast", "--file", sales, .. shape, "--out", _folder["plain.csv"]]).ExitCode);
        Assert.Equal(0, Tool.Run(["forecast", "--file", sales, .. shape, "--covariates", noise, "--out", _folder["noise-out.csv"]]).ExitCode);
        Assert.Equal(File.ReadAllText(_folder["plain.csv"]), File.ReadAllText(_folder["noise-out.csv"]));

        var told = Tool.Run(["forecast", "--file", sales, .. shape, "--covariates", plan, "--known", "campaign", "--out", _folder["f.csv"], "--json"]).Json().GetProperty("covariates");
        var campaign = told.GetProperty("columns")[0];
        Assert.Equal(("campaign", "ahead", true), (campaign.GetProperty("name").GetString(), campaign.GetProperty("kind").GetString(), campaign.GetProperty("used").GetBoolean()));
        Assert.True(campaign.GetProperty("gain").GetDouble() > 0 && campaign.GetProperty("effect_limits")[0].GetDouble() > 0.3);
        Assert.NotEqual(File.ReadAllText(_folder["plain.csv"]), File.ReadAllText(_folder["f.csv"]));

        var page = Tool.Run(["evaluate", "forecast", sales, .. shape, "--covariates", plan, "--report", _folder["page.html"]]);
        Assert.Contains("no covariates", page.Output, StringComparison.Ordinal);
        Assert.Contains("forecasts of what was held out are better with it", page.Output, StringComparison.Ordinal);
        Assert.Contains("What is known beside the series", File.ReadAllText(_folder["page.html"]), StringComparison.Ordinal);
        Assert.Equal(1, Tool.Run(["forecast", "--file", sales, .. shape, "--known", "campaign", "--out", _folder["x.csv"]]).ExitCode);
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_resumed()
    {
        if (OperatingSystem.IsWindows())
            return;
        // Exponential smoothing calibrates for seconds, long enough for a signal to arrive.
        var file = Write(150);
        string[] command = ["forecast", "--file", file, "--horizon", "4", "--season", "7", "--model", "ets", "--out", _folder["f.csv"]];
        using var process = Tool.Start([], [.. command, "--json"]);
        // The first line is told when the file has been read.
        Assert.Contains("Reading", await process.StandardError.ReadLineAsync());
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        var rest = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("--resume", await rest);
        Assert.Equal("cancelled", new Run(130, output, "").Json().GetProperty("error").GetProperty("code").GetString());
        Assert.False(File.Exists(_folder["f.csv"]));

        Assert.True(Directory.Exists(_folder["f.csv.parts"]));
        Assert.Equal(150, Tool.Run([.. command, "--resume", "--json"]).Json().GetProperty("series").GetInt64());
        Assert.Equal(1 + 150 * 4, File.ReadAllLines(_folder["f.csv"]).Length);
        Assert.False(Directory.Exists(_folder["f.csv.parts"]));
    }

    [Fact]
    public void A_hierarchy_is_compared_by_columns_and_a_broken_tree_is_refused()
    {
        var rows = Enumerable.Range(0, 40).SelectMany(t => Enumerable.Range(0, 4).Select(i => string.Create(CultureInfo.InvariantCulture, $"{t},{"NS"[i / 2]},r{i},{20 + 7 * i + (t * (i + 3)) % 5}")));
        File.WriteAllLines(_folder["h.csv"], ["t,State,Region,v", .. rows]);
        string[] command = ["evaluate", "forecast", _folder["h.csv"], "--horizon", "4", "--windows", "2", "--model", "ses", "--hierarchy", "State,State+Region"];
        var json = Tool.Run([.. command, "--json"]).Json();
        Assert.Equal(["total", "State", "bottom"], json.GetProperty("levels").EnumerateArray().Select(level => level.GetString()));
        Assert.Equal(["mint-shrinkage", "mint-variance", "mint-structural", "bottom-up", "top-down"], json.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()));
        Assert.Contains("bottom-up", Tool.Run(command).Output, StringComparison.Ordinal);
        Assert.Equal(1, Tool.Run([.. command, "--quantiles", "0.1,0.9", "--json"]).ExitCode);

        File.WriteAllLines(_folder["s.csv"], ["series,time,value", .. Enumerable.Range(0, 20).Select(t => $"a,{t},{t % 3}")]);
        File.WriteAllLines(_folder["parents.csv"], ["series,parent", "a,nowhere"]);
        var broken = Tool.Run("evaluate", "forecast", _folder["s.csv"], "--horizon", "2", "--hierarchy", _folder["parents.csv"], "--json");
        Assert.Equal("orphan", broken.Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void An_evaluation_shows_slices_and_the_worst_and_writes_a_page()
    {
        var file = Write(30);
        string[] command = ["evaluate", "forecast", file, "--horizon", "7", "--season", "7", "--report", _folder["page.html"]];
        var json = Tool.Run([.. command, "--json"]).Json();
        Assert.NotEmpty(json.GetProperty("slices").EnumerateArray());
        Assert.Equal(20, json.GetProperty("worst").GetArrayLength());
        Assert.Equal(_folder["page.html"], json.GetProperty("report").GetString());
        var page = File.ReadAllText(_folder["page.html"]);
        Assert.All((string[])["80 % interval", "what happened", "trend", "The rest", "By demand class", "é"], words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        var text = Tool.Run(command);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("The report: file://", text.Output, StringComparison.Ordinal);
        Assert.Equal(2, Tool.Run("evaluate", "forecast", file, "--horizon", "7", "--report", Path.Combine(_folder["absent"], "page.html"), "--json").ExitCode);
    }

    [Theory]
    [InlineData("--file", "s.csv")]
    [InlineData("--file", "s.csv", "--horizon", "4")]
    [InlineData("--file", "s.csv", "--horizon", "4", "--out", "f.txt")]
    [InlineData("--file", "s.csv", "--horizon", "4", "--out", "f.csv", "--item", "A")]
    [InlineData("--file", "s.csv", "--horizon", "4", "--out", "f.csv", "--season", "0")]
    [InlineData("--file", "s.csv", "--horizon", "4", "--out", "f.csv", "--model", "oracle")]
    [InlineData("--item", "A", "--resume")]
    public void What_cannot_be_asked_is_wrong_usage(params string[] args)
    {
        var run = Tool.Run(["forecast", .. args, "--json"]);
        Assert.Equal(1, run.ExitCode);
        Assert.NotEqual("", run.Json().GetProperty("error").GetProperty("message").GetString());
    }

    private string Write(int series)
    {
        using var file = new StreamWriter(_folder["series.csv"]);
        file.WriteLine("series,time,value");
        for (var day = 0; day < 60; day++)
            for (var s = 0; s < series; s++)
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"é{s},{new DateOnly(2024, 1, 1).AddDays(day):yyyy-MM-dd},{(s + day * 5 + day % 7 * 3) % 13}"));
        return _folder["series.csv"];
    }

    private static List<string> Rows(ILineReader reader)
    {
        var rows = new List<string>();
        while (reader.TryRead())
            for (var column = 0; column < reader.Columns.Count; column++)
            {
                var text = Encoding.UTF8.GetString(reader.Field(column));
                rows.Add(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("r", CultureInfo.InvariantCulture) : text);
            }

        return rows;
    }
}
