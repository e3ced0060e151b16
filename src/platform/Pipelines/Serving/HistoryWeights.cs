using Kirana.Data.Feedback;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;

namespace Kirana.Pipelines.Serving;

/// <summary>What an event that just came says: how much of a history, and which opinion.</summary>
/// <param name="Weights">The weight of each kind of event in histories; <see langword="null"/> for purchases alone.</param>
/// <param name="Scale">The scale of ratings.</param>
internal sealed record HistoryWeights(IReadOnlyDictionary<string, float>? Weights, RatingScale Scale)
{
    private const double TenThousandth = 1e-4;

    /// <summary>How much an event says in histories; 0 where it is no part of them. A dwell waits for the next reading, which knows how long a long look is.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="rating">Its rating in ten-thousandths, or <see cref="RecordBatch.Missing"/>.</param>
    public float Of(string? kind, long rating)
    {
        if (Weights is null)
            return kind is "purchase" ? 1 : 0;
        var weight = kind is null or "dwell" ? 0 : Weights.GetValueOrDefault(kind);
        return kind is "rating" or "review" && rating != RecordBatch.Missing ? weight * Math.Max(0, Centred(rating)) : weight;
    }

    /// <summary>The code of the opinion that an event is; 0 if it is none.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="rating">Its rating in ten-thousandths, or <see cref="RecordBatch.Missing"/>.</param>
    /// <param name="seconds">Its seconds in ten-thousandths, or <see cref="RecordBatch.Missing"/>.</param>
    public float OpinionOf(string? kind, long rating, long seconds) => kind switch
    {
        "rating" or "review" when rating != RecordBatch.Missing => new Opinion(OpinionKind.Rating, Centred(rating)).Code,
        "wishlist" => new Opinion(OpinionKind.Wish, 1).Code,
        "dwell" when seconds != RecordBatch.Missing => new Opinion(OpinionKind.Dwell, (float)(seconds * TenThousandth)).Code,
        _ => 0,
    };

    /// <summary>Whether an event changes what older ones say, which only a new reading of the records finds out.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="rating">Its rating in ten-thousandths, or <see cref="RecordBatch.Missing"/>.</param>
    public bool TakesBack(string? kind, long rating) => kind is "return"
        || (kind is "rating" or "review" && rating != RecordBatch.Missing && Centred(rating) < 0 && Weights is not null && (Weights.ContainsKey("rating") || Weights.ContainsKey("review")));

    private float Centred(long rating) =>
        (float)Math.Clamp((2 * rating * TenThousandth - (double)(Scale.Lowest + Scale.Highest)) / (double)(Scale.Highest - Scale.Lowest), -1, 1);
}
