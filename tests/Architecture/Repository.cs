using System.Runtime.CompilerServices;

namespace Kirana.Tests.Architecture;

/// <summary>The repository's files as the tests read them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

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

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here)! })
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "Kirana.slnx")))
                    return folder;
        throw new InvalidOperationException("The tests run inside the repository, below Kirana.slnx.");
    }
}
