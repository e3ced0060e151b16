using System.Globalization;
using System.Text.Json;

namespace Kirana.Recommend.Reranking.Rules;

/// <summary>A place in the JSON of rules.</summary>
/// <param name="element">What stands there.</param>
/// <param name="path">Where it is, such as <c>rules[2].where</c>.</param>
internal sealed class RuleNode(JsonElement element, string path)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it is a text.</summary>
    public bool IsText => element.ValueKind == JsonValueKind.String;

    /// <summary>Refuses any other member, since a rule with a misspelt condition would speak of too much.</summary>
    public void Allow(ReadOnlySpan<string> members)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw RuleText.Fault(Path, "an object", Found());
        foreach (var member in element.EnumerateObject())
            if (NameOf(member) is var name && !members.Contains(name))
                throw RuleText.Fault(Path, $"only the members {string.Join(", ", members.ToArray())}", $"'{name}'");
    }

    /// <summary>A member, or <see langword="null"/>.</summary>
    public RuleNode? Member(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw RuleText.Fault(Path, "an object", Found());
        return element.TryGetProperty(name, out var found) ? new RuleNode(found, Path is "The rules" ? name : $"{Path}.{name}") : null;
    }

    /// <summary>A member that must be there.</summary>
    public RuleNode Required(string name) => Member(name) ?? throw RuleText.Fault(Path, $"the member '{name}'", "none of that name");

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<RuleNode> Elements() => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select((one, place) => new RuleNode(one, $"{Path}[{place}]"))]
        : throw RuleText.Fault(Path, "a list", Found());

    /// <summary>A text.</summary>
    public string Text() => IsText ? Unescaped() : throw RuleText.Fault(Path, "a text", Found());

    /// <summary>A number in a range.</summary>
    public double Number(double least, double most)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number))
            throw RuleText.Fault(Path, "a number", Found());
        return number >= least && number <= most
            ? number
            : throw RuleText.Fault(Path, $"a number {Range(least, most)}", number.ToString(CultureInfo.InvariantCulture));
    }

    private string Unescaped() => Whole(() => element.GetString()!);

    private string NameOf(JsonProperty member) => Whole(() => member.Name);

    private string Whole(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            throw RuleText.Fault(Path, "text", "half a character (a surrogate without the other)");
        }
    }

    private static string Range(double least, double most) => (least, most) switch
    {
        (double.Epsilon, var high) => string.Create(CultureInfo.InvariantCulture, $"above 0 and up to {high}"),
        (var low, double.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"of {low} or more"),
        var (low, high) => string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"),
    };

    private string Found() => element.ValueKind switch
    {
        JsonValueKind.String => $"the text '{Unescaped()}'",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.Null => "nothing (null)",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => element.GetRawText(),
    };
}
