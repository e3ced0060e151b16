using Kirana.Data.Series;
using Kirana.Numerics.Kernels;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>Learns by how much prices and promotions lift demand, for all items together.</summary>
/// <remarks>Days at another price than the usual, or with a promotion, are told by the usual days around them: y ~ Poisson(usual × weekday ×
/// exp(b₁ promoted + b₂ log(price / usual price))), most probable with normal priors, by Newton's method.</remarks>
internal sealed class OfferFitting
{
    // Days before and after from which the usual demand of a day is told.
    private const int Reach = 28;
    private const int FewestUsual = 7;

    private const int MostRounds = 50;
    private const double Tolerance = 1e-9;

    // The prior standard deviations of both coefficients: lifts of e and elasticities of 3 are common, ten times that are not.
    private const double PromotionScale = 1;
    private const double ElasticityScale = 3;
    private const double Largest = 6;

    private readonly double[] _weekdays;
    private readonly List<(double Sold, double Usual, double Promoted, double Price)> _days = [];

    /// <summary>Begins with nothing learned.</summary>
    /// <param name="weekdays">The share of an average day that each weekday sells, Sunday first.</param>
    public OfferFitting(double[] weekdays) => _weekdays = weekdays;

    /// <summary>An offer as the model sees it.</summary>
    /// <param name="Day">The number of its first day.</param>
    /// <param name="Price">log(price / usual price); 0 where the price is not known.</param>
    /// <param name="Promoted">Whether a promotion runs.</param>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    public readonly record struct Step(int Day, double Price, bool Promoted);

    /// <summary>The offers of a series as far as they are known on a day: what only sales tell of later ones is not, so the last price holds, without a
    /// promotion.</summary>
    /// <param name="offers">The offers in the order of their days.</param>
    /// <param name="until">The number of the first day that is not known.</param>
    public static IReadOnlyList<Step> Known(IReadOnlyList<Offer> offers, int until)
    {
        var known = offers.Where(offer => offer.IsPlanned || offer.From.DayNumber < until).ToArray();
        var usual = UsualPrice(known, until);
        var steps = new List<Step>();
        foreach (var offer in known)
        {
            var price = offer.Price is > 0 and { } told && usual > 0 ? Elementary.Log(told / usual) : steps.Count > 0 ? steps[^1].Price : 0;
            var step = new Step(offer.From.DayNumber, price, offer.IsPromoted);
            if (steps.Count > 0 && steps[^1].Day == step.Day)
                steps[^1] = step;
            else
                steps.Add(step);
        }

        if (steps.Count > 0 && steps[^1].Promoted && !known[^1].IsPlanned)
            steps.Add(new Step(until, steps[^1].Price, false));
        return steps;
    }

    /// <summary>Adds what a series tells.</summary>
    /// <param name="sold">What was sold by day.</param>
    /// <param name="offers">Its offers.</param>
    /// <param name="stockOuts">Days that tell nothing, since stock ran out.</param>
    public void Add(TimeSeries sold, IReadOnlyList<Step> offers, IReadOnlySet<int> stockOuts)
    {
        if (offers.All(step => step is { Price: 0, Promoted: false }))
            return;
        var (units, shares) = (new double[sold.Length + 1], new double[sold.Length + 1]);
        var counts = new int[sold.Length + 1];
        var unusual = new List<(int T, Step Offer)>();
        var place = -1;
        for (var t = 0; t < sold.Length; t++)
        {
            var day = sold.Axis.DayOf(t);
            while (place + 1 < offers.Count && offers[place + 1].Day <= day.DayNumber)
                place++;
            var offer = place >= 0 ? offers[place] : default;
            var tells = double.IsFinite(sold.Values[t]) && !stockOuts.Contains(day.DayNumber);
            var isUsual = tells && offer is { Price: 0, Promoted: false };
            units[t + 1] = units[t] + (isUsual ? sold.Values[t] : 0);
            shares[t + 1] = shares[t] + (isUsual ? _weekdays[(int)day.DayOfWeek] : 0);
            counts[t + 1] = counts[t] + (isUsual ? 1 : 0);
            if (tells && !isUsual)
                unusual.Add((t, offer));
        }

        foreach (var (t, offer) in unusual)
        {
            var (first, end) = (Math.Max(0, t - Reach), Math.Min(sold.Length, t + Reach + 1));
            if (counts[end] - counts[first] < FewestUsual)
                (first, end) = (0, sold.Length);
            var usual = counts[end] - counts[first] < FewestUsual || !(shares[end] - shares[first] > 0) ? 0
                : (units[end] - units[first]) / (shares[end] - shares[first]) * _weekdays[(int)sold.Axis.DayOf(t).DayOfWeek];
            if (usual > 0)
                _days.Add((Math.Max(0, sold.Values[t]), usual, offer.Promoted ? 1 : 0, offer.Price));
        }
    }

    /// <summary>The lift of a promotion and of a price e times the usual, as logarithms; 0 where nothing tells.</summary>
    public (double Promotion, double Elasticity) Learn()
    {
        var (promotion, elasticity) = (0.0, 0.0);
        double wp = 1 / (PromotionScale * PromotionScale), we = 1 / (ElasticityScale * ElasticityScale);
        for (var round = 0; round < MostRounds; round++)
        {
            double gp = -wp * promotion, ge = -we * elasticity, pp = wp, pe = 0, ee = we;
            foreach (var (sold, usual, promoted, price) in _days)
            {
                var mean = usual * Elementary.Exp(Math.Clamp(promotion * promoted + elasticity * price, -Largest, Largest));
                gp += promoted * (sold - mean);
                ge += price * (sold - mean);
                pp += promoted * mean;
                pe += promoted * price * mean;
                ee += price * price * mean;
            }

            var determinant = pp * ee - pe * pe;
            var (dp, de) = ((gp * ee - ge * pe) / determinant, (ge * pp - gp * pe) / determinant);
            // Steps no longer than 1 keep the exponential in hand.
            var shorter = Math.Max(1, Math.Max(Math.Abs(dp), Math.Abs(de)));
            (promotion, elasticity) = (promotion + dp / shorter, elasticity + de / shorter);
            if (Math.Abs(dp) + Math.Abs(de) < Tolerance)
                break;
        }

        return (Math.Clamp(promotion, -Largest, Largest), Math.Clamp(elasticity, -Largest, Largest));
    }

    /// <summary>The price that held on most days before the last known one, or the first told.</summary>
    private static double UsualPrice(Offer[] offers, int until)
    {
        var days = new SortedDictionary<double, long>();
        for (var i = 0; i < offers.Length; i++)
            if (offers[i] is { Price: > 0 and { } price, IsPromoted: false } && offers[i].From.DayNumber < until)
                days[price] = days.GetValueOrDefault(price) + Math.Min(until, i + 1 < offers.Length ? offers[i + 1].From.DayNumber : until) - offers[i].From.DayNumber;
        return days.Count > 0 ? days.MaxBy(one => one.Value).Key : Array.Find(offers, offer => offer.Price > 0)?.Price ?? 0;
    }
}
