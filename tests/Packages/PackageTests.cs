using System.Text;
using System.Xml.Linq;

namespace Kirana.Tests.Packages;

/// <summary>What every package holds, and what none does.</summary>
public sealed class PackageTests(PackedPackages packages)
{
    private static readonly string[] s_native = [".so", ".dylib", ".a"];

    public static TheoryData<string> Libraries => ["Data", "Forecast", "Learn", "Numerics", "Operate", "Pictures", "Pipelines", "Policies", "Recommend", "Server", "Storage"];

    [Fact]
    public void Are_one_for_each_room_and_the_tool() => Assert.Equal(
        [.. Libraries.Select(library => $"Kirana.{library.Data}.{packages.Version}.nupkg"), $"kirana.{packages.Version}.nupkg", $"kirana.{Tool.Platform}.{packages.Version}.nupkg"],
        Directory.EnumerateFiles(packages.Folder, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Describe_themselves_with_a_readme_a_licence_and_documentation(string library)
    {
        using var package = packages.Open($"Kirana.{library}");
        using var nuspec = package.GetEntry($"Kirana.{library}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().SingleOrDefault(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal))?.Value ?? "";

        Assert.Equal(($"Kirana.{library}", packages.Version, "Apache-2.0", "README.md"), (Value("id"), Value("version"), Value("license"), Value("readme")));
        Assert.InRange(Value("description").Length, 60, 400);
        Assert.NotEmpty(Value("tags"));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/Kirana.{library}.xml"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Hold_no_native_library_and_no_word_of_the_machine_they_were_built_on(string library)
    {
        foreach (var extension in new[] { "nupkg", "snupkg" })
        {
            using var package = packages.Open($"Kirana.{library}", extension);
            foreach (var entry in package.Entries)
            {
                Assert.False(s_native.Contains(Path.GetExtension(entry.Name), StringComparer.Ordinal), entry.FullName);
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                foreach (var path in new[] { RepositoryFolder.Path, packages.Artifacts })
                {
                    Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(path)) < 0, $"{entry.FullName} names {path}.");
                    Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.Unicode.GetBytes(path)) < 0, $"{entry.FullName} names {path}.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Have_symbols(string library)
    {
        using var package = packages.Open($"Kirana.{library}", "snupkg");
        Assert.NotNull(package.GetEntry($"lib/net10.0/Kirana.{library}.pdb"));
    }
}
