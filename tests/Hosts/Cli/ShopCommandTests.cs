using System.Text.Json;

namespace Kirana.Tests.Hosts.Cli;

public sealed class ShopCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_shop_has_commented_settings_that_are_read_back()
    {
        var run = Tool.Run("init", _folder["shop"], "--name", "Café \"Ö\" \\ <b>", "--currency", "gbp", "--time-zone", "Europe/London", "--week-start", "sunday");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var settings = File.ReadAllText(Path.Combine(_folder["shop"], "kirana.json"));
        foreach (var member in (string[])["version", "name", "currency", "time_zone", "week_start", "sources", "items"])
            Assert.Matches($"(?m)^  // .+\n  \"{member}\":", settings);
        var status = Tool.Run("status", "--shop", _folder["shop"], "--json").Json();
        Assert.Equal("Café \"Ö\" \\ <b>", status.GetProperty("name").GetString());
        Assert.Equal(0, status.GetProperty("rows").GetProperty("events").GetInt64());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("models").GetProperty("recommend").ValueKind);
    }

    [Fact]
    public void A_second_shop_in_the_same_folder_is_refused_and_the_first_one_stays()
    {
        Assert.Equal(0, Tool.Run("init", _folder["shop"], "--name", "first").ExitCode);
        var again = Tool.Run("init", _folder["shop"], "--name", "second", "--json");
        Assert.Equal(2, again.ExitCode);
        Assert.Equal("shop-exists", again.Json().GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("\"first\"", File.ReadAllText(Path.Combine(_folder["shop"], "kirana.json")));
    }

    [Theory]
    [InlineData("--time-zone", "Mars/Olympus")]
    [InlineData("--currency", "pounds")]
    [InlineData("--week-start", "someday")]
    public void Settings_that_cannot_be_make_no_shop(string option, string value)
    {
        Assert.Equal(1, Tool.Run("init", _folder["shop"], option, value).ExitCode);
        Assert.False(Directory.Exists(_folder["shop"]));
    }

    [Fact]
    public void An_empty_shop_is_checked_and_lists_no_model()
    {
        Tool.Run("init", _folder["shop"]);
        Assert.Equal(0, Tool.Run("check", "--shop", _folder["shop"], "--json").Json().GetProperty("imports").GetArrayLength());
        Assert.Equal(0, Tool.Run("models", "list", "--shop", _folder["shop"], "--json").Json().GetProperty("models").GetArrayLength());
        foreach (string[] args in (string[][])[["show", "recommend"], ["show", "forecast", "7"], ["promote", "recommend", "1"], ["rollback", "forecast"]])
        {
            var run = Tool.Run(["models", .. args, "--shop", _folder["shop"], "--json"]);
            Assert.Equal(3, run.ExitCode);
            Assert.Equal("not-found", run.Json().GetProperty("error").GetProperty("code").GetString());
        }
    }

    [Fact]
    public void Text_for_a_file_has_no_escape_sequence_with_or_without_NO_COLOR()
    {
        Tool.Run("init", _folder["shop"]);
        foreach (var environment in ((string, string)[][])[[], [("NO_COLOR", "1")], [("TERM", "xterm-256color")]])
            Assert.DoesNotContain('\u001b', Tool.Run(environment, "status", "--shop", _folder["shop"]).Output);
    }

    [Fact]
    public void A_damaged_settings_file_is_told_with_its_place()
    {
        Tool.Run("init", _folder["shop"]);
        File.WriteAllText(Path.Combine(_folder["shop"], "kirana.json"), "{\n  \"version\": 2,\n  \"curency\": \"EUR\"\n}\n");
        var run = Tool.Run("status", "--shop", _folder["shop"], "--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("bad-settings", run.Json().GetProperty("error").GetProperty("code").GetString());
    }
}
