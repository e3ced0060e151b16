using Kirana.Bench.Scorecards.Forecast;
using Kirana.Bench.Scorecards.Learn;
using Kirana.Bench.Scorecards.Recommend;

return args switch
{
    ["recommend", .. var rest] => RecommendScorecard.Run(rest),
    ["forecast", .. var rest] => ForecastScorecard.Run(rest),
    ["learn", .. var rest] => LearnScorecard.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Scorecards -- recommend|forecast|learn DATA_FOLDER [options]");
    return 1;
}
