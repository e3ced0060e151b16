using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Recommend.Ranking;

/// <summary>A made shop whose shoppers come once a week or so, buy two staples of their own again and again, things of their kind once, and now
/// and then what is new: no single source knows all three.</summary>
internal static class MadePurchases
{
    public const long Day = TimeSpan.MicrosecondsPerDay;
    private const int Kinds = 5;

    public static Interactions Of(int shoppers = 150, int items = 100, int days = 210, ulong seed = 1)
    {
        var builder = new InteractionsBuilder(
            new IdMap(Enumerable.Range(0, shoppers).Select(user => "u" + user.ToString(CultureInfo.InvariantCulture))),
            new IdMap(Enumerable.Range(0, items).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture))));
        for (var user = 0; user < shoppers; user++)
        {
            var random = new RandomStream(seed, (ulong)user);
            int[] staples = [random.Next(items), random.Next(items)];
            for (var day = random.Next(14); day < days; day += 4 + random.Next(10))
                Visit(builder, user, day, staples, items, ref random);
        }

        return builder.Build();
    }

    private static void Visit(InteractionsBuilder builder, int user, int day, int[] staples, int items, ref RandomStream random)
    {
        var time = day * Day + random.Next(1000);
        foreach (var staple in staples)
            if (random.NextDouble() < 0.5)
                builder.Add(user, staple, 1, time);
        var ofKind = random.Next(items);
        builder.Add(user, ofKind - ofKind % Kinds + user % Kinds, 1, time);
        // Each week another item is the talk of the town.
        if (random.NextDouble() < 0.4)
            builder.Add(user, day / 7 * 13 % items, 1, time);
    }
}
