using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>What became of items up to one moment: how often what was shown was clicked, what was looked at bought, and what was bought returned. Immutable and
/// thread-safe.</summary>
/// <remarks>
/// <para>Newer events count more, by a half-life of <see cref="HalfLife"/> days. A rate is drawn to that of the item's department, and that to the shop's, by
/// <see cref="RatePrior"/>: two clicks of three say little, two hundred of three hundred say it.</para>
/// <para>What is known of a day's events counts from the day's end on, so that totals of days will do and nothing newer than a moment changes what it sees.</para>
/// </remarks>
public sealed class ItemRates
{
    /// <summary>Days after which an event says half as much of a rate.</summary>
    public const double HalfLife = 60;

    /// <summary>The rates of each item: click-through, conversion, returns.</summary>
    internal const int Width = 3;

    private const double Ln2 = 0.69314718055994531;

    private readonly float[] _items;
    private readonly float[] _departments;
    private readonly float[] _shop;

    private ItemRates(float[] items, float[] departments, float[] shop) => (_items, _departments, _shop) = (items, departments, shop);

    /// <summary>The kinds of events that rates are made of, in the order of the rows of a log.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["impression", "click", "view", "purchase", "return"];

    /// <summary>Looks at the events before a moment.</summary>
    /// <param name="log">The events, whoever did them: a row for each of <see cref="Kinds"/>, in their order. The weight of an entry is a number of events.</param>
    /// <param name="items">The items that rates are of.</param>
    /// <param name="traits">Departments of those items; <see langword="null"/> if none are known.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    /// <exception cref="ArgumentException">The log has other rows.</exception>
    public static ItemRates Of(Interactions log, IdMap items, ItemTraits? traits, long until)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(items);
        if (!log.Users.Ids.SequenceEqual(Kinds, StringComparer.Ordinal))
            throw new ArgumentException($"The rows are {string.Join(", ", log.Users.Ids)}, but should be {string.Join(", ", Kinds)}.", nameof(log));
        int[] places = [.. log.Items.Ids.Select(id => items.TryGetIndex(id, out var place) ? place : -1)];
        double[][] counts = [.. Kinds.Select((_, kind) => Faded(log, kind, places, items.Count, until))];
        var (shown, clicked, viewed, bought, returned) = (counts[0], counts[1], counts[2], counts[3], counts[4]);
        // Where views are recorded, a click leads to one of them.
        var looked = viewed.Any(count => count > 0) ? viewed : clicked;
        var (departments, count) = (traits?.Departments ?? new int[items.Count], traits?.DepartmentCount ?? 1);
        var rates = new ItemRates(new float[items.Count * Width], new float[count * Width], new float[Width]);
        rates.Fill(0, clicked, shown, departments);
        rates.Fill(1, bought, looked, departments);
        rates.Fill(2, returned, bought, departments);
        return rates;
    }

    /// <summary>The share of its impressions that were clicked; NaN if the shop's log has none. Places differ in how much they are looked at, and
    /// this does not make up for it.</summary>
    /// <param name="item">The item's index.</param>
    public float ClickThroughOf(int item) => _items[item * Width];

    /// <summary>Purchases for each time it was looked at (views, or clicks where no views are recorded), at most 1; NaN if the shop's log has none.</summary>
    /// <param name="item">The item's index.</param>
    public float ConversionOf(int item) => _items[item * Width + 1];

    /// <summary>The share of its purchases that were taken back; NaN if the shop's log has no purchases.</summary>
    /// <param name="item">The item's index.</param>
    public float ReturnsOf(int item) => _items[item * Width + 2];

    /// <summary>The shop's own rates: click-through, conversion, returns.</summary>
    public (float ClickThrough, float Conversion, float Returns) Shop => (_shop[0], _shop[1], _shop[2]);

    /// <summary>The same three rates of a department.</summary>
    /// <param name="department">The department's number by the traits.</param>
    public (float ClickThrough, float Conversion, float Returns) DepartmentOf(int department) =>
        (_departments[department * Width], _departments[department * Width + 1], _departments[department * Width + 2]);

    /// <summary>The number of departments.</summary>
    internal int Departments => _departments.Length / Width;

    /// <summary>ln(returns / the shop's) of an item and of its department: a level that moves from month to month is nobody's merit. NaN where a rate is not known or the shop's is 0.</summary>
    /// <remarks>Click-through and conversion are no features. What is bought in a period goes by what the shop shows as well, and an item that a shop begins to show to everybody
    /// has a low rate just when most buy it: trees that learnt rates put it last.</remarks>
    /// <param name="item">The item's index.</param>
    /// <param name="department">Its department.</param>
    internal (float Item, float Department) ReturnFeatures(int item, int department) =>
        (Ratio(_items[item * Width + 2], _shop[2]), Ratio(_departments[department * Width + 2], _shop[2]));

    /// <summary>Writes what was learned.</summary>
    /// <param name="writer">Where tensors go.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("items", _items);
        writer.Add("departments", _departments);
        writer.Add("shop", _shop);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    /// <param name="reader">The part of a file.</param>
    /// <param name="items">The number of items.</param>
    public static ItemRates Read(ModelReader reader, int items)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rates = new ItemRates(reader.Floats("items"), reader.Floats("departments"), reader.Floats("shop"));
        ModelParts.RequireLength(reader, "items", rates._items.Length, items * Width);
        ModelParts.RequireLength(reader, "departments", rates._departments.Length % Width, 0);
        ModelParts.RequireLength(reader, "shop", rates._shop.Length, Width);
        return rates;
    }

    private static float Ratio(float rate, float whole) => rate > 0 && whole > 0 ? Elementary.Log(rate / whole) : float.NaN;

    private static double[] Faded(Interactions log, int kind, int[] places, int items, long until)
    {
        var counts = new double[items];
        var events = log.ItemsOf(kind);
        var weights = log.WeightsOf(kind);
        var times = log.TimesOf(kind);
        for (var e = 0; e < events.Length && DayEnd(times[e]) <= until; e++)
            if (places[events[e]] is var place and >= 0)
                counts[place] += weights[e] * Elementary.Exp(-Ln2 / HalfLife * ((double)until - DayEnd(times[e])) / TimeSpan.MicrosecondsPerDay);
        return counts;
    }

    private static long DayEnd(long time)
    {
        var (days, since) = Math.DivRem(time, TimeSpan.MicrosecondsPerDay);
        return (since < 0 ? days : days + 1) * TimeSpan.MicrosecondsPerDay;
    }

    private void Fill(int rate, double[] successes, double[] trials, int[] departments)
    {
        var count = _departments.Length / Width;
        var (won, tried, all) = (new double[count], new double[count], (Won: 0.0, Tried: 0.0));
        // More may be bought than was looked at on the pages that keep a log.
        successes = [.. successes.Zip(trials, Math.Min)];
        for (var item = 0; item < successes.Length; item++)
        {
            won[departments[item]] += successes[item];
            tried[departments[item]] += trials[item];
        }

        for (var department = 0; department < count; department++)
            all = (all.Won + won[department], all.Tried + tried[department]);
        _shop[rate] = all.Tried > 0 ? (float)(all.Won / all.Tried) : float.NaN;
        var among = RatePrior.Strength(won, tried, new int[count], [all]);
        for (var department = 0; department < count; department++)
            _departments[department * Width + rate] = (float)RatePrior.Smoothed(won[department], tried[department], _shop[rate], among);
        var within = RatePrior.Strength(successes, trials, departments, [.. won.Zip(tried)]);
        for (var item = 0; item < successes.Length; item++)
            _items[item * Width + rate] = (float)RatePrior.Smoothed(successes[item], trials[item], _departments[departments[item] * Width + rate], within);
    }
}
