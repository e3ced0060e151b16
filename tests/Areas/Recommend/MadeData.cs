using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Recommend;

/// <summary>Feedback whose structure is known: users and items belong to groups and mostly meet within them.</summary>
internal static class MadeData
{
    public const int Groups = 4;

    public static Interactions Grouped(int users = 60, int items = 40, int events = 12, ulong seed = 3)
    {
        var random = new RandomStream(seed);
        var builder = Named(users, items);
        for (var user = 0; user < users; user++)
            for (var e = 0; e < events; e++)
            {
                var item = random.Next(items);
                if (random.NextDouble() < 0.9)
                    item = item - item % Groups + user % Groups;
                builder.Add(user, Math.Min(item, items - 1), 1 + random.Next(3), 1000L * e);
            }

        return builder.Build();
    }

    public static Interactions Of(int items, params int[][] rows)
    {
        var builder = Named(rows.Length, items);
        for (var user = 0; user < rows.Length; user++)
            for (var i = 0; i < rows[user].Length; i++)
                builder.Add(user, rows[user][i], 1, i);
        return builder.Build();
    }

    private static InteractionsBuilder Named(int users, int items) => new(
        new IdMap(Enumerable.Range(0, users).Select(user => "u" + user.ToString(CultureInfo.InvariantCulture))),
        new IdMap(Enumerable.Range(0, items).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture))));
}
