using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Sessions;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What a query of session neighbours takes on diginetica: the twenty most likely next items of each test session.</summary>
internal static class SessionCard
{
    private const int Places = 20;

    /// <summary>Prints the card.</summary>
    /// <param name="folder">The folder of the data.</param>
    public static int Run(string folder)
    {
        var (users, items) = (new IdMap(), new IdMap());
        var train = SequenceFile.Read(Path.Combine(folder, "diginetica-train.txt"), users, items);
        var cases = Protocols.NextItem(train, SequenceFile.Read(Path.Combine(folder, "diginetica-test.txt"), users, items)).Cases;
        var context = FitContext.Default with { Threads = 1 };
        IRecommender? model = null;
        var fit = RecommendScorecard.Median(() => model = new SessionNeighbors().Fit(train, context));
        var lists = RecommendScorecard.Median(() => TopLists.Make(model!, cases, Places, context, (_, _, _) => { }));
        Console.WriteLine($"diginetica, {cases.Count} questions: index {fit:0.00} s CPU, a query {1000 * lists / cases.Count:0.0000} ms CPU");
        return 0;
    }
}
