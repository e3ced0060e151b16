using Kirana.Numerics.Random;

namespace Kirana.Bench.Generate;

/// <summary>The events of a made-up shop in the order of time: sessions of returning users, Zipf-distributed items, views that lead to carts,
/// purchases and a few returns.</summary>
public static class EventLines
{
    private static readonly DateTime First = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static int Write(Arguments arguments)
    {
        int rows = arguments.Number("rows", 10_000_000), users = arguments.Number("users", 1_000_000), items = arguments.Number("items", 100_000);
        int days = arguments.Number("days", 365), seed = arguments.Number("seed", 1);
        var withIds = arguments.Has("ids");
        var random = new RandomStream((ulong)seed, 0);
        var popularity = new ZipfTable(items, 1.0, 10);
        var loyalty = new ZipfTable(users, 0.7, 100);
        var prices = new int[items];
        for (var i = 0; i < items; i++)
            prices[i] = 99 + (int)(random.NextDouble() * random.NextDouble() * 9_900);

        using var text = new TextBuffer(arguments.Open());
        text.Add(withIds ? "id,"u8 : default).Add("time,kind,user,session,item,quantity,unit_price,location\n"u8);
        var step = days * 86_400.0 / rows;
        long session = 0;
        int left = 0, user = 0, item = 0, stage = 0;
        for (var row = 0; row < rows; row++)
        {
            if (left-- == 0)
            {
                (left, session, user, stage) = (random.Next(8), session + 1, loyalty.Draw(ref random), 0);
            }

            // Nearly half of the views lead on to a cart, half of the carts to a purchase.
            stage = stage switch
            {
                1 when random.Next(100) < 45 => 2,
                2 when random.Next(100) < 50 => 3,
                3 when random.Next(100) < 3 => 4,
                _ => 1,
            };
            if (stage == 1)
                item = popularity.Draw(ref random);
            text.BeginLine();
            if (withIds)
                text.Add("e"u8).Add(row).Add(","u8);
            AddTime(text, First.AddTicks((long)(row * step * TimeSpan.TicksPerSecond)));
            text.Add(stage switch { 1 => ",view,u"u8, 2 => ",cart,u"u8, 3 => ",purchase,u"u8, _ => ",return,u"u8 }).Add(user).Add(",s"u8).Add(session)
                .Add(",i"u8).Add(item).Add(","u8);
            if (stage > 1)
                text.Add(1 + random.Next(100) / 80).Add(","u8).Add(prices[item] / 100).Add("."u8).AddTwo(prices[item] % 100);
            else
                text.Add(","u8);
            text.Add(",store"u8).Add(user % 20).Add("\n"u8);
        }

        return 0;
    }

    private static void AddTime(TextBuffer text, DateTime time)
    {
        text.Add(time.Year).Add("-"u8).AddTwo(time.Month).Add("-"u8).AddTwo(time.Day).Add(" "u8)
            .AddTwo(time.Hour).Add(":"u8).AddTwo(time.Minute).Add(":"u8).AddTwo(time.Second);
    }
}
