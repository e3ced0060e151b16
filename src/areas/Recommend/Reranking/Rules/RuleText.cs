using System.Globalization;
using System.Text.Json;
using Kirana.Data;

namespace Kirana.Recommend.Reranking.Rules;

/// <summary>Reads rules from JSON, and says of a fault where it stands.</summary>
/// <param name="zone">The time zone of dates without a time.</param>
internal sealed class RuleText(TimeZoneInfo zone)
{
    private const int MostNameCharacters = 200;
    private const int MostWords = 10_000;

    private static readonly (string Word, RuleKind Kind, string[] Members)[] Kinds =
    [
        ("exclude", RuleKind.Exclude, []),
        ("require-stock", RuleKind.RequireStock, ["least"]),
        ("price-band", RuleKind.PriceBand, ["least", "most"]),
        ("boost", RuleKind.Boost, ["factor"]),
        ("pin", RuleKind.Pin, ["place"]),
        ("cap", RuleKind.Cap, ["most", "per", "level"]),
    ];

    /// <summary>Reads a set.</summary>
    /// <exception cref="DataException"><c>bad-rules</c>.</exception>
    public RuleSet Read(string json)
    {
        if (json.Length > RuleSet.MostCharacters)
            throw Fault("The rules", $"at most {RuleSet.MostCharacters:N0} characters", $"{json.Length:N0}");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new DataException($"The rules are not JSON: {e.Message}", e) { Code = "bad-rules", Row = e.LineNumber + 1, Hint = "Compare with the example in the guide." };
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new DataException("The rules hold half a character (a surrogate without the other).", e) { Code = "bad-rules", Hint = "Write the character itself." };
        }

        using (document)
        {
            var root = new RuleNode(document.RootElement, "The rules");
            root.Allow(["rules", "lists", "$schema"]);
            var rules = root.Member("rules")?.Elements() ?? throw Fault("The rules", "an object with the member 'rules'", "none of that name");
            if (rules.Count > RuleSet.MostRules)
                throw Fault("rules", $"at most {RuleSet.MostRules:N0} rules", $"{rules.Count:N0}");
            var read = rules.Select(RuleOf).ToArray();
            var twice = read.GroupBy(rule => rule.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
            return twice is null ? ListText.Read(root.Member("lists"), new RuleSet(read)) : throw Fault("rules", "a name of its own for each rule", $"'{twice.Key}' {twice.Count()} times");
        }
    }

    private Rule RuleOf(RuleNode node)
    {
        var word = node.Required("do").Text();
        var (_, kind, members) = Array.Find(Kinds, own => string.Equals(own.Word, word, StringComparison.Ordinal)) is { Word: not null } found
            ? found
            : throw Fault($"{node.Path}.do", $"one of {string.Join(", ", Kinds.Select(own => own.Word))}", $"'{word}'");
        node.Allow(["name", "do", "where", "from", "until", .. members]);
        var name = node.Required("name").Text();
        if (name.Length is 0 or > MostNameCharacters)
            throw Fault($"{node.Path}.name", $"1 to {MostNameCharacters} characters", $"{name.Length}");
        var rule = new Rule(name, kind)
        {
            Where = node.Member("where") is { } where ? FilterOf(where) : ItemFilter.Everything,
            From = MomentOf(node.Member("from"), long.MinValue), Until = MomentOf(node.Member("until"), long.MaxValue),
        };
        if (rule.From >= rule.Until)
            throw Fault($"{node.Path}.until", "a moment after 'from'", "one at or before it");
        return kind switch
        {
            RuleKind.RequireStock => rule with { Count = Whole(node, "least", 1, 0, 1_000_000_000) },
            RuleKind.PriceBand => Band(rule, node),
            RuleKind.Boost => rule with { Factor = node.Required("factor").Number(double.Epsilon, 100) },
            RuleKind.Pin => rule with { Place = Whole(node, "place", 1, 1, 1000) },
            RuleKind.Cap => rule with { Count = Whole(node, "most", null, 0, 1000), Per = GroupOf(node.Required("per")), Level = Whole(node, "level", 1, 1, 10) },
            _ => rule,
        };
    }

    private static Rule Band(Rule rule, RuleNode node)
    {
        if (node.Member("least") is null && node.Member("most") is null)
            throw Fault(node.Path, "'least', 'most' or both", "neither");
        rule = rule with
        {
            PriceFrom = node.Member("least")?.Number(0, double.MaxValue) ?? 0, PriceTo = node.Member("most")?.Number(0, double.MaxValue) ?? double.PositiveInfinity,
        };
        return rule.PriceFrom <= rule.PriceTo ? rule : throw Fault(
            $"{node.Path}.most", string.Create(CultureInfo.InvariantCulture, $"at least {rule.PriceFrom}"), string.Create(CultureInfo.InvariantCulture, $"{rule.PriceTo}"));
    }

    private static ItemFilter FilterOf(RuleNode node)
    {
        node.Allow(["items", "category", "brand", "price", "new-for-days"]);
        var price = node.Member("price");
        price?.Allow(["least", "most"]);
        var filter = new ItemFilter
        {
            Items = Words(node, "items"), Categories = Words(node, "category"), Brands = Words(node, "brand"),
            PriceFrom = price?.Member("least")?.Number(0, double.MaxValue), PriceTo = price?.Member("most")?.Number(0, double.MaxValue),
            NewForDays = node.Member("new-for-days")?.Number(0, 100_000),
        };
        return filter.PriceFrom > filter.PriceTo
            ? throw Fault($"{price!.Path}.most", string.Create(CultureInfo.InvariantCulture, $"at least {filter.PriceFrom}"), string.Create(CultureInfo.InvariantCulture, $"{filter.PriceTo}"))
            : filter;
    }

    private static IReadOnlyList<string> Words(RuleNode node, string member)
    {
        if (node.Member(member) is not { } words)
            return [];
        var texts = words.IsText ? [words.Text()] : words.Elements().Select(word => word.Text()).ToArray();
        return texts.Length is > 0 and <= MostWords ? texts : throw Fault($"{node.Path}.{member}", $"1 to {MostWords:N0} texts", $"{texts.Length:N0}");
    }

    private static int Whole(RuleNode node, string member, int? preset, int least, int most) =>
        preset is { } left && node.Member(member) is null ? left : Whole(node.Required(member), least, most);

    /// <summary>A whole number in a range.</summary>
    internal static int Whole(RuleNode node, int least, int most)
    {
        var number = node.Number(least, most);
        return number == Math.Floor(number) ? (int)number : throw Fault(node.Path, "a whole number", number.ToString(CultureInfo.InvariantCulture));
    }

    private static CapGroup GroupOf(RuleNode node) => node.Text() switch
    {
        "brand" => CapGroup.Brand,
        "category" => CapGroup.Category,
        var other => throw Fault(node.Path, "'brand' or 'category'", $"'{other}'"),
    };

    private long MomentOf(RuleNode? node, long preset)
    {
        if (node is null)
            return preset;
        var text = node.Text();
        DateTimeOffset moment;
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is > 1 and < 9999)
            moment = new DateTimeOffset(local, zone.GetUtcOffset(local));
        else if (!DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out moment))
            throw Fault(node.Path, "a date such as 2026-11-27, or a moment such as 2026-11-27T08:00 with or without +01:00", $"'{text}'");
        return (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>A fault with its place.</summary>
    internal static DataException Fault(string where, string expected, string found) =>
        new($"{where}: expected {expected}, found {found}.") { Code = "bad-rules", Hint = "Mend the rule and save again; the rules before it stay as they are." };
}
