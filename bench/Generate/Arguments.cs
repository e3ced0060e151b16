using System.Globalization;

namespace Kirana.Bench.Generate;

/// <summary>The options of the generator: <c>--name value</c>, and <c>--ids</c> alone.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public static Arguments Parse(ReadOnlySpan<string> words)
    {
        var arguments = new Arguments();
        for (var i = 0; i < words.Length; i++)
        {
            var flag = words[i] is "--ids";
            if (!words[i].StartsWith("--", StringComparison.Ordinal) || (!flag && i + 1 == words.Length))
                throw new ArgumentException($"'{words[i]}' is no option, or has no value.");
            arguments._values[words[i][2..]] = flag ? "" : words[++i];
        }

        return arguments;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("""
            events --out FILE [--rows 10000000] [--users 1000000] [--items 100000] [--days 365] [--seed 1] [--ids]
            series --out FILE [--series 10000] [--days 730] [--seed 1]
            """);
        return 1;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public int Number(string name, int standard) => _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : standard;

    public Stream Open() => new FileStream(_values["out"], FileMode.Create, FileAccess.Write, FileShare.Read, 1);
}
