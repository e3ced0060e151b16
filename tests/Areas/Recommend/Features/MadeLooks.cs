using Kirana.Data.Feedback;
using Kirana.Numerics.Random;
using Kirana.Recommend.Features;

namespace Kirana.Tests.Areas.Recommend.Features;

/// <summary>What shoppers of made purchases did besides: they look at an item before they buy it, sometimes put it into the cart, and look at others.</summary>
internal static class MadeLooks
{
    /// <summary>Looks, carts and purchases, weighted by stage.</summary>
    public static Interactions Of(Interactions purchases, ulong seed)
    {
        var builder = new InteractionsBuilder(purchases.Users, purchases.Items, purchases.UserCount);
        for (var user = 0; user < purchases.UserCount; user++)
        {
            var random = new RandomStream(seed ^ 0x100C, (ulong)user);
            for (var e = 0; e < purchases.ItemsOf(user).Length; e++)
            {
                var (item, time) = (purchases.ItemsOf(user)[e], purchases.TimesOf(user)[e]);
                builder.Add(user, item, 1, time - random.Next(3 * (int)TimeSpan.MicrosecondsPerMinute) - 1);
                builder.Add(user, random.Next(purchases.ItemCount), 1 + random.Next(2), time + random.Next(1000));
                builder.Add(user, item, 3, time);
            }
        }

        return builder.Build();
    }

    /// <summary>What became of items, as rates are made of.</summary>
    public static Interactions LogOf(Interactions purchases, ulong seed)
    {
        var (random, looks) = (new RandomStream(seed, 0x106), Of(purchases, seed));
        var log = new InteractionsBuilder(new IdMap(ItemRates.Kinds), purchases.Items);
        for (var user = 0; user < looks.UserCount; user++)
            for (var e = 0; e < looks.ItemsOf(user).Length; e++)
            {
                var (item, time, isBought) = (looks.ItemsOf(user)[e], looks.TimesOf(user)[e], looks.WeightsOf(user)[e] >= 3);
                log.Add(isBought ? 3 : 2, item, 1, time);
                log.Add(0, item, 1 + random.Next(9), time);
                log.Add(1, item, 1, time);
                if (isBought && random.Next(8) == 0)
                    log.Add(4, item, 1, time + MadeDay);
            }

        return log.Build();
    }

    private const long MadeDay = TimeSpan.MicrosecondsPerDay;
}
