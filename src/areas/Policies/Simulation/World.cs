using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Policies.Simulation;

/// <summary>What is true of a simulated shop's items and shoppers, drawn once.</summary>
internal sealed class World
{
    private const int ItemSalt = 1;
    private const int ShopperSalt = 2;
    private const int CategorySalt = 3;
    private const int OrderSalt = 4;

    private readonly CommerceSimulator _options;

    public World(CommerceSimulator options)
    {
        _options = options;
        var (items, shoppers) = (options.Items, options.Shoppers);
        (Category, Quality, Price, MarginShare, Weight, Launch) = (new int[items], new double[items], new double[items], new double[items], new double[items], new int[items]);
        (Activity, Sensitivity, PriceLevel) = (new double[shoppers], new double[shoppers], new double[shoppers]);
        (Taste, LaterTaste, SeasonPeak) = (new float[shoppers * options.Categories], new float[shoppers * options.Categories], new double[options.Categories]);
        MakeItems();
        MakeShoppers();
    }

    /// <summary>The category of each item.</summary>
    public int[] Category { get; }

    /// <summary>What each item's quality adds to log-odds.</summary>
    public double[] Quality { get; }

    /// <summary>The usual price of each item.</summary>
    public double[] Price { get; }

    /// <summary>The share of its usual price that is margin.</summary>
    public double[] MarginShare { get; }

    /// <summary>How many purchases each item is to have, in units of the mean.</summary>
    public double[] Weight { get; }

    /// <summary>The day of each item's launch.</summary>
    public int[] Launch { get; }

    /// <summary>How many purchases each shopper is to make, in units of the mean.</summary>
    public double[] Activity { get; }

    /// <summary>What a shopper's log-odds lose as the logarithm of a price grows by 1.</summary>
    public double[] Sensitivity { get; }

    /// <summary>The logarithm of the price a shopper is used to.</summary>
    public double[] PriceLevel { get; }

    /// <summary>Tastes for categories on the first day (shoppers × categories).</summary>
    public float[] Taste { get; }

    /// <summary>Tastes that come to replace them.</summary>
    public float[] LaterTaste { get; }

    /// <summary>The day of a year at which each category's season is at its height.</summary>
    public double[] SeasonPeak { get; }

    private void MakeItems()
    {
        var season = Stream(CategorySalt, 0);
        for (var category = 0; category < SeasonPeak.Length; category++)
            SeasonPeak[category] = 365 * season.NextDouble();
        var (weights, prices) = (Shuffled(_options.ItemSpread.Spread(_options.Items), 0), Shuffled(_options.PriceSpread.Spread(_options.Items), 1));
        for (var item = 0; item < _options.Items; item++)
        {
            var random = Stream(ItemSalt, item);
            Category[item] = random.Next(_options.Categories);
            (Weight[item], Price[item]) = (weights[item], prices[item]);
            // What sells much is good, but not only: it is shown more often too.
            Quality[item] = 0.3 * Elementary.Log(Weight[item]) + 0.4 * random.NextGaussian();
            MarginShare[item] = 0.15 + 0.5 * random.NextDouble();
            Launch[item] = random.NextDouble() < _options.Launches ? random.Next(_options.Days) : 0;
        }
    }

    private void MakeShoppers()
    {
        var meanPrice = Price.Average(Elementary.Log);
        var activity = Shuffled(_options.ShopperSpread.Spread(_options.Shoppers), 2);
        var mean = activity.Average();
        for (var shopper = 0; shopper < _options.Shoppers; shopper++)
        {
            var random = Stream(ShopperSalt, shopper);
            Activity[shopper] = activity[shopper] / mean;
            Sensitivity[shopper] = _options.PriceResponse * Elementary.Exp(0.5 * random.NextGaussian() - 0.125);
            PriceLevel[shopper] = meanPrice + 0.5 * random.NextGaussian();
            foreach (var tastes in (ReadOnlySpan<float[]>)[Taste, LaterTaste])
                for (var category = 0; category < _options.Categories; category++)
                    tastes[shopper * _options.Categories + category] = (float)(_options.TasteSpread * random.NextGaussian());
        }
    }

    private double[] Shuffled(double[] values, ulong stream)
    {
        new RandomStream(_options.Seed, (OrderSalt * 1UL << 60) | stream).Shuffle<double>(values);
        return values;
    }

    private RandomStream Stream(int salt, int index) => new(_options.Seed, ((ulong)salt << 60) | (uint)index);
}
