using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>The features of a shopper and an item, in one definition for training and serving.</summary>
/// <remarks>All of a history and of the shop's events up to a moment; of the catalogue only what does not change with sales. Units on hand are
/// left to rules: those of today would tell a row of the past what was sold since.</remarks>
/// <param name="Activity">What all shoppers did up to the moment of the training.</param>
/// <param name="Seasons">At which time of the year they did it.</param>
/// <param name="Festivals">What they dealt with before festivals.</param>
/// <param name="Rates">What became of what was shown, looked at and bought, or <see langword="null"/>: then features of returns are missing.</param>
/// <param name="Opinions">What was said of items, or <see langword="null"/>: then features of ratings, wishes and dwells are missing.</param>
/// <param name="Traits">What is known of items, or <see langword="null"/>: then features of prices and departments are missing.</param>
internal sealed record PairFeatures(ItemActivity Activity, ItemSeasons Seasons, ItemFestivals Festivals, ItemRates? Rates, ItemOpinions? Opinions, ItemTraits? Traits)
{
    /// <summary>The names, in the order of the numbers.</summary>
    public static readonly string[] Names =
    [
        "item-users", "item-recent-7", "item-recent-30", "item-recent-90", "item-trend", "item-age-days", "item-days-since", "item-repeat-share", "item-repeat-days",
        "shopper-rate", "shopper-variety", "shopper-visit-rate", "shopper-days-since", "shopper-popularity",
        "pair-times", "pair-days-since", "pair-due", "pair-popularity",
        "item-price", "pair-price", "pair-department",
        "pair-looks", "pair-days-since-look", "pair-days-since-cart", "pair-look-department",
        "session-days-since", "session-department", "session-price", "item-season", "festival-days", "item-festival",
        "item-returns", "department-returns",
        "item-rating", "item-ratings", "pair-rating", "pair-department-rating", "pair-days-since-wish", "pair-dwell", "item-dwell",
    ];

    /// <summary>Looks at all that happened before a moment.</summary>
    /// <param name="interactions">The purchases.</param>
    /// <param name="log">What became of items, as <see cref="ItemRates.Of"/> takes it; <see langword="null"/> if it is not known.</param>
    /// <param name="opinions">What shoppers said, as <see cref="ItemOpinions.Of"/> takes it; <see langword="null"/> if nothing is known.</param>
    /// <param name="festivals">Festivals of the past and to come.</param>
    /// <param name="traits">What is known of items, or <see langword="null"/>.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    public static PairFeatures Of(Interactions interactions, Interactions? log, Interactions? opinions, IReadOnlyList<Festival> festivals, ItemTraits? traits, long until) => new(
        ItemActivity.Of(interactions, until), ItemSeasons.Of(interactions, until), ItemFestivals.Of(interactions, festivals, until), log is null ? null : ItemRates.Of(log, interactions.Items, traits, until),
        opinions is null ? null : ItemOpinions.Of(opinions, interactions.Items, traits, until), traits);

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
        var look = shopper.Looked(item);
        row[21] = look.Times;
        row[22] = look.Last == long.MinValue ? float.NaN : Days(shopper.Now, look.Last);
        row[23] = look.LastInCart == long.MinValue ? float.NaN : Days(shopper.Now, look.LastInCart);
        row[24] = shopper.LookedDepartmentShare(item);
        row[25] = shopper.Session.DaysSince;
        // Against the long-term taste, which stands beside them.
        row[26] = shopper.Session.DepartmentShare(item) - row[20];
        row[27] = row[18] - shopper.Session.MeanLogPrice;
        row[28] = shopper.SeasonOf(item);
        row[29] = shopper.Festival.Days;
        row[30] = Festivals.LiftOf(item, shopper.Festival.Festival);
        (row[31], row[32]) = Rates?.ReturnFeatures(item, Traits?.Departments[item] ?? 0) ?? (float.NaN, float.NaN);
        if (Opinions is null)
        {
            row[33..].Fill(float.NaN);
            return;
        }

        var said = shopper.Said(item);
        row[33] = Opinions.RatingOf(item);
        row[34] = Opinions.CountOf(item);
        row[35] = said.Rating;
        row[36] = shopper.DepartmentRating(item);
        row[37] = said.WishedAt == long.MinValue ? float.NaN : Days(shopper.Now, said.WishedAt);
        row[38] = said.MeanDwell - Opinions.DwellOf(item);
        row[39] = Opinions.DwellOf(item) - Opinions.Shop.Dwell;
    }

    /// <summary>Writes what was learned.</summary>
    public void Save(ModelWriter writer)
    {
        Activity.Save(writer.Part("activity"));
        Seasons.Save(writer.Part("seasons"));
        Festivals.Save(writer.Part("festivals"));
        Rates?.Save(writer.Part("rates"));
        Opinions?.Save(writer.Part("opinions"));
        Traits?.Save(writer.Part("traits"));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static PairFeatures Read(ModelReader reader, IdMap items)
    {
        var traits = reader.Has("traits/price") ? ItemTraits.Read(reader.Part("traits"), items) : null;
        var rates = reader.Has("rates/shop") ? ItemRates.Read(reader.Part("rates"), items.Count) : null;
        if (rates is not null && rates.Departments != (traits?.DepartmentCount ?? 1))
            throw reader.Invalid("rates/departments", $"{traits?.DepartmentCount ?? 1} departments", $"{rates.Departments}");
        return new PairFeatures(
            ItemActivity.Read(reader.Part("activity"), items.Count), ItemSeasons.Read(reader.Part("seasons"), items.Count), ItemFestivals.Read(reader.Part("festivals"), items.Count), rates,
            reader.Has("opinions/shop") ? ItemOpinions.Read(reader.Part("opinions"), items.Count) : null, traits);
    }

    private static float Days(long now, long then) => (float)(((double)now - then) / TimeSpan.MicrosecondsPerDay);
}
