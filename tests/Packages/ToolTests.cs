using System.Text.Json;

namespace Kirana.Tests.Packages;

/// <summary>The packed tool, installed as a person installs it.</summary>
public sealed class ToolTests(PackedPackages packages)
{
    private const long MostBytes = 120_000_000;
    private static readonly string[] s_useless = [".pdb", ".xml"];

    [Fact]
    public void Holds_this_platforms_natives_alone_and_is_small()
    {
        using var package = packages.Open($"kirana.{Tool.Platform}");
        Assert.InRange(new FileInfo(packages.File($"kirana.{Tool.Platform}")).Length, 1, MostBytes);
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.Contains("/runtimes/", StringComparison.Ordinal));
        Assert.DoesNotContain(package.Entries, entry => s_useless.Contains(Path.GetExtension(entry.Name), StringComparer.Ordinal) && entry.Name is not ("[Content_Types].xml" or "DotnetToolSettings.xml"));
        Assert.Single(package.Entries, entry => entry.Name.Contains("duckdb.", StringComparison.Ordinal) && !entry.Name.StartsWith("DuckDB", StringComparison.Ordinal));
    }

    /// <summary>Long: imports, trains and scores a year of a shop.</summary>
    [Fact]
    [Trait("Length", "long")]
    public async Task Installs_and_runs_the_demo()
    {
        var folder = packages.Application("tool");
        await Dotnet.Succeed("dotnet", folder, "tool", "install", "kirana", "--tool-path", Path.Combine(folder, "bin"), "--version", packages.Version);
        var program = Tool.Program(Path.Combine(folder, "bin"));
        Assert.Contains(packages.Version, await Dotnet.Succeed(program, folder, "--version"), StringComparison.Ordinal);

        using var answer = JsonDocument.Parse(await Dotnet.Succeed(program, folder, "demo", "--no-serve", "--json"));
        Assert.Equal(541_909, answer.RootElement.GetProperty("import").GetProperty("rows").GetInt64());
        Assert.True(File.Exists(Path.Combine(folder, "kirana-demo", "reports", "index.html")));
    }
}
