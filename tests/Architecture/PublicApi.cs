using System.Reflection;
using System.Text;

namespace Kirana.Tests.Architecture;

/// <summary>The public surface of foundation and areas is listed in <c>eng/api</c>, so that a change shows in review.</summary>
/// <remarks>Run the tests with KIRANA_ACCEPT_API=1 to write the listings anew.</remarks>
public sealed class PublicApi
{
    public static TheoryData<string> Rooms =>
    [
        .. Repository.Files("src/foundation", "*.csproj").Concat(Repository.Files("src/areas", "*.csproj")).Select(path => Path.GetFileNameWithoutExtension(path)!),
    ];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Is_the_one_that_was_reviewed(string room)
    {
        var listing = List(Assembly.Load("Kirana." + room));
        var path = Path.Combine(Repository.Root, "eng", "api", room + ".txt");
        if (Environment.GetEnvironmentVariable("KIRANA_ACCEPT_API") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, listing);
        }

        Assert.True(File.Exists(path), $"eng/api/{room}.txt is missing; KIRANA_ACCEPT_API=1 writes it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), listing);
    }

    private static string List(Assembly assembly)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes())
        {
            lines.Add($"{type.FullName} : {Kind(type)}");
            lines.AddRange(type.GetMembers(Declared).Where(IsVisible).Select(member => $"{type.FullName} {member}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines.Distinct(StringComparer.Ordinal).Aggregate(new StringBuilder(), (text, line) => text.Append(line).Append('\n')).ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum " + string.Join(", ", Enum.GetNames(type)),
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static bool IsVisible(MemberInfo member) => member switch
    {
        _ when member.Name.Contains('<', StringComparison.Ordinal) => false,
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !(method.IsSpecialName && method is MethodInfo),
        PropertyInfo property => property.GetAccessors().Length > 0,
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.DeclaringType!.IsEnum,
        EventInfo => true,
        _ => false,
    };
}
