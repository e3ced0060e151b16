using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>The features of a shopper and an item, in one definition for training and serving.</summary>
/// <remarks>All of a history and of the shop's events up to a moment; of the catalogue only what does not change with sales. Units on hand are
/// left to rules: those of today would tell a row of the past what was sold since.</remarks>
/// <param name="Activity">What all shoppers did up to the moment of the training.</param>
/// <param name="Traits">What is known of items, or <see langword="null"/>: then features of prices and departments are missing.</param>
internal sealed record PairFeatures(ItemActivity Activity, ItemTraits? Traits)
{
    /// <summary>The names, in the order of the numbers.</summary>
    public static readonly string[] Names =
    [
        "item-users", "item-recent-7", "item-recent-30", "item-recent-90", "item-trend", "item-age-days", "item-days-since", "item-repeat-share", "item-repeat-days",
        "shopper-rate", "shopper-variety", "shopper-visit-rate", "shopper-days-since", "shopper-popularity",
        "pair-times", "pair-days-since", "pair-due", "pair-popularity",
        "item-price", "pair-price", "pair-department",
    ];

    /// <summary>Writes the features of one pair.</summary>
    /// <param name="shopper">Who.</param>
    /// <param name="item">What.</param>
    /// <param name="row">Takes one number for each of <see cref="Names"/>; NaN where one is not known.</param>
    public void Write(in ShopperFacts shopper, int item, Span<float> row)
    {
        var recent = Activity.RecentOf(item);
        row[0] = Activity.UsersOf(item);
        recent.CopyTo(row[1..]);
        row[4] = recent[0] - recent[^1];
        row[5] = Activity.FirstOf(item) == long.MaxValue ? float.NaN : Days(shopper.Now, Activity.FirstOf(item));
        row[6] = Activity.LastOf(item) == long.MinValue ? float.NaN : Days(shopper.Now, Activity.LastOf(item));
        row[7] = Activity.RepeatShareOf(item);
        row[8] = Activity.GapOf(item);
        row[9] = shopper.EventRate;
        row[10] = shopper.Variety;
        row[11] = shopper.VisitRate;
        row[12] = shopper.DaysSince;
        row[13] = shopper.MeanPopularity;
        var (times, last) = shopper.Of(item);
        row[14] = times;
        row[15] = times == 0 ? float.NaN : Days(shopper.Now, last);
        // Above 1, an item that is bought again and again is due.
        row[16] = row[15] / row[8];
        row[17] = row[0] - row[13];
        var price = Traits is null ? float.NaN : (float)Traits[item].Price;
        row[18] = price > 0 ? Elementary.Log(price) : float.NaN;
        row[19] = row[18] - shopper.MeanLogPrice;
        row[20] = shopper.DepartmentShare(item);
    }

    private static float Days(long now, long then) => (float)(((double)now - then) / TimeSpan.MicrosecondsPerDay);
}
