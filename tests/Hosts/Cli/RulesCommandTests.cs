namespace Kirana.Tests.Hosts.Cli;

public sealed class RulesCommandTests(TrainedShop shop) : IClassFixture<TrainedShop>
{
    [Fact]
    public void Rules_are_checked_set_shown_and_heeded()
    {
        var file = Path.Combine(shop.Folder, "rules.json");
        const string Rules = """{ "rules": [{ "name": "hero", "do": "pin", "where": { "items": ["S3"] } }] } // mine""";
        File.WriteAllText(file, Rules);
        var none = Tool.Run("rules", "show", "--shop", shop.Folder, "--json").Json();
        Assert.Equal(0, none.GetProperty("version").GetInt32());
        var check = Tool.Run("rules", "check", file, "--shop", shop.Folder, "--json").Json();
        Assert.Equal((1, 0), (check.GetProperty("rules").GetInt32(), check.GetProperty("findings").GetArrayLength()));
        Assert.Equal(1, Tool.Run("rules", "set", file, "--shop", shop.Folder, "--json").Json().GetProperty("version").GetInt32());
        Assert.Equal(Rules, Tool.Run("rules", "show", "--shop", shop.Folder).Output.Trim());
        var list = Tool.Run("recommend", "--user", "U4", "--explain", "--include-bought", "--shop", shop.Folder, "--json").Json().GetProperty("list");
        Assert.Equal("S3", list[0].GetProperty("item").GetString());
        Assert.Equal("hero", list[0].GetProperty("trace").GetProperty("rules")[0].GetString());
        Assert.Contains("rules: hero", Tool.Run("recommend", "--user", "U4", "--explain", "--include-bought", "--shop", shop.Folder).Output);
        Assert.False(Tool.Run("recommend", "--user", "U4", "--shop", shop.Folder, "--json").Json().GetProperty("list")[0].TryGetProperty("trace", out _));

        File.WriteAllText(file, """{ "rules": [{ "name": "lost", "do": "boost", "factor": 2, "where": { "brand": "nobody" } }] }""");
        Assert.Equal(0, Tool.Run("rules", "check", file, "--shop", shop.Folder).ExitCode);
        var strict = Tool.Run("rules", "check", file, "--strict", "--shop", shop.Folder, "--json");
        Assert.Equal((2, "speaks-of-nothing"), (strict.ExitCode, strict.Json().GetProperty("findings")[0].GetProperty("code").GetString()));

        File.WriteAllText(file, """{ "rules": [{ "name": "half", "do": "boost" }] }""");
        var refused = Tool.Run("rules", "set", file, "--shop", shop.Folder, "--json");
        Assert.Equal(2, refused.ExitCode);
        var error = refused.Json().GetProperty("error");
        Assert.Equal(("bad-rules", file), (error.GetProperty("code").GetString(), error.GetProperty("file").GetString()));
        Assert.Contains("rules[0]", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, Tool.Run("rules", "show", "9", "--shop", shop.Folder, "--json").ExitCode);
        Assert.Equal(2, Tool.Run("rules", "set", file + ".missing", "--shop", shop.Folder, "--json").ExitCode);
    }
}
