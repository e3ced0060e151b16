using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;
using Kirana.Recommend.Streaming;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>Tells how items came to their places.</summary>
internal static class ItemTraces
{
    /// <summary>An item that a model put there and no rule moved.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shopper">For whom.</param>
    /// <param name="item">The item's index.</param>
    /// <param name="rank">Its rank, from 1.</param>
    public static ItemTrace Of(IRecommender model, Shopper shopper, int item, int rank) => Ranked(model, shopper, item, rank, new ItemTrace("best", rank, null, 1, 1, 0, 0, 0, [], [], []));

    /// <summary>An item of a list that was made by rules.</summary>
    /// <param name="model">The model it comes from; <see langword="null"/> if it was no candidate.</param>
    /// <param name="shopper">For whom.</param>
    /// <param name="place">How it came to its place.</param>
    /// <param name="rules">The rules.</param>
    public static ItemTrace Of(IRecommender? model, Shopper shopper, PlaceTrace place, ActiveRules rules)
    {
        var trace = new ItemTrace(
            place.Cause switch { PlaceCause.Pinned => "pinned", PlaceCause.Explored => "explored", _ => "best" },
            place.Rank, place.Relevance, place.Factor, place.Freshness, place.Diversity, place.Calibration, place.Novelty, Movers(place, rules), [], []);
        return model is null ? trace : Ranked(model, shopper, place.Item, place.Rank, trace);
    }

    /// <summary>The names of the rules that moved an item: the one that pinned it, and those that multiplied its relevance.</summary>
    public static string[] Movers(PlaceTrace place, ActiveRules rules) =>
        [.. place.Rule is { } pin ? [pin] : Array.Empty<string>(), .. rules.BoostsOf(place.Item).Where(rule => rule.Factor != 1).Select(rule => rule.Name)];

    /// <summary>The part of a model that speaks for an item.</summary>
    public static IRecommender SpeakerOf(IRecommender model, int item) => model switch
    {
        LayeredModel layered => SpeakerOf(layered.Base, item),
        NewItemsModel joined => joined.SpeakerOf(item),
        _ => model,
    };

    private static ItemTrace Ranked(IRecommender model, Shopper shopper, int item, int rank, ItemTrace trace)
    {
        var speaker = SpeakerOf(model, item);
        var since = model is LayeredModel layered ? layered.Trace(shopper, item).Select(share => new FeatureTrace($"since-training-{share.Feature}", (float)share.Value, share.Share)) : [];
        if (speaker is not RankedSourcesModel ranked)
            return trace with { Sources = [new SourceTrace(speaker.Kind, rank, null)], Contributions = [.. since] };
        var made = ranked.Trace(shopper, item);
        return trace with
        {
            Sources = [.. made.Sources.Select(source => new SourceTrace(source.Source, source.Rank, Known(source.Share)))],
            Contributions = [.. made.Shares.Select(share => new FeatureTrace(share.Feature, Known(share.Value), share.Share)), .. since],
        };
    }

    private static float? Known(float value) => float.IsFinite(value) ? value : null;
}
