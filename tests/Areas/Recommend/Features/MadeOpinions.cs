using Kirana.Data.Feedback;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Recommend.Features;

/// <summary>What shoppers of made purchases said: some rate what they bought, some change their mind, wish for things and look at them for a while.</summary>
internal static class MadeOpinions
{
    /// <summary>Opinions by their codes.</summary>
    public static Interactions Of(Interactions purchases, ulong seed)
    {
        var builder = new InteractionsBuilder(purchases.Users, purchases.Items, purchases.UserCount);
        for (var user = 0; user < purchases.UserCount; user++)
        {
            var random = new RandomStream(seed ^ 0x0914, (ulong)user);
            for (var e = 0; e < purchases.ItemsOf(user).Length; e++)
            {
                var (item, time) = (purchases.ItemsOf(user)[e], purchases.TimesOf(user)[e]);
                builder.Add(user, item, new Opinion(OpinionKind.Dwell, random.Next(400)).Code, time - random.Next(1_000_000));
                builder.Add(user, random.Next(purchases.ItemCount), new Opinion(OpinionKind.Wish, 1).Code, time + random.Next(1000));
                for (var times = random.Next(3); times > 0; times--)
                    builder.Add(user, item, new Opinion(OpinionKind.Rating, random.Next(5) / 2f - 1).Code, time + random.Next(9) * TimeSpan.MicrosecondsPerDay);
            }
        }

        return builder.Build();
    }
}
