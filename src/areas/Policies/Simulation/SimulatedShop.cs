using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Policies.Simulation;

/// <summary>A simulated shop whose truth is known, opened by <see cref="CommerceSimulator.Open"/>. Immutable and thread-safe.</summary>
/// <remarks>What a shopper does with an item on a visit is drawn by numbers that belong to shopper, visit and item alone. So two policies
/// that show the same item to the same shopper meet the same luck, and their difference shows with few visits.</remarks>
public sealed partial class SimulatedShop
{
    private const int ShoppersPerBlock = 32;
    private const int CalibrationRounds = 3;
    private const double PromotedShare = 0.1;
    private const double Promotion = 0.8;
    private const double LevelPull = 0.25;
    private const double SeasonDays = 30;

    /// <summary>Streams of random numbers; the world's own begin with smaller digits, the calibration's with 5.</summary>
    private const ulong VisitSalt = 8UL << 60;
    private const ulong PriceSalt = 6UL << 60;
    private const ulong ListSalt = 7UL << 60;

    private readonly CommerceSimulator _options;
    private readonly World _world;
    private readonly double[] _examined;
    private readonly double[] _cumulative;
    private readonly double[] _visitors;
    private readonly double[] _visits;
    private readonly double _click;
    private readonly double _cart;
    private readonly double _purchase;

    internal SimulatedShop(CommerceSimulator options)
    {
        _options = options;
        _world = new World(options);
        _examined = [.. Enumerable.Range(1, Math.Max(options.ListLength, 1000)).Select(place => Elementary.Exp(-options.PositionBias * Elementary.Log((double)place)))];
        Users = new IdMap(Enumerable.Range(0, options.Shoppers).Select(shopper => "shopper" + shopper.ToString(CultureInfo.InvariantCulture)));
        Items = new IdMap(Enumerable.Range(0, options.Items).Select(item => "item" + item.ToString(CultureInfo.InvariantCulture)));
        (_cumulative, _visitors) = (Cumulative(_world.Weight), Cumulative(_world.Activity));
        _visits = [];
        var meanExamined = _examined.AsSpan(0, options.ListLength).ToArray().Average();
        // How often items are shown depends on how readily they are bought, and the rates on what is shown: a few rounds settle both.
        for (var round = 0; round < CalibrationRounds; round++)
        {
            _click = Intercept(options.ClickRate / meanExamined, (shopper, item, day) => (1, ClickOdds(shopper, item, day)));
            _cart = Intercept(options.CartRate, (shopper, item, day) => (Logistic(_click + ClickOdds(shopper, item, day)), CartOdds(shopper, item, PriceOf(item, day))));
            _purchase = Intercept(options.PurchaseRate, (shopper, item, day) => (
                Logistic(_click + ClickOdds(shopper, item, day)) * Logistic(_cart + CartOdds(shopper, item, PriceOf(item, day))), PurchaseOdds(shopper, item, PriceOf(item, day))));
            if (round < CalibrationRounds - 1)
                Balance();
            _visits = Visits(meanExamined);
            _visitors = Cumulative(_visits);
        }
    }

    /// <summary>The shoppers' ids.</summary>
    public IdMap Users { get; }

    /// <summary>The items' ids.</summary>
    public IdMap Items { get; }

    /// <summary>The first moment in UTC microseconds: 2026-01-01.</summary>
    public static long Start { get; } = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The first moment after the last day.</summary>
    public long End => Start + _options.Days * TimeSpan.MicrosecondsPerDay;

    /// <summary>The category of an item, from 0.</summary>
    public int CategoryOf(int item) => _world.Category[item];

    /// <summary>The moment of an item's launch in UTC microseconds; before it the item cannot be bought.</summary>
    public long LaunchOf(int item) => Start + _world.Launch[item] * TimeSpan.MicrosecondsPerDay;

    /// <summary>The price of an item at a moment: a tenth of the weeks it costs a fifth less.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="time">UTC microseconds.</param>
    public double PriceOf(int item, long time) => PriceOf(item, DayOf(time));

    /// <summary>What the shop keeps of a price.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="price">The price, from the cost up.</param>
    public double MarginOf(int item, double price) => price - _world.Price[item] * (1 - _world.MarginShare[item]);

    /// <summary>The truth: how likely a shopper clicks, carts and buys an item that is shown.</summary>
    /// <param name="shopper">The shopper's index.</param>
    /// <param name="item">The item's index.</param>
    /// <param name="position">Its place in the list, 1 to 1,000.</param>
    /// <param name="price">Its price, positive.</param>
    /// <param name="time">UTC microseconds.</param>
    public Chances ChancesOf(int shopper, int item, int position, double price, long time)
    {
        var day = DayOf(time);
        if (day < _world.Launch[item])
            return default;
        var click = _examined[position - 1] * Logistic(_click + ClickOdds(shopper, item, day));
        var cart = click * Logistic(_cart + CartOdds(shopper, item, price));
        return new Chances(click, cart, cart * Logistic(_purchase + PurchaseOdds(shopper, item, price)));
    }

    /// <summary>A shopper answers a list.</summary>
    /// <param name="shopper">The shopper's index.</param>
    /// <param name="list">The items, the first place first, at most 1,000.</param>
    /// <param name="time">UTC microseconds.</param>
    /// <param name="visit">Which visit of the shopper, 0 to 1,048,575: other visits have other luck.</param>
    /// <param name="outcomes">Takes what was done with each item, beside <paramref name="list"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Respond(int shopper, ReadOnlySpan<int> list, long time, int visit, Span<ItemOutcome> outcomes)
    {
        if (list.Length != outcomes.Length)
            throw new ArgumentException($"A list of {list.Length} items has as many outcomes, not {outcomes.Length}.", nameof(outcomes));
        ArgumentOutOfRangeException.ThrowIfNegative(visit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(visit, 1 << 20);
        for (var place = 0; place < list.Length; place++)
        {
            var (item, price) = (list[place], PriceOf(list[place], time));
            var chances = ChancesOf(shopper, item, place + 1, price, time);
            var luck = new RandomStream(_options.Seed ^ (VisitSalt | (uint)shopper), ((ulong)visit << 20) | (uint)item).NextDouble();
            // One number for all three: each chance includes those before it.
            outcomes[place] = new ItemOutcome(item, place + 1, price, MarginOf(item, price), luck < chances.Click, luck < chances.Cart, luck < chances.Purchase);
        }
    }

    /// <summary>Lets every shopper visit the shop for all days, each time before a list drawn by chance: items by how often they are to sell,
    /// whoever looks, in an order that says nothing.</summary>
    /// <param name="threads">The most threads, at least 1; the log does not depend on them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public SimulatedLog Run(int threads = 1, CancellationToken cancellation = default)
    {
        var events = new List<SimulatedEvent>[_options.Shoppers];
        Blocks.Run(events.Length, ShoppersPerBlock, threads, cancellation, (_, start, end) =>
        {
            for (var shopper = start; shopper < end; shopper++)
                events[shopper] = Live(shopper);
        });
        return new SimulatedLog(Users, Items, [.. events.SelectMany(own => own)]);
    }

    /// <summary>The moments of a shopper's visits by the simulation, ascending.</summary>
    /// <param name="shopper">The shopper's index.</param>
    public long[] VisitsOf(int shopper)
    {
        var random = new RandomStream(_options.Seed, ListSalt | (uint)shopper);
        var count = (int)Math.Min((1 << 20) - 1, _visits[shopper] + random.NextDouble());
        var times = new long[count];
        for (var visit = 0; visit < count; visit++)
            times[visit] = Start + (long)(random.NextDouble() * (End - Start));
        Array.Sort(times);
        return times;
    }

    private List<SimulatedEvent> Live(int shopper)
    {
        var (events, times) = (new List<SimulatedEvent>(), VisitsOf(shopper));
        var random = new RandomStream(_options.Seed, ListSalt | (1UL << 40) | (uint)shopper);
        var list = new int[Math.Min(_options.ListLength, _options.Items)];
        var outcomes = new ItemOutcome[list.Length];
        for (var visit = 0; visit < times.Length; visit++)
        {
            var shown = Draw(DayOf(times[visit]), list, ref random);
            Respond(shopper, list.AsSpan(0, shown), times[visit], visit, outcomes.AsSpan(0, shown));
            foreach (var one in outcomes.AsSpan(0, shown))
                for (var kind = SimulatedEventKind.Impression; kind <= SimulatedEventKind.Purchase; kind++)
                    if (kind == SimulatedEventKind.Impression || (kind == SimulatedEventKind.Click && one.Clicked)
                        || (kind == SimulatedEventKind.Cart && one.Carted) || (kind == SimulatedEventKind.Purchase && one.Purchased))
                        events.Add(new SimulatedEvent(times[visit] + (int)kind, shopper, one.Item, kind, visit, one.Position, one.Price));
        }

        return events;
    }

    /// <summary>Draws distinct items that are launched; fewer where chance finds no more.</summary>
    private int Draw(int day, Span<int> list, ref RandomStream random)
    {
        var count = 0;
        for (var tries = 0; tries < 20 * list.Length && count < list.Length; tries++)
        {
            var item = ItemAt(random.NextDouble());
            if (_world.Launch[item] <= day && !list[..count].Contains(item))
                list[count++] = item;
        }

        return count;
    }

    private int ItemAt(double share) => Place(_cumulative, share);

    private static int Place(double[] sums, double share)
    {
        var at = Array.BinarySearch(sums, share * sums[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, sums.Length - 1);
    }

    private double ClickOdds(int shopper, int item, int day)
    {
        var at = shopper * _options.Categories + _world.Category[item];
        var moved = _options.Drift * day / _options.Days;
        var away = Math.Abs(day % 365 - _world.SeasonPeak[_world.Category[item]]);
        var season = Math.Min(away, 365 - away) / SeasonDays;
        return (1 - moved) * _world.Taste[at] + moved * _world.LaterTaste[at] + _world.Quality[item] + _options.Seasonality * Elementary.Exp(-0.5 * season * season);
    }

    private double CartOdds(int shopper, int item, double price)
    {
        var above = Elementary.Log(_world.Price[item]) - _world.PriceLevel[shopper];
        return 0.5 * _world.Taste[shopper * _options.Categories + _world.Category[item]] - LevelPull * above * above
            - _world.Sensitivity[shopper] * Elementary.Log(price / _world.Price[item]);
    }

    private double PurchaseOdds(int shopper, int item, double price) => 0.5 * _world.Quality[item] - 0.5 * _world.Sensitivity[shopper] * Elementary.Log(price / _world.Price[item]);

    private double PriceOf(int item, int day)
    {
        var random = new RandomStream(_options.Seed, PriceSalt | ((ulong)(day / 7) << 32) | (uint)item);
        return random.NextDouble() < PromotedShare ? Promotion * _world.Price[item] : _world.Price[item];
    }

    private int DayOf(long time) => (int)Math.Clamp((time - Start) / TimeSpan.MicrosecondsPerDay, 0, _options.Days - 1);

    private static double[] Cumulative(double[] weights)
    {
        var (sums, sum) = (new double[weights.Length], 0.0);
        for (var i = 0; i < weights.Length; i++)
            sums[i] = sum += weights[i];
        return sums;
    }

    private static double Logistic(double odds) => 1 / (1 + Elementary.Exp(-odds));
}
