namespace Kirana.Tests.Packages;

/// <summary>The example in each package's readme compiles against the packages, and prints what its comments say.</summary>
public sealed class ReadmeTests(PackedPackages packages)
{
    // Needs a trained shop and listens until it is stopped; the sample shop application runs the same code.
    private const string OnlyCompiled = "Server";

    [Fact]
    public async Task Examples_print_what_they_say()
    {
        var examples = new List<Example>();
        foreach (var library in packages.Libraries)
        {
            var readme = Directory.GetDirectories(Path.Combine(RepositoryFolder.Path, "src"), library, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Single();
            examples.Add(Example.Of(library, await File.ReadAllTextAsync(Path.Combine(readme, "README.md"), TestContext.Current.CancellationToken)));
        }

        Assert.DoesNotContain(examples, example => example.Code.Length == 0);
        var run = examples.Where(example => example.Name is not OnlyCompiled).ToArray();
        string[] expected = [.. run.SelectMany(example => example.Printed)];
        Assert.InRange(expected.Length, packages.Libraries.Count, 100);
        Assert.Equal(expected, await Example.Run(packages.Application("readmes"), examples, run, packages));
    }
}
