using System.Globalization;
using System.Text.Json;
using System.Text;
using Kirana.Cli.Tables;
using Kirana.Data.Csv;
using Kirana.Data.Lines;
using Kirana.Storage.Lines;

namespace Kirana.Tests.Hosts.Cli;

public sealed class TrainedShopTests(TrainedShop shop) : IClassFixture<TrainedShop>
{
    [Fact]
    public void Import_counts_every_line_and_keeps_the_mapping()
    {
        var import = shop.Imported.Json();
        var lines = File.ReadLines(shop.Orders).Count() - 1;
        Assert.Equal(lines, import.GetProperty("rows").GetInt64());
        Assert.Equal(lines, import.GetProperty("accepted").GetInt64());
        Assert.Equal("events", import.GetProperty("files")[0].GetProperty("kind").GetString());
        Assert.Contains("\"orders\"", File.ReadAllText(Path.Combine(shop.Folder, "kirana.json")));

        var again = Tool.Run("import", shop.Orders, "--shop", shop.Folder, "--json").Json();
        Assert.Equal((0, lines), (again.GetProperty("added").GetInt64(), again.GetProperty("already_present").GetInt64()));
    }

    [Fact]
    public void Training_registers_versions_with_metrics_intervals_and_baselines()
    {
        foreach (var run in (Run[])[shop.Recommend, shop.Forecast])
        {
            var training = run.Json();
            Assert.True(training.GetProperty("promoted").GetBoolean());
            Assert.NotEmpty(training.GetProperty("metrics").EnumerateObject());
            Assert.NotEmpty(training.GetProperty("baselines").EnumerateObject());
            foreach (var limits in training.GetProperty("intervals").EnumerateObject())
                Assert.Equal(2, limits.Value.GetArrayLength());

            var model = Tool.Run("models", "show", training.GetProperty("model").GetProperty("area").GetString()!, "--shop", shop.Folder, "--json").Json();
            foreach (var shape in (string[])["metrics", "intervals", "baselines"])
                Assert.Equal(Names(training.GetProperty(shape)), Names(model.GetProperty(shape)));
            Assert.Contains("<table", File.ReadAllText(training.GetProperty("report").GetString()!));
        }

        var status = Tool.Run("status", "--shop", shop.Folder, "--json").Json().GetProperty("models");
        Assert.Equal(1, status.GetProperty("recommend").GetProperty("version").GetInt32());
        Assert.Equal(1, status.GetProperty("forecast").GetProperty("version").GetInt32());
    }

    [Fact]
    public void A_list_has_reasons_and_does_not_repeat_an_item()
    {
        var run = Tool.Run("recommend", "--user", "U3", "-k", "5", "--why", "--include-bought", "--shop", shop.Folder, "--json").Json();
        var list = run.GetProperty("list").EnumerateArray().ToArray();
        Assert.Equal([1, 2, 3, 4, 5], list.Select(item => item.GetProperty("position").GetInt32()));
        Assert.Equal(5, list.Select(item => item.GetProperty("item").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(list, item => item.GetProperty("why").GetArrayLength() > 0);
        Assert.StartsWith("Item ", list[0].GetProperty("title").GetString());
    }

    [Fact]
    public void An_unknown_customer_gets_best_sellers_and_is_told_so()
    {
        var run = Tool.Run("recommend", "--user", "nobody/😀 '\"", "--shop", shop.Folder, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("unknown", run.Json().GetProperty("note").GetString());
    }

    [Theory]
    [InlineData("recommend", "--item", "S999")]
    [InlineData("forecast", "--item", "S999")]
    [InlineData("models", "show", "recommend", "99")]
    public void What_does_not_exist_ends_with_3(params string[] args)
    {
        var run = Tool.Run([.. args, "--shop", shop.Folder, "--json"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("not-found", run.Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("recommend")]
    [InlineData("recommend", "--user", "U1", "--item", "S1")]
    [InlineData("recommend", "--user", "U1", "-k", "0")]
    [InlineData("recommend", "--all")]
    [InlineData("forecast")]
    [InlineData("forecast", "--item", "S1", "--horizon", "0")]
    [InlineData("forecast", "--item", "S1", "--horizon", "10000")]
    [InlineData("forecast", "--item", "S1", "--quantiles", "0.9,0.1")]
    [InlineData("forecast", "--all", "--out", "lists.pdf")]
    [InlineData("evaluate", "recommend", "missing.txt")]
    [InlineData("evaluate", "recommend", "--k", "ten")]
    [InlineData("evaluate", "forecast", "missing.csv")]
    public void What_cannot_be_asked_ends_with_1_and_says_why(params string[] args)
    {
        var run = Tool.Run([.. args, "--shop", shop.Folder, "--json"]);
        Assert.Equal(1, run.ExitCode);
        Assert.NotEqual("", run.Json().GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public void A_forecast_has_a_picture_and_quantiles_in_order()
    {
        var text = Tool.Run("forecast", "--item", "S3", "--horizon", "14", "--shop", shop.Folder);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains(text.Output, sign => sign is >= '\u2801' and <= '\u28ff');
        var json = Tool.Run("forecast", "--item", "S3", "--horizon", "14", "--shop", shop.Folder, "--json").Json();
        double[] Values(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
        var quantiles = json.GetProperty("quantiles");
        Assert.Equal(14, json.GetProperty("mean").GetArrayLength());
        Assert.All(Values(quantiles.GetProperty("0.1")).Zip(Values(quantiles.GetProperty("0.9"))), pair => Assert.True(pair.First <= pair.Second));
    }

    [Fact]
    public void Everything_goes_into_files_that_appear_whole()
    {
        var lists = Tool.Run("recommend", "--all", "--out", shop["lists.csv"], "-k", "3", "--shop", shop.Folder, "--json").Json();
        var lines = File.ReadAllLines(shop["lists.csv"]);
        Assert.Equal("user,position,item,score,source", lines[0]);
        Assert.Equal((40, lines.Length - 1), (lists.GetProperty("subjects").GetInt64(), lists.GetProperty("lines").GetInt64()));

        var forecasts = Tool.Run("forecast", "--all", "--level", "total", "--horizon", "7", "--out", shop["total.csv"], "--shop", shop.Folder, "--json").Json();
        Assert.Equal((1, 7), (forecasts.GetProperty("subjects").GetInt64(), forecasts.GetProperty("lines").GetInt64()));
        Assert.Equal(8, File.ReadAllLines(shop["total.csv"]).Length);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(shop.Orders)!, "*.partial"));
    }

    [Fact]
    public void Levels_that_agree_are_written_with_their_names()
    {
        Assert.Equal(0, Tool.Run("forecast", "--all", "--coherent", "--step", "week", "--horizon", "2", "--out", shop["levels.csv"], "--shop", shop.Folder, "--json").ExitCode);
        var rows = File.ReadLines(shop["levels.csv"]).Select(line => line.Split(',')).ToArray();
        Assert.Equal(["level", "series", "step", "time", "model", "mean", "q0.1", "q0.5", "q0.9"], rows[0]);
        foreach (var step in (string[])["1", "2"])
        {
            double Sum(string level) => rows.Where(row => row[0].Equals(level, StringComparison.Ordinal) && row[2].Equals(step, StringComparison.Ordinal)).Sum(row => double.Parse(row[5], CultureInfo.InvariantCulture));
            Assert.Equal(Sum("total"), Sum("item"), 1e-6);
            Assert.True(Sum("total") > 0);
        }

        Assert.Equal(1, Tool.Run("forecast", "--item", "S3", "--coherent", "--shop", shop.Folder, "--json").ExitCode);
        // A shop that tells sales alone has nothing to try.
        Assert.Empty(shop.Forecast.Json().GetProperty("inputs").EnumerateArray());
        Assert.Empty(shop.Forecast.Json().GetProperty("apart").EnumerateArray());
        Assert.Empty(Tool.Run("forecast", "--item", "S3", "--shop", shop.Folder, "--json").Json().GetProperty("uses").EnumerateArray());
    }

    [Fact]
    public void Everybodys_lists_and_forecasts_are_the_same_in_parquet_as_in_csv()
    {
        foreach (var ending in (string[])["csv", "parquet"])
        {
            Assert.Equal(0, Tool.Run("recommend", "--all", "--why", "--out", shop["all-lists." + ending], "--shop", shop.Folder, "--json").ExitCode);
            Assert.Equal(0, Tool.Run("forecast", "--all", "--step", "week", "--out", shop["all-forecasts." + ending], "--shop", shop.Folder, "--json").ExitCode);
        }

        foreach (var table in (string[])["all-lists", "all-forecasts"])
        {
            using var csv = new CsvReader(File.OpenRead(shop[table + ".csv"]), table);
            using var parquet = new ParquetLineReader(shop[table + ".parquet"]);
            Assert.Equal(csv.Columns, parquet.Columns);
            Assert.Equal(Rows(csv), Rows(parquet));
        }

        Assert.Equal(1, Tool.Run("recommend", "--all", "--out", shop["lists.xlsx"], "--shop", shop.Folder, "--json").ExitCode);
    }

    [Fact]
    public void A_table_runs_no_formula_in_a_spreadsheet()
    {
        using (var table = TableFile.Create(shop["guarded.csv"], [("user", typeof(string)), ("score", typeof(double))]))
        {
            foreach (var user in (string[])["=cmd|' /C calc'!A0", "-5", "@sum(1)", "U1"])
            {
                table.Write(user);
                table.Write(-0.5);
                table.EndRow();
            }

            table.Complete();
        }

        Assert.Equal(["user,score", "'=cmd|' /C calc'!A0,-0.5", "-5,-0.5", "'@sum(1),-0.5", "U1,-0.5"], File.ReadAllLines(shop["guarded.csv"]));
    }

    [Fact]
    public void Evaluating_the_shop_registers_nothing()
    {
        foreach (var area in (string[])["recommend", "forecast"])
        {
            var evaluation = Tool.Run("evaluate", area, "--shop", shop.Folder, "--json").Json();
            Assert.NotEmpty(evaluation.GetProperty("metrics").EnumerateObject());
            Assert.NotEmpty(evaluation.GetProperty("baselines").EnumerateObject());
            Assert.Equal(Path.Combine(shop.Folder, "reports", $"evaluate-{area}.html"), evaluation.GetProperty("report").GetString());
            Assert.True(File.Exists(evaluation.GetProperty("report").GetString()));
        }

        Assert.Equal(2, Tool.Run("models", "list", "--shop", shop.Folder, "--json").Json().GetProperty("models").GetArrayLength());
    }

    [Fact]
    public void The_same_seed_gives_the_same_list_on_one_thread_and_on_several()
    {
        string List(string threads) => Tool.Run("recommend", "--user", "U5", "--why", "--threads", threads, "--shop", shop.Folder, "--json").Output;
        Assert.Equal(List("1"), List("4"));
    }

    [Fact]
    public void A_backup_comes_back_with_its_models()
    {
        Assert.Equal(0, Tool.Run("backup", shop["backup.tar.gz"], "--shop", shop.Folder).ExitCode);
        Assert.Equal(0, Tool.Run("restore", shop["backup.tar.gz"], shop["again"]).ExitCode);
        var (before, after) = (Tool.Run("status", "--shop", shop.Folder, "--json").Json(), Tool.Run("status", "--shop", shop["again"], "--json").Json());
        Assert.Equal(before.GetProperty("rows").GetRawText(), after.GetProperty("rows").GetRawText());
        string Hash(JsonElement status) => status.GetProperty("models").GetProperty("recommend").GetProperty("file_hash").GetString()!;
        Assert.Equal(Hash(before), Hash(after));
        Assert.Equal("folder-not-empty", Tool.Run("restore", shop["backup.tar.gz"], shop["again"], "--json").Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void Check_finds_a_flipped_bit()
    {
        Assert.Equal(0, Tool.Run("backup", shop["sound.tar.gz"], "--shop", shop.Folder).ExitCode);
        Assert.Equal(0, Tool.Run("restore", shop["sound.tar.gz"], shop["damaged"]).ExitCode);
        Assert.Equal(0, Tool.Run("check", "--shop", shop["damaged"], "--json").ExitCode);
        var model = Directory.GetFiles(Path.Combine(shop["damaged"], "models"), "*", SearchOption.AllDirectories)[0];
        var bytes = File.ReadAllBytes(model);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(model, bytes);
        var check = Tool.Run("check", "--shop", shop["damaged"], "--json");
        Assert.Equal(2, check.ExitCode);
        Assert.Equal(1, check.Json().GetProperty("damage").GetArrayLength());
    }

    [Fact]
    public void Upgrade_of_a_shop_of_today_has_nothing_to_do()
    {
        var upgrade = Tool.Run("upgrade", "--shop", shop.Folder, "--json").Json();
        Assert.Equal(upgrade.GetProperty("from").GetInt32(), upgrade.GetProperty("to").GetInt32());
    }

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(pair => pair.Name).Order(StringComparer.Ordinal)];

    /// <summary>All fields; numbers by their value, which the two formats spell in their own ways.</summary>
    private static List<string> Rows(ILineReader lines)
    {
        var rows = new List<string>();
        while (lines.TryRead())
            for (var column = 0; column < lines.Columns.Count; column++)
            {
                var text = Encoding.UTF8.GetString(lines.Field(column));
                rows.Add(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("r", CultureInfo.InvariantCulture) : text);
            }

        return rows;
    }
}
