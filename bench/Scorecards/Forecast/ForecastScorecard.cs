namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Forecasting beside R: Theta and ETS on the tourism-monthly competition, and every set's accuracy.</summary>
internal static class ForecastScorecard
{
    /// <summary>Runs the card.</summary>
    /// <param name="args">The folder of the competition files; <c>--r</c> and a driver of R's forecast package to run as well;
    /// or <c>--hierarchy</c> for reconciliation alone.</param>
    public static int Run(string[] args)
    {
        if (args is [_, "--hierarchy"])
        {
            HierarchyCard.Run(args[0]);
            return 0;
        }

        if (args is not ([_] or [_, "--r", _]))
        {
            Console.Error.WriteLine("usage: Scorecards forecast DATA_FOLDER [--r forecast.R | --hierarchy]");
            return 1;
        }

        CompetitionSets.Run(args[0]);
        ThetaBesideR.Run(args[0], args.Length > 1 ? args[2] : null);
        EtsBesideR.Run(args[0]);
        HierarchyCard.Run(args[0]);
        return 0;
    }
}
