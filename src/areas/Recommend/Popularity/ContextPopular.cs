using Kirana.Data.Feedback;
using Kirana.Recommend.Options;

namespace Kirana.Recommend.Popularity;

/// <summary>Learns what is popular within contexts: with who comes from a country, by an app, through an advertisement. What a list for a visitor of whom nothing else is
/// known goes by.</summary>
/// <remarks>An item's share of a context is drawn to its share of the whole shop, p(i | c) = (n_ic + k·p(i)) / (n_c + k): three customers of a small country are no
/// market. n counts customers, not purchases, so that one who buys the same thing every week counts once. A context that is part of a wider one, as
/// <c>GB &gt; London</c> of <c>GB</c>, is drawn to that one instead.</remarks>
public sealed record ContextPopular
{
    /// <summary>What parts levels of a context, the widest first.</summary>
    public const string LevelMark = " > ";

    /// <summary>k: how many pairs of a customer and an item the wider context is worth, positive and finite; 1,000 by default.</summary>
    public double Strength { get; init; } = 1000;

    /// <summary>Learns.</summary>
    /// <param name="interactions">All events (users × items).</param>
    /// <param name="contexts">The contexts of each user, such as <c>country=GB</c>; none or several.</param>
    /// <exception cref="ArgumentException">The strength is out of its range.</exception>
    public ContextShares Fit(Interactions interactions, Func<string, IEnumerable<string>> contexts)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(contexts);
        new OptionFaults().Require(Strength > 0 && double.IsFinite(Strength), Strength, "positive and finite").ThrowIfAny(nameof(ContextPopular));
        var (shop, counts) = (new int[interactions.ItemCount], new SortedDictionary<string, SortedDictionary<int, int>>(StringComparer.Ordinal));
        for (var user = 0; user < interactions.UserCount; user++)
        {
            int[] items = [.. interactions.ItemsOf(user).ToArray().Distinct()];
            foreach (var item in items)
                shop[item]++;
            foreach (var context in contexts(interactions.Users[user]).SelectMany(LevelsOf).Distinct(StringComparer.Ordinal))
            {
                if (!counts.TryGetValue(context, out var own))
                    counts.Add(context, own = []);
                foreach (var item in items)
                    own[item] = own.GetValueOrDefault(item) + 1;
            }
        }

        return new ContextShares(interactions.Items, shop, [.. counts.Select(context => (context.Key, context.Value.Keys.ToArray(), context.Value.Values.ToArray()))], Strength);
    }

    /// <summary>A context and the wider ones it is part of, the widest first.</summary>
    internal static IEnumerable<string> LevelsOf(string context)
    {
        for (var at = context.IndexOf(LevelMark, StringComparison.Ordinal); at >= 0; at = context.IndexOf(LevelMark, at + 1, StringComparison.Ordinal))
            yield return context[..at];
        yield return context;
    }
}
