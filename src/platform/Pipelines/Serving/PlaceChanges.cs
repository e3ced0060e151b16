using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Reranking;

namespace Kirana.Pipelines.Serving;

/// <summary>Compares a list before and after a change of rules, and says what moved each item.</summary>
internal static class PlaceChanges
{
    /// <summary>Compares.</summary>
    /// <param name="before">The list before.</param>
    /// <param name="after">The list after, each item with its trace.</param>
    /// <param name="ruled">Who made the list after; <see langword="null"/> if the new rules leave lists as the model makes them.</param>
    /// <param name="now">The moment, UTC microseconds.</param>
    public static IReadOnlyList<PlaceChange> Of(IReadOnlyList<RecommendedItem> before, IReadOnlyList<RecommendedItem> after, RuledLists? ruled, long now)
    {
        var placesBefore = PlacesOf(before);
        var placesAfter = PlacesOf(after);
        var changes = new List<PlaceChange>();
        foreach (var item in after)
        {
            var (was, place) = (placesBefore.GetValueOrDefault(item.Id), placesAfter[item.Id]);
            changes.Add(new PlaceChange(item.Id, TitleOf(item), was, place, was == place ? "" : Moved(item, was == 0)));
        }

        int[] listed = ruled is null ? [] : [.. after.Select(item => ruled.Rules.Items.TryGetIndex(item.Id, out var index) ? index : -1).Where(index => index >= 0)];
        foreach (var item in before.Where(item => !placesAfter.ContainsKey(item.Id)))
            changes.Add(new PlaceChange(item.Id, TitleOf(item), placesBefore[item.Id], 0, Gone(item, listed, ruled, now)));
        return changes;
    }

    private static string Moved(RecommendedItem item, bool isNew) => item.Trace switch
    {
        { Cause: "explored" } => "new, and tried here",
        { Rules.Count: > 0 } moved => string.Join(", ", moved.Rules.Select(rule => $"'{rule}'")),
        _ => isNew ? "moved up to a place that became free" : "others left, came or moved",
    };

    private static string Gone(RecommendedItem item, int[] listed, RuledLists? ruled, long now) =>
        ruled is not null && ruled.Rules.Items.TryGetIndex(item.Id, out var index) && ruled.Rules.At(now).Active.KeptOutBy(index, listed) is { } rule
            ? $"kept out by '{rule.Name}'"
            : "others took its place";

    private static Dictionary<string, int> PlacesOf(IReadOnlyList<RecommendedItem> list) =>
        list.Select((item, place) => (item.Id, Place: place + 1)).ToDictionary(one => one.Id, one => one.Place, StringComparer.Ordinal);

    private static string TitleOf(RecommendedItem item) => item.Title.Length > 0 ? item.Title : item.Id;
}
