using System.Text.RegularExpressions;

namespace Kirana.Tests.Architecture;

/// <summary>What every source file keeps to.</summary>
public sealed class SourceFiles
{
    public static TheoryData<string> Files => [.. Repository.SourceFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_named_after_its_folder_and_short(string path)
    {
        var text = Repository.Read("src/" + path);
        Assert.True(text.AsSpan().Count('\n') <= 500, $"{path} is longer than 500 lines.");

        var space = Regex.Match(text, @"^namespace ([\w.]+);", RegexOptions.Multiline);
        var folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
        if (space.Success)
            Assert.Equal("Kirana." + folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.'), space.Groups[1].Value);
        foreach (var room in folder.Split('/'))
            Assert.DoesNotMatch("^(Common|Core|Shared|Utils?|Utilities|Helpers?|Managers?|Misc)$", room);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Keeps_unsafe_code_and_intrinsics_in_their_rooms(string path)
    {
        var code = WithoutComments(Repository.Read("src/" + path));
        if (Regex.IsMatch(code, @"\bunsafe\b(?!-)"))
            Assert.StartsWith("foundation/Numerics/Memory/", path, StringComparison.Ordinal);
        if (Regex.IsMatch(code, @"\bUnsafe\."))
            Assert.Matches("^foundation/(Numerics/Memory|.*/Kernels)/", path);
        if (!code.Contains("System.Runtime.Intrinsics", StringComparison.Ordinal))
            return;
        Assert.Matches("^foundation/.*/Kernels/", path);
        if (!path.EndsWith(".Vector.cs", StringComparison.Ordinal))
            return;
        var twin = path.Replace(".Vector.cs", ".Scalar.cs", StringComparison.Ordinal);
        Assert.True(Repository.SourceFiles.Contains(twin), $"{path} has no scalar twin {twin}.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Leaves_nothing_for_later(string path) =>
        Assert.DoesNotMatch(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b", Repository.Read("src/" + path));

    private static string WithoutComments(string text) => Regex.Replace(text, @"//[^\n]*", "");
}
