using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Features;

/// <summary>What was dealt with before festivals of the past, also of those that move from year to year. Immutable and thread-safe.</summary>
/// <remarks>An event counts for a festival if it lies in the <see cref="Before"/> days before one of its days. Only festivals that have passed count, so the coming one is known by its earlier years.</remarks>
internal sealed class ItemFestivals
{
    /// <summary>The days before a festival that belong to it.</summary>
    public const int Before = 28;

    /// <summary>Events that an item is taken to have besides its own, spread as the shop's.</summary>
    private const double Prior = 5;

    private readonly string[] _names;
    private readonly int[] _days;
    private readonly long[] _times;
    private readonly int[] _counts;
    private readonly int[] _totals;
    private readonly long[] _shop;
    private readonly long _all;

    private ItemFestivals(string[] names, int[] days, long[] times, int[] counts, int[] totals)
    {
        (_names, _days, _times, _counts, _totals, _shop) = (names, days, times, counts, totals, new long[names.Length]);
        for (var place = 0; place < counts.Length; place++)
            _shop[place % names.Length] += counts[place];
        foreach (var total in totals)
            _all += total;
    }

    /// <summary>Looks at all events before a moment.</summary>
    /// <param name="interactions">The events.</param>
    /// <param name="festivals">Festivals of the past and to come, in any order.</param>
    /// <param name="until">The moment in UTC microseconds.</param>
    public static ItemFestivals Of(Interactions interactions, IReadOnlyList<Festival> festivals, long until)
    {
        Festival[] ordered = [.. festivals.OrderBy(one => one.Time).ThenBy(one => one.Name, StringComparer.Ordinal)];
        string[] names = [.. ordered.Select(one => one.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (days, times) = (Array.ConvertAll(ordered, one => Array.IndexOf(names, one.Name)), Array.ConvertAll(ordered, one => one.Time));
        var (counts, totals) = (new int[interactions.ItemCount * names.Length], new int[interactions.ItemCount]);
        for (var user = 0; user < interactions.UserCount && names.Length > 0; user++)
        {
            var items = interactions.ItemsOf(user);
            var moments = interactions.TimesOf(user);
            for (var e = 0; e < items.Length && moments[e] < until; e++)
            {
                totals[items[e]]++;
                for (var day = Next(times, moments[e]); day < times.Length && times[day] < until && times[day] - moments[e] < Before * TimeSpan.MicrosecondsPerDay; day++)
                    counts[items[e] * names.Length + days[day]]++;
            }
        }

        return new ItemFestivals(names, days, times, counts, totals);
    }

    /// <summary>The next festival of which the past knows something: its number, and the days until it; −1 if none comes within <see cref="Before"/> days.</summary>
    /// <param name="now">The moment in UTC microseconds.</param>
    public (int Festival, float Days) At(long now)
    {
        for (var day = Next(_times, now); day < _times.Length && _times[day] - now < Before * TimeSpan.MicrosecondsPerDay; day++)
            if (_shop[_days[day]] > 0)
                return (_days[day], (float)((_times[day] - now) / (double)TimeSpan.MicrosecondsPerDay));
        return (-1, float.NaN);
    }

    /// <summary>ln of how many times its usual share of the shop's events an item has before a festival, drawn to 0.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="festival">As <see cref="At"/> gives it; −1 gives NaN.</param>
    public float LiftOf(int item, int festival)
    {
        if (festival < 0)
            return float.NaN;
        var share = _shop[festival] / (double)_all;
        return (float)Elementary.Log((_counts[item * _names.Length + festival] + Prior * share) / ((_totals[item] + Prior) * share));
    }

    /// <summary>Writes what was learned.</summary>
    public void Save(ModelWriter writer)
    {
        writer.AddStrings("names", _names);
        writer.Add("days", _days);
        writer.Add("times", _times);
        writer.Add("counts", _counts);
        writer.Add("totals", _totals);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static ItemFestivals Read(ModelReader reader, int items)
    {
        var (names, days, times, counts, totals) = (reader.Strings("names"), reader.Ints("days"), reader.Longs("times"), reader.Ints("counts"), reader.Ints("totals"));
        ModelParts.RequireIndices(reader, "days", days, names.Length);
        ModelParts.RequireLength(reader, "times", times.Length, days.Length);
        for (var day = 1; day < times.Length; day++)
            if (times[day] < times[day - 1])
                throw reader.Invalid("times", "ascending moments", $"{times[day - 1]} before {times[day]}");
        if (counts.Length != (long)items * names.Length)
            throw reader.Invalid("counts", $"{(long)items * names.Length} values", $"{counts.Length}");
        ModelParts.RequireLength(reader, "totals", totals.Length, items);
        return new ItemFestivals(names, days, times, counts, totals);
    }

    private static int Next(long[] times, long now)
    {
        var at = Array.BinarySearch(times, now);
        at = at < 0 ? ~at : at;
        while (at > 0 && times[at - 1] == now)
            at--;
        return at;
    }
}
