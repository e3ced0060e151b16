using Kirana.Bench.Scorecards.Recommend;

return args switch
{
    ["recommend", .. var rest] => RecommendScorecard.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Scorecards -- recommend DATA_FOLDER [options]");
    return 1;
}
