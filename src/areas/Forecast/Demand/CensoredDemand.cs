using Kirana.Data.Series;

namespace Kirana.Forecast.Demand;

/// <summary>Tells demand from sales that stock-outs have cut short.</summary>
/// <remarks>
/// Demand D of a step is negative binomial with mean μ = level × factor of its phase in the season and variance μ + φμ². A stock-out says no more
/// than D ≥ sales; an availability a below 1 says that sales are what came in that share of the step. Where that share is not known
/// (<see cref="StockOutKind.UnknownPart"/>) every number up to D is as likely to be sold. Alternately every D is replaced by its
/// expectation given what is known (for a stock-out E[D | D ≥ s]; for a part E[D | s] = s + (1 − a) μ (1 + φs) / (1 + φaμ), the gamma mixing of the
/// day being common to both parts), and level, factors and φ by what the completed demand has: the EM algorithm (Dempster, Laird and Rubin
/// 1977) for mean and season, with the level of each step from the steps near it (local likelihood; Tibshirani and Hastie, JASA 82, 1987), and
/// the expected squares solved for φ (Elashoff and Ryan, Journal of Computational and Graphical Statistics 13, 2004). Censored sales are
/// Conrad's ("Sales data and the estimation of demand", Operational Research Quarterly 27, 1976, for Poisson demand) and Nahmias's ("Demand
/// estimation in lost sales inventory systems", Naval Research Logistics 41, 1994, for normal demand). O(n) a round.
/// </remarks>
public sealed record CensoredDemand
{
    /// <summary>Steps in one season, 1 (none) to a tenth of a million; 1 by default. A phase that was out of stock always is a guess.</summary>
    public int Season { get; init; } = 1;

    /// <summary>What a stock-out's sales tell; <see cref="StockOutKind.Limit"/> by default. Data do not tell which it is.</summary>
    public StockOutKind StockOuts { get; init; }

    /// <summary>The level of a step is that of so many steps before and after, at least 1; by default eight seasons, at least 28. A large number makes one
    /// level of all.</summary>
    public int? Span { get; init; }

    /// <summary>The most rounds, at least 1; 200 by default.</summary>
    public int MostIterations { get; init; } = 200;

    /// <summary>Rounds end when mean demand changes by less than this share, above 0; 1e-6 by default.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The demand behind sales, where stock ran out in some steps.</summary>
    /// <param name="sales">What was sold; NaN where missing. Below zero counts as nothing sold.</param>
    /// <param name="stockOuts">For each step whether stock ran out in it.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or there is not one flag for each step.</exception>
    public UnconstrainedDemand Unconstrain(TimeSeries sales, ReadOnlySpan<bool> stockOuts) => Unconstrain(sales, stockOuts, []);

    /// <summary>The demand behind sales, where a product could be had for a known share of each step.</summary>
    /// <param name="sales">What was sold in that share.</param>
    /// <param name="available">For each step the share in which stock was there, weighted as demand comes over the step, 0 to 1. At 0 sales tell
    /// nothing.</param>
    /// <exception cref="ArgumentException">An option or share is out of its range, or there is not one share for each step.</exception>
    public UnconstrainedDemand Unconstrain(TimeSeries sales, ReadOnlySpan<double> available) => Unconstrain(sales, [], available);

    private UnconstrainedDemand Unconstrain(TimeSeries sales, ReadOnlySpan<bool> stockOuts, ReadOnlySpan<double> available)
    {
        ArgumentNullException.ThrowIfNull(sales);
        Check();
        var expected = available.IsEmpty ? stockOuts.Length : available.Length;
        if (expected != sales.Length)
            throw new ArgumentException($"There are {expected} flags or shares for {sales.Length} steps of '{sales.Key}'; one each is expected.", nameof(sales));
        for (var t = 0; t < available.Length; t++)
            if (!(available[t] is >= 0 and <= 1))
                throw new ArgumentException($"The available share of step {t} of '{sales.Key}' is {available[t]}; it must lie between 0 and 1.", nameof(available));
        return new Unconstraining(this, sales, stockOuts, available).Run();
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Season is < 1 or > 100_000)
            faults.Add($"Season is {Season}; it must lie between 1 (none) and 100000.");
        if (!Enum.IsDefined(StockOuts))
            faults.Add($"StockOuts is {StockOuts}; it must be {StockOutKind.Limit} or {StockOutKind.UnknownPart}.");
        if (Span is < 1)
            faults.Add($"Span is {Span}; it must be at least 1.");
        if (MostIterations < 1)
            faults.Add($"MostIterations is {MostIterations}; it must be at least 1.");
        if (!(Tolerance > 0))
            faults.Add($"Tolerance is {Tolerance}; it must be above 0.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
