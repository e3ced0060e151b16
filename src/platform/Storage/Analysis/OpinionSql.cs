using System.Globalization;
using Kirana.Operate.Shops;

namespace Kirana.Storage.Analysis;

/// <summary>What ratings and dwells count in queries of events.</summary>
/// <remarks>
/// An opinion is a rating, or a review with one. Of a user's opinions of an item the latest holds, of equal moments the higher: earlier ones are replaced. A
/// dwell counts by its share of a long look, the upper quartile of the shop's own. Dwell times are skewed and have a long tail of pages left open (Liu, White and
/// Dumais, "Understanding web browsing behaviors through Weibull analysis of dwell time", SIGIR 2010): a quantile does not move with the tail, and asks no
/// shop in what way it measures.
/// </remarks>
internal static class OpinionSql
{
    /// <summary>The quantile of the seconds of dwells that is a long look.</summary>
    private const string LongLook = "0.75";

    /// <summary>That an event is an opinion.</summary>
    public const string IsOpinion = "(kind IN ('rating', 'review') AND rating IS NOT NULL)";

    /// <summary>The tables <c>latest(who, what, said, given)</c>, the opinion that holds, and <c>looks(long)</c>, for a WITH clause.</summary>
    /// <param name="until">The condition that an event is known, or nothing.</param>
    public static string Tables(string until) => $"""
        latest AS (SELECT who, what, opinion.moment AS said, opinion.given AS given FROM (
            SELECT "user" AS who, item AS what, max(struct_pack(moment := time, given := rating)) AS opinion FROM events
            WHERE {IsOpinion} AND "user" IS NOT NULL AND item IS NOT NULL{until} GROUP BY ALL)),
        looks AS (SELECT nullif(quantile_disc(seconds, {LongLook}), 0)::DOUBLE AS long FROM events WHERE kind = 'dwell' AND item IS NOT NULL{until})
        """;

    /// <summary>What an event of <c>events</c> counts beside its kind's weight: 0 to 1, or NULL for nothing.</summary>
    /// <param name="scale">The scale of ratings.</param>
    public static string Factor(RatingScale scale) => $"""
        CASE WHEN {IsOpinion} THEN CASE WHEN time = said AND rating = given THEN least(1, {Centred(scale, "rating")}) ELSE 0 END
             WHEN kind = 'dwell' THEN least(1, seconds / (SELECT long FROM looks)) ELSE 1 END
        """;

    /// <summary>That an event is not taken away by a later opinion of the lower half.</summary>
    /// <param name="scale">The scale of ratings.</param>
    public static string Stays(RatingScale scale) => $"(given IS NULL OR time > said OR {Centred(scale, "given")} >= 0)";

    /// <summary>A rating as −1, the worst, to 1, the best.</summary>
    /// <param name="scale">The scale of ratings.</param>
    /// <param name="rating">The expression, in ten-thousandths.</param>
    public static string Centred(RatingScale scale, string rating)
    {
        var (middle, half) = (5000 * (scale.Lowest + scale.Highest), 5000 * (scale.Highest - scale.Lowest));
        return string.Create(CultureInfo.InvariantCulture, $"(({rating} - {middle}::DOUBLE) / {half}::DOUBLE)");
    }
}
