using System.Text;
using System.Text.Json;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>A rule to begin with, of each kind, put into a text that somebody edits by hand: comments and layout stay.</summary>
/// <param name="Label">What the button says.</param>
/// <param name="Json">The rule; <c>?</c> is its name.</param>
internal sealed record RuleDraft(string Label, string Json)
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Rules to begin with.</summary>
    public static IReadOnlyList<RuleDraft> All { get; } =
    [
        new("Exclude", """{ "name": "?", "do": "exclude", "where": { "category": "Category" } }"""),
        new("Require stock", """{ "name": "?", "do": "require-stock", "least": 1 }"""),
        new("Price band", """{ "name": "?", "do": "price-band", "least": 1, "most": 100 }"""),
        new("Boost", """{ "name": "?", "do": "boost", "factor": 1.5, "where": { "brand": "Brand" } }"""),
        new("Pin", """{ "name": "?", "do": "pin", "place": 1, "where": { "items": ["id"] } }"""),
        new("Cap", """{ "name": "?", "do": "cap", "most": 3, "per": "category" }"""),
    ];

    /// <summary>Adds the rule behind the others.</summary>
    /// <param name="text">The rules as they stand.</param>
    /// <returns>The new text; <see langword="null"/> where the old one has no list of rules that could take one.</returns>
    public string? AddTo(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            if (End(bytes) is not { } end)
                return null;
            var rule = Json.Replace("\"?\"", JsonSerializer.Serialize(FreeName(text)), StringComparison.Ordinal);
            var before = Encoding.UTF8.GetString(bytes, 0, end.Last);
            var between = Encoding.UTF8.GetString(bytes, end.Last, end.Bracket - end.Last);
            // What stands between the last rule and the bracket is space, a comma that may be left over, and comments.
            var comma = end.IsEmpty || HasComma(between) ? "" : ",";
            return $"{before}{comma}{between.TrimEnd()}\n    {rule}\n  {Encoding.UTF8.GetString(bytes, end.Bracket, bytes.Length - end.Bracket)}";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string FreeName(string text)
    {
        var name = Label.ToLowerInvariant();
        for (var number = 1; ; number++)
        {
            var free = number == 1 ? name : $"{name} {number}";
            if (!text.Contains($"\"{free}\"", StringComparison.Ordinal))
                return free;
        }
    }

    /// <summary>Where the list of rules ends: behind its last rule, and before its bracket.</summary>
    private static (int Last, int Bracket, bool IsEmpty)? End(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        var (isRules, last, isEmpty) = (false, 0, true);
        (int, int, bool)? found = null;
        while (reader.Read())
        {
            if (isRules && reader is { TokenType: JsonTokenType.EndArray, CurrentDepth: 1 })
                (found, isRules) = ((last, (int)reader.TokenStartIndex, isEmpty), false);
            else if (reader is { TokenType: JsonTokenType.StartArray, CurrentDepth: 1 } && isRules)
                last = (int)reader.BytesConsumed;
            else if (isRules)
                (last, isEmpty) = ((int)reader.BytesConsumed, false);
            else if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("rules"))
                isRules = true;
        }

        return found;
    }

    private static bool HasComma(string between)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"[0{between}]"), Lenient with { AllowTrailingCommas = false });
        try
        {
            while (reader.Read())
            {
            }

            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
