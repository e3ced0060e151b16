namespace Kirana.Tests.Packages;

/// <summary>A sample, copied out of the repository.</summary>
internal static class Sample
{
    /// <summary>A sample as it stands, with this version of the packages.</summary>
    /// <param name="sample">Its folder's name.</param>
    /// <param name="packages">The packages.</param>
    /// <returns>The folder it was copied to.</returns>
    public static async Task<string> Copy(string sample, PackedPackages packages)
    {
        var folder = packages.Application(sample);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "samples", sample)))
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            File.Copy(file, copy);
            if (Path.GetExtension(file) is ".csproj")
                await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(copy)).Replace("Version=\"0.1.0\"", $"Version=\"{packages.Version}\"", StringComparison.Ordinal));
        }

        return folder;
    }

    /// <summary>Builds a copied sample.</summary>
    /// <param name="folder">Where it is.</param>
    public static Task<string> Build(string folder) => Dotnet.Succeed("dotnet", folder, "build", "-c", "Release", "-v", "quiet", "-nodeReuse:false");

    /// <summary>Builds a copied sample, runs it to its end and gives what it printed.</summary>
    /// <param name="folder">Where it is.</param>
    public static async Task<string> Run(string folder)
    {
        await Build(folder);
        return await Dotnet.Succeed("dotnet", folder, "run", "-c", "Release", "--no-build");
    }
}
