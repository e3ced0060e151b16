using System.Text.Json;
using Kirana.Data;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Recommend;

/// <summary>Every learner by its name.</summary>
public static class RecommenderLearners
{
    private static readonly Dictionary<string, Func<JsonElement, IRecommenderLearner?>> s_readers = new(StringComparer.Ordinal)
    {
        ["popular"] = json => Popular.Table.Read(json, new Popular()),
        ["recency-popular"] = json => RecencyPopular.Table.Read(json, new RecencyPopular()),
        ["trending"] = json => Trending.Table.Read(json, new Trending()),
        ["repeat-purchase"] = json => RepeatPurchase.Table.Read(json, new RepeatPurchase()),
        ["item-neighbors"] = json => ItemNeighbors.Table.Read(json, new ItemNeighbors()),
        ["user-neighbors"] = json => UserNeighbors.Table.Read(json, new UserNeighbors()),
        ["session-neighbors"] = json => SessionNeighbors.Table.Read(json, new SessionNeighbors()),
        ["basket-graph"] = json => BasketGraph.Table.Read(json, new BasketGraph()),
        ["next-basket"] = json => NextBasket.Table.Read(json, new NextBasket()),
        ["random-walk"] = json => RandomWalk.Table.Read(json, new RandomWalk()),
        ["graph-filter"] = json => GraphFilter.Table.Read(json, new GraphFilter()),
        ["linear-items"] = json => LinearItems.Table.Read(json, new LinearItems()),
        ["implicit-als"] = json => ImplicitAls.Table.Read(json, new ImplicitAls()),
        ["transitions"] = json => Transitions.Table.Read(json, new Transitions()),
        ["content"] = json => ContentItems.Table.Read(json, new ContentItems()),
        ["category"] = json => CategoryItems.Table.Read(json, new CategoryItems()),
        ["blend"] = Blend.Read,
        ["ranked-sources"] = RankedSources.Read,
    };

    /// <summary>Makes the learner again whose name and options a model kept.</summary>
    /// <param name="name">The learner's name.</param>
    /// <param name="options">Its options as JSON (<see cref="IRecommenderLearner.Options"/>); what is absent keeps its default.</param>
    /// <returns><see langword="null"/> if this program does not know the learner, or one that it is made of.</returns>
    /// <exception cref="DataException"><c>bad-options</c>: the options are no JSON object, or an option is of another kind.</exception>
    public static IRecommenderLearner? Restore(string name, string options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            using var document = JsonDocument.Parse(options);
            return Restore(name, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DataException($"The options of the learner '{name}' cannot be read: {options}", e) { Code = "bad-options" };
        }
    }

    internal static IRecommenderLearner? Restore(string name, JsonElement options) => s_readers.TryGetValue(name, out var read) ? read(options) : null;
}
