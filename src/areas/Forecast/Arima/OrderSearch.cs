using Kirana.Forecast.Arima.Differencing;
using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>Finds the order of each of several series, their candidates side by side.</summary>
/// <remarks>Hyndman and Khandakar (2008), section 3. Differences come first, for likelihoods of different ones cannot be compared.</remarks>
internal static class OrderSearch
{
    private const int MostDifferences = 2;

    /// <summary>What the searches of candidates may cost; that of the winner goes on.</summary>
    private const int FirstRounds = 8;
    private const double Negligible = 0.01;

    /// <summary>Finds the orders.</summary>
    /// <returns>For each series its order; <see langword="null"/> where the series needs none or is too short for any.</returns>
    public static ChosenOrder?[] Find(PreparedSeries[] prepared, CancellationToken cancellation, bool scalar)
    {
        var searches = Array.ConvertAll(prepared, one => one.Simple is null ? Begin(one) : null);
        for (var open = true; open;)
        {
            open = false;
            var candidates = new List<Candidate>();
            foreach (var search in searches)
                if (search is { IsExact: false })
                    candidates.AddRange(search.Next());
            Run(candidates.Select(one => one.Task), FirstRounds, Negligible, cancellation, scalar);
            foreach (var search in searches)
                open |= search is { IsExact: false } && search.Judge();
        }

        return Array.ConvertAll(searches, search => search?.Choice);
    }

    /// <summary>Runs searches of any series, those of one season together and similar ones as neighbours.</summary>
    public static void Run(IEnumerable<ArmaTask> tasks, int most, double negligible, CancellationToken cancellation, bool scalar)
    {
        foreach (var season in tasks.GroupBy(task => task.Orders.Season))
        {
            var queue = season.OrderByDescending(task => (task.Data.Columns.Length, task.Orders.States)).ThenByDescending(task => task.Data.Steps).ToArray();
            LaneSearch.Run(queue, most, negligible, cancellation, scalar);
        }
    }

    private static Neighbourhood? Begin(PreparedSeries prepared)
    {
        var season = prepared.Season;
        var seasonal = 0;
        if (season > 1 && prepared.Values.Length > 2L * season)
            seasonal = SeasonalStrength.Of(prepared.Values, season) > SeasonalStrength.Limit ? 1 : 0;
        else if (season > 1)
            prepared.Note($"The series has {prepared.Values.Length} steps, too few for a season of {season}, so none is followed.");
        if (season > ArimaMethod.LongestSeason && prepared.Values.Length > 2L * season)
            prepared.Note($"A season has {season} steps, more than the {ArimaMethod.LongestSeason} at which ARIMA looks back, so at most its difference is taken.");
        var differences = Kpss.Differences(Differenced.Of(prepared.Values, 0, seasonal, season), MostDifferences);
        var order = new ArimaOrder(0, differences, 0, 0, seasonal, 0, differences + seasonal <= 1);
        while (!prepared.Suits(order) && (order.HasConstant || order.Lost(season) > 0))
            order = order.HasConstant ? order with { HasConstant = false } : order with { Differences = 0, SeasonalDifferences = 0 };
        if (!prepared.Suits(order))
            return null;
        return new Neighbourhood(prepared, order, prepared.IsConstant(order));
    }
}
