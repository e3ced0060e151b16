using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Numerics.Random;
using Kirana.Recommend.Reranking;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>A large shop made by chance: shoppers buy baskets of items of a few tastes, popular ones more often, and some again.</summary>
/// <remarks>The commerce simulator lets shoppers answer lists; this makes ten million purchases at once and knows no list.</remarks>
internal sealed record MadeShop(Interactions Purchases, ItemTraits Traits)
{
    private const int ItemsPerTaste = 250;
    private const int Days = 180;
    private const int TastesPerShopper = 3;
    private const double BasketsPerShopper = 4;
    private const double ItemsPerBasket = 2.5;
    private const double Repeated = 0.2;

    /// <summary>Makes the shop.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="users">The number of shoppers.</param>
    /// <param name="seed">The seed.</param>
    public static MadeShop Of(int items, int users, ulong seed)
    {
        var ids = new IdMap(Enumerable.Range(0, items).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture)));
        var builder = new InteractionsBuilder(new IdMap(Enumerable.Range(0, users).Select(user => "u" + user.ToString(CultureInfo.InvariantCulture))), ids, users);
        var (tastes, own, mine) = (Math.Max(1, items / ItemsPerTaste), new int[TastesPerShopper], new List<int>());
        for (var user = 0; user < users; user++)
        {
            var random = new RandomStream(seed, (ulong)user);
            foreach (ref var taste in own.AsSpan())
                taste = random.Next(tastes);
            mine.Clear();
            // Exponential activity: most come a few times, some every week.
            var baskets = 1 + (int)(-Math.Log(1 - random.NextDouble()) * (BasketsPerShopper - 1));
            var times = new long[baskets];
            foreach (ref var time in times.AsSpan())
                time = (long)(random.NextDouble() * Days * TimeSpan.MicrosecondsPerDay);
            Array.Sort(times);
            foreach (var time in times)
                for (var n = 1 + (int)(-Math.Log(1 - random.NextDouble()) * (ItemsPerBasket - 1)); n > 0; n--)
                {
                    // Within a taste the k-th item is bought about k^-1 times as often as the first.
                    var item = mine.Count > 0 && random.NextDouble() < Repeated
                        ? mine[random.Next(mine.Count)]
                        : Math.Min(items - 1, own[random.Next(own.Length)] * ItemsPerTaste + (int)Math.Exp(random.NextDouble() * Math.Log(ItemsPerTaste)) - 1);
                    mine.Add(item);
                    builder.Add(user, item, 1, time);
                }
        }

        return new MadeShop(builder.Build(), new ItemTraits(ids, id =>
        {
            var item = int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);
            var random = new RandomStream(seed ^ 0x5EED, (ulong)item);
            var taste = item / ItemsPerTaste;
            return new ItemTrait
            {
                Category = string.Create(CultureInfo.InvariantCulture, $"department {taste / 20} > shelf {taste}"), Brand = string.Create(CultureInfo.InvariantCulture, $"brand {random.Next(2000)}"),
                Price = Math.Round(Math.Exp(2.5 + random.NextGaussian()), 2),
            };
        }));
    }
}
