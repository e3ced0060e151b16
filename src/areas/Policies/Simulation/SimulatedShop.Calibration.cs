using Kirana.Numerics.Random;

namespace Kirana.Policies.Simulation;

/// <content>What makes the shop's rates and totals those that were asked for.</content>
public sealed partial class SimulatedShop
{
    private const int CalibrationDraws = 20_000;
    private const int CalibrationSteps = 60;
    private const int ShopperDraws = 256;
    private const int ItemDraws = 64;
    private const ulong CalibrationSalt = 5UL << 60;

    /// <summary>The number that, added to log-odds, makes the weighted mean of their probabilities the rate.</summary>
    private double Intercept(double rate, Func<int, int, int, (double Weight, double Odds)> draw)
    {
        var random = new RandomStream(_options.Seed, CalibrationSalt);
        var draws = new (double Weight, double Odds)[CalibrationDraws];
        for (var i = 0; i < draws.Length; i++)
        {
            // An item that is not launched yet is not shown.
            var (item, day) = (ItemAt(random.NextDouble()), random.Next(_options.Days));
            var (weight, odds) = draw(Place(_visitors, random.NextDouble()), item, day);
            draws[i] = (day < _world.Launch[item] ? 0 : weight, odds);
        }

        var (low, high, total) = (-30.0, 30.0, draws.Sum(one => one.Weight));
        for (var step = 0; step < CalibrationSteps; step++)
        {
            var middle = (low + high) / 2;
            if (draws.Sum(one => one.Weight * Logistic(middle + one.Odds)) / total < rate)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Shows items so often that their purchases spread as they are to: an item that is bought readily, or early launched, less.</summary>
    private void Balance()
    {
        var exposure = new double[_options.Items];
        var random = new RandomStream(_options.Seed, CalibrationSalt | 1);
        for (var item = 0; item < _options.Items; item++)
        {
            var chance = 0.0;
            for (var i = 0; i < ItemDraws; i++)
            {
                var day = random.Next(_options.Days);
                chance += ChancesOf(Place(_visitors, random.NextDouble()), item, 1, PriceOf(item, day), Start + day * TimeSpan.MicrosecondsPerDay).Purchase / ItemDraws;
            }

            exposure[item] = _world.Weight[item] / Math.Max(chance, 1e-6);
        }

        Cumulative(exposure).CopyTo(_cumulative, 0);
    }

    /// <summary>The visits of each shopper that make as many purchases as there are to be.</summary>
    private double[] Visits(double meanExamined)
    {
        var visits = new double[_options.Shoppers];
        for (var shopper = 0; shopper < visits.Length; shopper++)
        {
            var random = new RandomStream(_options.Seed, CalibrationSalt | (2UL << 32) | (uint)shopper);
            var (chance, shown) = (0.0, 0);
            for (var i = 0; i < ShopperDraws; i++)
            {
                var (day, item) = (random.Next(_options.Days), ItemAt(random.NextDouble()));
                if (day < _world.Launch[item])
                    continue;
                shown++;
                chance += ChancesOf(shopper, item, 1, PriceOf(item, day), Start + day * TimeSpan.MicrosecondsPerDay).Purchase;
            }

            chance *= meanExamined / Math.Max(1, shown);
            visits[shopper] = _world.Activity[shopper] * _options.PurchasesPerShopper / (_options.ListLength * Math.Max(chance, 1e-5));
        }

        return visits;
    }
}
