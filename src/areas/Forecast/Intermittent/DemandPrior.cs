using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>What is believed of a product's probability of demand before any of its steps has been seen.</summary>
/// <param name="Probability">The mean of the beta distribution, above 0 and below 1.</param>
/// <param name="Weight">How many steps of experience it is worth, above 0.</param>
public sealed record DemandPrior(double Probability, double Weight)
{
    // A pool as even as a sample can be would leave nothing to a series' own steps.
    private const double MostWeight = 50;

    /// <summary>One demand in ten steps, worth 32 steps. A product unlike that overrules it soon.</summary>
    public static DemandPrior Usual { get; } = new(0.1, 32);

    /// <summary>Learns what series have in common: the beta distribution whose moments are those of the shares of steps with demand.</summary>
    /// <param name="series">The series, of one kind of product; those without observations do not count.</param>
    /// <returns>The prior; <see cref="Usual"/> where fewer than ten series tell nothing.</returns>
    /// <remarks>The variance of the shares, less what chance adds to it, is μ(1 − μ) / (w + 1), w the weight (Skellam, "A probability distribution
    /// derived from the binomial distribution by regarding the probability of success as variable", Journal of the Royal Statistical Society B 10,
    /// 1948). w lies between 1 and 50.</remarks>
    public static DemandPrior Learn(IReadOnlyList<TimeSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var (count, sum, squares, chance) = (0, 0.0, 0.0, 0.0);
        foreach (var one in series)
        {
            var (demands, present) = (0, 0);
            foreach (var value in one.Values)
            {
                demands += double.IsFinite(value) && value > 0 ? 1 : 0;
                present += double.IsFinite(value) ? 1 : 0;
            }

            if (present == 0)
                continue;
            var share = (double)demands / present;
            count++;
            sum += share;
            squares += share * share;
            chance += 1.0 / present;
        }

        if (count < 10)
            return Usual;
        var mean = Math.Clamp(sum / count, 0.001, 0.999);
        var binary = mean * (1 - mean);
        var perStep = chance / count;
        var spread = (Math.Max(0, squares / count - sum / count * (sum / count)) / binary - perStep) / (1 - Math.Min(perStep, 0.5));
        return new DemandPrior(mean, spread > 0 ? Math.Clamp(1 / spread - 1, 1, MostWeight) : MostWeight);
    }

    /// <exception cref="ArgumentException">A part is out of its range.</exception>
    internal void Check()
    {
        if (!(Probability is > 0 and < 1) || !(Weight > 0) || !double.IsFinite(Weight))
            throw new ArgumentException($"Prior is {Probability} with weight {Weight}; it must be a probability between 0 and 1 with a finite weight above 0.");
    }
}
