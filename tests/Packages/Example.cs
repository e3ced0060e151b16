using System.Text.RegularExpressions;

namespace Kirana.Tests.Packages;

/// <summary>The program that the code blocks of a page make, one after the other.</summary>
/// <param name="Name">A name, that of a class too.</param>
/// <param name="Code">The program.</param>
internal sealed partial record Example(string Name, string Code)
{
    /// <summary>The lines it says it prints: what stands in a comment behind a line that writes, or in comments on lines of their own.</summary>
    public IReadOnlyList<string> Printed { get; } = [.. PrintedLine().Matches(Code).Select(match => match.Groups[1].Value)];

    /// <summary>The program on a page.</summary>
    /// <param name="name">A name for it.</param>
    /// <param name="page">The page's text.</param>
    public static Example Of(string name, string page) => new(name, string.Concat(CodeBlock().Matches(page).Select(match => match.Groups[1].Value)));

    /// <summary>A method <c>Run</c> of a class of its own among others: directives stay on top, types go beside the method.</summary>
    public string ToClass()
    {
        var lines = Code.TrimEnd().Split('\n').ToLookup(line =>
            line.StartsWith("using Kirana", StringComparison.Ordinal) || line.StartsWith("using Microsoft", StringComparison.Ordinal) ? "using"
            : line.StartsWith("record ", StringComparison.Ordinal) ? "type" : "statement");
        return $$"""
            {{string.Join('\n', lines["using"])}}
            namespace Examples
            {
                static class {{Name}}Example
                {
                    public static void Run()
                    {
            {{string.Join('\n', lines["statement"])}}
                    }

                    {{string.Join('\n', lines["type"])}}
                }
            }
            """;
    }

    /// <summary>Builds examples into one program against the packages and runs it, in a folder of its own.</summary>
    /// <param name="folder">The folder; what the examples write lies in it afterwards.</param>
    /// <param name="examples">The examples, all of which are compiled.</param>
    /// <param name="run">Those that run, in their order.</param>
    /// <param name="packages">The packages.</param>
    /// <returns>The lines they printed.</returns>
    public static async Task<string[]> Run(string folder, IEnumerable<Example> examples, IEnumerable<Example> run, PackedPackages packages)
    {
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var example in examples)
            await File.WriteAllTextAsync(Path.Combine(folder, example.Name + ".cs"), example.ToClass(), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), string.Concat(run.Select(example => $"Examples.{example.Name}Example.Run();\n")), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "Examples.csproj"), Project(packages), cancellation);
        var output = await Dotnet.Succeed("dotnet", folder, "run", "-c", "Release", "-v", "quiet", "-nodeReuse:false");
        return output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
    }

    private static string Project(PackedPackages packages) => $"""
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

    [GeneratedRegex(@"(?:Console\.WriteLine\(.*\); +|^)// (.+)$", RegexOptions.Multiline)]
    private static partial Regex PrintedLine();
}
