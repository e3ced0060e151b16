using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Recommend;

/// <summary>Which events a recommender learns from, and why.</summary>
/// <param name="Weights">The weight of each kind of event; <see langword="null"/> for purchases alone.</param>
/// <param name="Why">Why not purchases alone, as a sentence; empty if they are.</param>
internal sealed record FeedbackWeights(IReadOnlyDictionary<string, float>? Weights, string Why)
{
    /// <summary>Ratings and reviews, of a shop that knows no purchase.</summary>
    private static readonly Dictionary<string, float> s_opinions = new(StringComparer.Ordinal) { ["rating"] = 1, ["review"] = 1 };

    /// <summary>The weights asked for; without them purchases, or what people liked where nothing was ever bought.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="asked">The weights asked for, or <see langword="null"/>.</param>
    /// <param name="events">The events that count.</param>
    public static FeedbackWeights Of(IShop shop, IReadOnlyDictionary<string, float>? asked, out Interactions events)
    {
        events = shop.Analysis.Interactions(QueryOf(asked));
        if (asked is not null)
            return new FeedbackWeights(asked, $"It learnt from {InWords(asked)}, as asked.");
        if (events.Count > 0 || shop.Analysis.Interactions(QueryOf(s_opinions)) is not { Count: > 0 } liked)
            return new FeedbackWeights(null, "");
        events = liked;
        return new FeedbackWeights(s_opinions, "The shop has no purchases, so it learnt from what was rated above the middle of the scale.");
    }

    /// <summary>The query of histories by some weights.</summary>
    /// <param name="weights">The weights; <see langword="null"/> for purchases alone.</param>
    public static InteractionQuery QueryOf(IReadOnlyDictionary<string, float>? weights) => weights is null ? new InteractionQuery() : new InteractionQuery { Weights = weights };

    private static string InWords(IReadOnlyDictionary<string, float> weights) => string.Join(", ", weights.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} × {kind.Value}")));
}
