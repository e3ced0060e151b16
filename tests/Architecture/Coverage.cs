using System.Text.RegularExpressions;

namespace Kirana.Tests.Architecture;

/// <summary>What <c>docs/coverage.md</c> says is there is there.</summary>
public sealed class Coverage
{
    private static readonly (char Room, int Count)[] Ids = [('L', 14), ('N', 5), ('R', 8), ('F', 11), ('I', 6), ('C', 6), ('P', 4), ('O', 11), ('U', 5)];

    private static readonly string[][] Rows =
    [
        .. Repository.Read("docs/coverage.md").Split('\n').Where(line => Regex.IsMatch(line, @"^\| [A-Z]\d+ "))
            .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Lists_every_capability_once_and_in_order() =>
        Assert.Equal(Ids.SelectMany(room => Enumerable.Range(1, room.Count).Select(i => $"{room.Room}{i}")), Rows.Select(row => row[0].Split(' ')[0]));

    [Fact]
    public void Names_only_types_and_tests_that_exist()
    {
        var types = Repository.SourceFiles.Select(path => Path.GetFileName(path).Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            foreach (var type in Names(row[2]))
                Assert.True(types.Contains(type), $"{row[0]}: there is no type {type}.");
            foreach (var test in Names(row[4]))
                Assert.True(Directory.Exists(Path.Combine(Repository.Root, "tests", test)) || File.Exists(Path.Combine(Repository.Root, "tests", test)),
                    $"{row[0]}: there is no test {test}.");
            Assert.Contains(row[5].Split(' ', ':', ';')[0], (string[])["whole", "part", "open"]);
        }
    }

    private static IEnumerable<string> Names(string cell) => Regex.Matches(cell, "`([^`]+)`").Select(match => match.Groups[1].Value);
}
