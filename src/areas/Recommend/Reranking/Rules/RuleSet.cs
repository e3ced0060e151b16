using Kirana.Data;

namespace Kirana.Recommend.Reranking.Rules;

/// <summary>A shop's business rules, as people write them in JSON (<see cref="RuleSchema"/>). Immutable and thread-safe.</summary>
/// <remarks>Where rules contradict each other: what is excluded is never listed, not even pinned; a cap holds for pinned items too; of two
/// pins at one place the earlier rule has it; factors of several boosts are multiplied.</remarks>
public sealed class RuleSet
{
    /// <summary>The most rules of a set.</summary>
    public const int MostRules = 1000;

    /// <summary>The most characters of a set in JSON.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>Creates a set.</summary>
    /// <param name="rules">The rules, in the order in which pins are served.</param>
    public RuleSet(IReadOnlyList<Rule> rules) => Rules = rules;

    /// <summary>No rules.</summary>
    public static RuleSet Empty { get; } = new([]);

    /// <summary>The rules.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>How lists are made beside the rules: diversity, taste, novelty, fatigue, places for new items; none of it by default.</summary>
    public Reranker Lists { get; init; } = Reranker.RulesOnly;

    /// <summary>For how many days after its launch an item is new enough for a place that is kept for new items, 0 to 100,000; 30 by default.</summary>
    public double NewForDays { get; init; } = 30;

    /// <summary>Whether lists stay as the model makes them.</summary>
    public bool IsEmpty => Rules.Count == 0 && Lists == Reranker.RulesOnly;

    /// <summary>Reads rules.</summary>
    /// <param name="json">The text: an object with the member <c>rules</c>, and <c>lists</c> if they are to be diverse and the like.</param>
    /// <param name="zone">The shop's time zone, in which a date without a time begins.</param>
    /// <exception cref="DataException"><c>bad-rules</c>: not JSON, an unknown member, a number outside its range; the message says where.</exception>
    public static RuleSet Parse(string json, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(zone);
        return new RuleText(zone).Read(json);
    }

    /// <summary>The rules that hold at a moment, made ready for the items of a map.</summary>
    /// <param name="traits">What is known of the items.</param>
    /// <param name="moment">The moment in UTC microseconds.</param>
    public ActiveRules At(ItemTraits traits, long moment)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return new ActiveRules(Rules, traits, moment);
    }
}
