using Kirana.Forecast.Arima.Differencing;
using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>Finds the order of each of several series, their candidates side by side.</summary>
/// <remarks>Hyndman and Khandakar (2008), section 3. Differences come first, for likelihoods of different ones cannot be compared.</remarks>
internal static class OrderSearch
{
    private const int MostDifferences = 2;

    /// <summary>Where the searches of candidates are broken off; those of the best go on.</summary>
    private const int FirstRounds = 15;
    private const double Negligible = 0.01;
    private const double NegligibleAtLast = 1e-5;

    /// <summary>Finds the orders.</summary>
    /// <returns>For each series its order; <see langword="null"/> where the series needs none or is too short for any.</returns>
    public static ChosenOrder?[] Find(PreparedSeries[] prepared, CancellationToken cancellation, bool scalar)
    {
        var searches = Array.ConvertAll(prepared, one => one.Simple is null ? Begin(one) : null);
        var open = Array.FindAll(searches, search => search is { IsExact: false });
        while (open.Length > 0)
        {
            var candidates = open.Select(search => search!.Next()).ToArray();
            var all = candidates.SelectMany(own => own).ToLookup(one => one.IsFollowed, one => one.Task);
            Run([.. all[false]], FirstRounds, Negligible, cancellation, scalar);
            Run([.. all[true]], ArimaMethod.MostRounds, NegligibleAtLast, cancellation, scalar);
            open = [.. open.Where((_, i) => candidates[i].Count > 0)];
            foreach (var search in open)
                search!.Judge();
        }

        return Array.ConvertAll(searches, search => search?.Choice);
    }

    /// <summary>Runs searches of any series, in groups whose members need about the same room.</summary>
    public static void Run(ArmaTask[] tasks, int most, double negligible, CancellationToken cancellation, bool scalar)
    {
        var queue = tasks.OrderBy(task => task.Orders.Season).ThenBy(task => task.Data.Columns.Length).ThenBy(task => task.Orders.SeasonalAr)
            .ThenBy(task => task.Orders.SeasonalMa).ThenBy(task => task.Orders.Count).ThenBy(task => task.Orders.Ar).ThenBy(task => task.Data.Steps).ToArray();
        for (var (start, end) = (0, 0); start < queue.Length; start = end)
        {
            end = start + 1;
            for (var shape = LaneShape.Of(queue.AsSpan(start, 1)); end < queue.Length && shape.Season == queue[end].Orders.Season; end++)
            {
                // A further task joins where that costs less than it would by itself.
                var (own, both) = (LaneShape.Of(queue.AsSpan(end, 1)), shape.With(queue[end]));
                if (both.Cost * Registers(end - start + 1) > shape.Cost * Registers(end - start) + own.Cost)
                    break;
                shape = both;
            }

            LaneSearch.Run(queue.AsSpan(start, end - start), most, negligible, cancellation, scalar);
        }
    }

    private static int Registers(int tasks) => (tasks + LaneTable.Width - 1) / LaneTable.Width;

    private static Neighbourhood? Begin(PreparedSeries prepared)
    {
        var (season, unexplained) = (prepared.Season, prepared.Unexplained());
        var seasonal = 0;
        if (season > 1 && prepared.Values.Length > 2L * season)
            seasonal = SeasonalStrength.Of(unexplained, season) > SeasonalStrength.Limit ? 1 : 0;
        else if (season > 1)
            prepared.Note($"The series has {prepared.Values.Length} steps, too few for a season of {season}, so none is followed.");
        if (season > ArimaMethod.LongestSeason && prepared.Values.Length > 2L * season)
            prepared.Note($"A season has {season} steps, more than the {ArimaMethod.LongestSeason} at which ARIMA looks back, so at most its difference is taken.");
        var differences = Kpss.Differences(Differenced.Of(unexplained, 0, seasonal, season), MostDifferences);
        var order = new ArimaOrder(0, differences, 0, 0, seasonal, 0, differences + seasonal <= 1);
        while (!prepared.Suits(order) && (order.HasConstant || order.Lost(season) > 0))
            order = order.HasConstant ? order with { HasConstant = false } : order with { Differences = 0, SeasonalDifferences = 0 };
        if (!prepared.Suits(order))
            return null;
        return new Neighbourhood(prepared, order, prepared.IsConstant(order));
    }
}
