using System.Text.RegularExpressions;

namespace Kirana.Tests.Packages;

/// <summary>The samples, built from the packages and run as their readmes say.</summary>
public sealed partial class SampleTests(PackedPackages packages)
{
    [Fact]
    public async Task Fits_saves_loads_and_predicts_in_fifteen_lines()
    {
        var folder = await Sample.Copy("fit-a-model", packages);
        Assert.InRange((await File.ReadAllLinesAsync(Path.Combine(folder, "Program.cs"), TestContext.Current.CancellationToken)).Count(line => line.Length > 0), 1, 15);

        var readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"), TestContext.Current.CancellationToken);
        var promised = readme.ReplaceLineEndings("\n").Split("```\n")[3];
        Assert.Equal(promised, (await Sample.Run(folder)).ReplaceLineEndings("\n"));
        Assert.True(File.Exists(Path.Combine(folder, "units.model")));
    }

    [Fact]
    public async Task Forecasts_a_file()
    {
        var lines = (await Sample.Run(await Sample.Copy("forecast-a-csv", packages))).TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(16, lines.Length);
        Assert.Equal(("MUG, a week from 2026-07-06", "PLATE, a week from 2026-07-06"), (lines[0], lines[8]));
        var units = lines.Where(line => line.StartsWith(' ')).Select(line => double.Parse(Units().Match(line).Value)).ToArray();
        Assert.Equal(5, Array.IndexOf(units, units[..7].Max()));
        Assert.Equal(12, Array.LastIndexOf(units, units[7..].Max()));
    }

    [GeneratedRegex(@"(?<= )\d+\.\d(?=  \()")]
    private static partial Regex Units();
}
