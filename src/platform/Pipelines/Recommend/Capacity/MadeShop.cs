using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Recommend.Content;
using Kirana.Recommend.Reranking;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>A shop of any size made by chance: shoppers buy baskets of items of a few tastes, popular ones more often, and some again.</summary>
/// <remarks>
/// <para>The commerce simulator of Policies lets shoppers answer lists, so that truth is known; this makes a hundred million purchases at once and knows no list. It is
/// for costs: no figure of quality may come from it.</para>
/// <para>Tastes are 250 items each, of which the k-th is bought about 1/k times as often as the first. A shopper has three of them, and comes
/// 1 + exponential times in 180 days. A fifth of purchases repeats an earlier one.</para>
/// </remarks>
/// <param name="Purchases">Who bought what, each with weight 1.</param>
/// <param name="Traits">Departments of 20 tastes, 2,000 brands, prices.</param>
public sealed record MadeShop(Interactions Purchases, ItemTraits Traits)
{
    private const int ItemsPerTaste = 250;
    private const int Days = 180;
    private const int TastesPerShopper = 3;
    private const int TastesPerDepartment = 20;
    private const int Brands = 2000;
    private const double BasketSpread = 1.5;
    private const double Repeated = 0.2;

    /// <summary>The items of a basket in the mean, as they are whole: 1 + 1 / (e^(1 / 1.5) − 1).</summary>
    private const double BasketSize = 2.055;

    /// <summary>Makes the shop.</summary>
    /// <param name="size">How large.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public static MadeShop Of(ShopSize size, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(size);
        size.Check();
        var ids = new IdMap(Enumerable.Range(0, size.Items).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture)));
        var builder = new InteractionsBuilder(new IdMap(Enumerable.Range(0, size.Users).Select(user => "u" + user.ToString(CultureInfo.InvariantCulture))), ids, size.Users);
        var (tastes, own, mine, logTaste) = (Math.Max(1, size.Items / ItemsPerTaste), new int[TastesPerShopper], new List<int>(), Elementary.Log((double)ItemsPerTaste));
        // The mean of 1 + ⌊s·x⌋, x exponential, is 1 + 1 / (e^(1 / s) − 1).
        var visits = size.EventsPerUser / BasketSize;
        var spread = visits > 1 ? 1 / Elementary.Log(visits / (visits - 1)) : 0;
        for (var user = 0; user < size.Users; user++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new RandomStream(seed, (ulong)user);
            foreach (ref var taste in own.AsSpan())
                taste = random.Next(tastes);
            mine.Clear();
            var times = new long[Count(spread, ref random)];
            foreach (ref var time in times.AsSpan())
                time = (long)(random.NextDouble() * Days * TimeSpan.MicrosecondsPerDay);
            Array.Sort(times);
            foreach (var time in times)
                for (var n = Count(BasketSpread, ref random); n > 0; n--)
                {
                    var item = mine.Count > 0 && random.NextDouble() < Repeated
                        ? mine[random.Next(mine.Count)]
                        : Math.Min(size.Items - 1, own[random.Next(own.Length)] * ItemsPerTaste + (int)Elementary.Exp(random.NextDouble() * logTaste) - 1);
                    mine.Add(item);
                    builder.Add(user, item, 1, time);
                }
        }

        return new MadeShop(builder.Build(), new ItemTraits(ids, id => TraitOf(NumberOf(id), seed)));
    }

    /// <summary>What the catalogue says of items: a title of five words, of which one is the taste's, two come of a thousand; department and shelf; a brand.</summary>
    /// <param name="seed">The seed.</param>
    public ItemDescriptions Descriptions(ulong seed) => new(Purchases.Items, id =>
    {
        var (item, trait) = (NumberOf(id), TraitOf(NumberOf(id), seed));
        var random = new RandomStream(seed ^ 0x717E, (ulong)item);
        return new ItemDescription
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"word{random.Next(1000)} word{random.Next(1000)} colour{random.Next(30)} size{random.Next(10)} thing{item / ItemsPerTaste}"),
            Category = trait.Category, Brand = trait.Brand,
        };
    });

    private static int NumberOf(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);

    private static ItemTrait TraitOf(int item, ulong seed)
    {
        var (random, taste) = (new RandomStream(seed ^ 0x5EED, (ulong)item), item / ItemsPerTaste);
        return new ItemTrait
        {
            Category = string.Create(CultureInfo.InvariantCulture, $"department {taste / TastesPerDepartment} > shelf {taste}"), Brand = string.Create(CultureInfo.InvariantCulture, $"brand {random.Next(Brands)}"),
            Price = Math.Round(Elementary.Exp(2.5 + random.NextGaussian()), 2),
        };
    }

    private static int Count(double spread, ref RandomStream random) => 1 + (int)(-Elementary.Log(1 - random.NextDouble()) * spread);
}
