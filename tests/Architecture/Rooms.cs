using System.Text.RegularExpressions;

namespace Kirana.Tests.Architecture;

/// <summary>Who may see whom, read from the project files themselves.</summary>
public sealed class Rooms
{
    private static readonly string[] Layers = ["foundation", "areas", "platform", "hosts"];

    /// <summary>References inside one layer that the plan allows.</summary>
    private static readonly HashSet<string> Neighbours = new(StringComparer.Ordinal)
    {
        "Data > Numerics", "Learn > Data", "Learn > Numerics", "Neural > Data", "Neural > Numerics",
        "Recommend > Policies", "Forecast > Policies", "Inspect > Policies", "Converse > Policies",
        "Storage > Operate", "Storage.Postgres > Operate", "Pipelines > Operate", "Cluster > Pipelines", "Cluster > Operate",
        "Server > Pictures", "Cli > Pictures", "Cli > Server",
    };

    public static TheoryData<string> Projects => [.. Repository.Files("src", "*.csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Sees_only_the_layers_below_and_agreed_neighbours(string project)
    {
        var (layer, room) = Place(project);
        foreach (var reference in References(project, "ProjectReference"))
        {
            var target = Path.GetRelativePath(Path.Combine(Repository.Root, "src"),
                Path.GetFullPath(Path.Combine(Repository.Root, "src", Path.GetDirectoryName(project)!, reference))).Replace('\\', '/');
            var (targetLayer, targetRoom) = Place(target);
            var below = Array.IndexOf(Layers, targetLayer) < Array.IndexOf(Layers, layer);
            Assert.True(below || Neighbours.Contains($"{room} > {targetRoom}"), $"{project} may not see {target}.");
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Has_only_the_dependencies_its_room_is_for(string project)
    {
        var (layer, room) = Place(project);
        foreach (var package in References(project, "PackageReference"))
        {
            Assert.False(string.Equals(layer, "foundation", StringComparison.Ordinal), $"foundation has no third-party dependency, {project} has {package}.");
            if (Regex.IsMatch(package, "DuckDB|Sqlite|Npgsql|Parquet"))
                Assert.StartsWith("Storage", room, StringComparison.Ordinal);
            if (package.StartsWith("Microsoft.Orleans", StringComparison.Ordinal))
                Assert.Equal("Cluster", room);
            if (Regex.IsMatch(package, "^Microsoft.AspNetCore|MudBlazor|prometheus"))
                Assert.Equal("hosts", layer);
        }
    }

    private static (string Layer, string Room) Place(string project)
    {
        var parts = project.Split('/');
        return (parts[0], parts[1]);
    }

    private static IEnumerable<string> References(string project, string kind) =>
        Regex.Matches(Repository.Read("src/" + project), $"<{kind} Include=\"([^\"]+)\"").Select(match => match.Groups[1].Value);
}
