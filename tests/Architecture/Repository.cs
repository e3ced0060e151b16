namespace Kirana.Tests.Architecture;

/// <summary>The repository's files as the tests read them.</summary>
internal static class Repository
{
    public static string Root { get; } = RepositoryFolder.Path;

    /// <summary>Every hand-written C# file of <c>src</c>, as paths relative to it with forward slashes.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } = Files("src", "*.cs");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(Root, folder), path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];
}
