return args switch
{
    ["forecast", .. var rest] => Kirana.Bench.Scorecards.Forecast.ForecastScorecard.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Scorecards forecast DATA_FOLDER [--r forecast.R]");
    return 1;
}
