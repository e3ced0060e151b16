namespace Kirana.Tests;

/// <summary>Where the repository lies that these tests were built in, for tests that read its files or build its projects.</summary>
internal static class RepositoryFolder
{
    /// <summary>The folder that holds Kirana.slnx, found upwards from the tests' program: a build server may hide the sources' real paths.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Kirana.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run inside the repository, below Kirana.slnx.");
    }
}
