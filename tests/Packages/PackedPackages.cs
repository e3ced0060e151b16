using System.IO.Compression;

[assembly: AssemblyFixture(typeof(Kirana.Tests.Packages.PackedPackages))]

namespace Kirana.Tests.Packages;

/// <summary>All packages, packed once from the sources into a temporary folder, under a version that no cache can hold.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("kirana-packages-");

    /// <summary>The packages' version.</summary>
    public string Version { get; } = $"0.1.0-t{Guid.NewGuid():n}"[..24];

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(_root.FullName, "packages");

    /// <summary>The folder under which they were built.</summary>
    public string Artifacts => Path.Combine(_root.FullName, "artifacts");

    /// <summary>The library packages' ids.</summary>
    public IReadOnlyList<string> Libraries { get; } =
        ["Data", "Forecast", "Learn", "Numerics", "Operate", "Pictures", "Pipelines", "Policies", "Recommend", "Server", "Storage"];

    /// <summary>A package's file.</summary>
    /// <param name="id">Its id, such as <c>Kirana.Learn</c>.</param>
    /// <param name="extension"><c>nupkg</c> or <c>snupkg</c>.</param>
    public string File(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    /// <summary>Opens a package.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="extension"><c>nupkg</c> or <c>snupkg</c>.</param>
    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(File(id, extension));

    /// <summary>An empty folder in which packages are found as an application finds them: these, and whatever the machine is set up for.</summary>
    /// <param name="name">The folder's name.</param>
    public string Application(string name)
    {
        var folder = _root.CreateSubdirectory(name).FullName;
        System.IO.File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="kirana" value="{Folder}" /></packageSources>
            </configuration>
            """);
        return folder;
    }

    public async ValueTask InitializeAsync()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "src"), "*.csproj", SearchOption.AllDirectories);
        var solution = Path.Combine(_root.FullName, "Packages.slnx");
        await System.IO.File.WriteAllTextAsync(solution, $"<Solution>\n{string.Concat(projects.Select(project => $"  <Project Path=\"{project}\" />\n"))}</Solution>\n");
        await Dotnet.Succeed("dotnet", RepositoryFolder.Path,
            "pack", solution, "-c", "Release", "--artifacts-path", Artifacts, $"-p:Version={Version}", $"-p:PackageOutputPath={Folder}",
            "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-nodeReuse:false", "-v", "quiet");
    }

    public ValueTask DisposeAsync()
    {
        // What was restored from here would otherwise stay in the machine's cache for ever.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var library in Libraries)
            if (Path.Combine(cache, $"kirana.{library}".ToLowerInvariant(), Version) is var restored && Directory.Exists(restored))
                Directory.Delete(restored, recursive: true);
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
