using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Features;

/// <summary>At which time of the year each item was dealt with in the past. Immutable and thread-safe.</summary>
/// <remarks>The year has <see cref="Parts"/> parts of a fortnight each. Events of the last half-year say what is going on and not which time of year it is, so they do
/// not count. Most items of most parts have none: the counts of an item stand one after another, those above 0 alone.</remarks>
internal sealed class ItemSeasons
{
    /// <summary>The parts of a year.</summary>
    public const int Parts = 26;

    /// <summary>The parts ahead that a moment asks for: four weeks, as what is bought is wanted for what comes.</summary>
    private const double Ahead = 2;

    private const double PartDays = 365.2425 / Parts;
    private const double LeastAge = 180;

    /// <summary>Events that an item is taken to have besides its own, spread over the year as the shop's.</summary>
    private const double Prior = 5;

    private readonly int[] _starts;
    private readonly int[] _parts;
    private readonly float[] _counts;
    private readonly float[] _totals;
    private readonly float[] _shop;
    private readonly float _all;

    private ItemSeasons(int[] starts, int[] parts, float[] counts)
    {
        (_starts, _parts, _counts, _totals, _shop) = (starts, parts, counts, new float[starts.Length - 1], new float[Parts]);
        for (var item = 0; item < _totals.Length; item++)
            for (var at = starts[item]; at < starts[item + 1]; at++)
                (_totals[item], _shop[parts[at]], _all) = (_totals[item] + counts[at], _shop[parts[at]] + counts[at], _all + counts[at]);
    }

    /// <summary>Looks at all events half a year before a moment and earlier.</summary>
    /// <param name="interactions">The events.</param>
    /// <param name="until">The moment in UTC microseconds.</param>
    public static ItemSeasons Of(Interactions interactions, long until)
    {
        var last = until - (long)(LeastAge * TimeSpan.MicrosecondsPerDay);
        var found = new int[interactions.ItemCount * Parts];
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var times = interactions.TimesOf(user);
            for (var e = 0; e < items.Length && times[e] < last; e++)
                found[items[e] * Parts + (int)PartOf(times[e])]++;
        }

        var (starts, parts, counts) = (new int[interactions.ItemCount + 1], new List<int>(), new List<float>());
        for (var place = 0; place < found.Length; place++)
        {
            if (found[place] > 0)
            {
                parts.Add(place % Parts);
                counts.Add(found[place]);
            }

            starts[place / Parts + 1] = parts.Count;
        }

        return new ItemSeasons(starts, [.. parts], [.. counts]);
    }

    /// <summary>How much each part of the year counts at a moment: 1 of those wholly in the four weeks ahead.</summary>
    /// <param name="now">The moment in UTC microseconds.</param>
    /// <param name="weights">Takes <see cref="Parts"/> numbers.</param>
    /// <returns>The share of the shop's events in them; NaN if none was.</returns>
    public float At(long now, Span<float> weights)
    {
        weights.Clear();
        for (var (from, left) = (PartOf(now), Ahead); left > 0;)
        {
            var whole = Math.Min(left, Math.Floor(from) + 1 - from);
            weights[(int)from] += (float)whole;
            (from, left) = ((Math.Floor(from) + 1) % Parts, left - whole);
        }

        var sum = 0f;
        for (var part = 0; part < Parts; part++)
            sum += weights[part] * _shop[part];
        return sum > 0 ? sum / _all : float.NaN;
    }

    /// <summary>ln of how many times its usual share of the shop's events an item has at a time of the year, drawn to 0; NaN where the shop's past says nothing.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="weights">As <see cref="At"/> gives them.</param>
    /// <param name="share">What <see cref="At"/> returned.</param>
    public float LiftOf(int item, ReadOnlySpan<float> weights, float share)
    {
        if (float.IsNaN(share))
            return share;
        var own = 0f;
        for (var at = _starts[item]; at < _starts[item + 1]; at++)
            own += weights[_parts[at]] * _counts[at];
        return (float)Elementary.Log((own + Prior * share) / ((_totals[item] + Prior) * share));
    }

    /// <summary>Writes what was learned.</summary>
    public void Save(ModelWriter writer)
    {
        writer.Add("starts", _starts);
        writer.Add("parts", _parts);
        writer.Add("counts", _counts);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static ItemSeasons Read(ModelReader reader, int items)
    {
        var (starts, parts, counts) = (reader.Ints("starts"), reader.Ints("parts"), reader.Floats("counts"));
        ModelParts.RequireStarts(reader, "starts", starts, items, parts.Length);
        ModelParts.RequireIndices(reader, "parts", parts, Parts);
        ModelParts.RequireLength(reader, "counts", counts.Length, parts.Length);
        return new ItemSeasons(starts, parts, counts);
    }

    /// <summary>The part of the year of a moment, with a fraction, from 0; years are those of the mean length, counted from 1970.</summary>
    private static double PartOf(long time)
    {
        var part = time / (double)TimeSpan.MicrosecondsPerDay / PartDays % Parts;
        return part < 0 ? (part + Parts) % Parts : part;
    }
}
