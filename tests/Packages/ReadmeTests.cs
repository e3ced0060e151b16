using System.Text;
using System.Text.RegularExpressions;

namespace Kirana.Tests.Packages;

/// <summary>The example in each package's readme compiles against the packages, and prints what its comments say.</summary>
public sealed partial class ReadmeTests(PackedPackages packages)
{
    // Needs a trained shop and listens until it is stopped; the sample shop application runs the same code.
    private const string OnlyCompiled = "Server";

    [Fact]
    public async Task Examples_print_what_they_say()
    {
        var folder = packages.Application("readmes");
        var expected = new List<string>();
        var main = new StringBuilder();
        foreach (var library in packages.Libraries)
        {
            var readme = Directory.GetDirectories(Path.Combine(RepositoryFolder.Path, "src"), library, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Single();
            var code = CodeBlock().Match(await File.ReadAllTextAsync(Path.Combine(readme, "README.md"), TestContext.Current.CancellationToken)).Groups[1].Value;
            Assert.NotEmpty(code);
            await File.WriteAllTextAsync(Path.Combine(folder, library + ".cs"), AsMethod(library, code), TestContext.Current.CancellationToken);
            if (library is OnlyCompiled)
                continue;
            main.Append("Readmes.").Append(library).Append("Example.Run();\n");
            expected.AddRange(Printed().Matches(code).Select(match => match.Groups[1].Value));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), main.ToString(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Readmes.csproj"), Project(), TestContext.Current.CancellationToken);
        var output = await Dotnet.Succeed("dotnet", folder, "run", "-c", "Release", "-v", "quiet", "-nodeReuse:false");

        Assert.InRange(expected.Count, packages.Libraries.Count, 100);
        Assert.Equal(expected, output.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    /// <summary>A program of its own as a method among others: directives stay on top, types go beside the method.</summary>
    private static string AsMethod(string library, string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var usings = lines.Where(line => line.StartsWith("using Kirana", StringComparison.Ordinal) || line.StartsWith("using Microsoft", StringComparison.Ordinal)).ToArray();
        var types = lines.Where(line => line.StartsWith("record ", StringComparison.Ordinal)).ToArray();
        return $$"""
            {{string.Join('\n', usings)}}
            namespace Readmes
            {
                static class {{library}}Example
                {
                    public static void Run()
                    {
            {{string.Join('\n', lines.Except(usings).Except(types))}}
                    }

                    {{string.Join('\n', types)}}
                }
            }
            """;
    }

    private string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(packages.Libraries.Select(library => $"<PackageReference Include=\"Kirana.{library}\" Version=\"{packages.Version}\" />"))}
          </ItemGroup>
        </Project>
        """;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"Console\.WriteLine\(.*\); +// (.+)")]
    private static partial Regex Printed();
}
