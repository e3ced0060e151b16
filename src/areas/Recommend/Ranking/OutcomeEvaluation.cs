using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Evaluation;

namespace Kirana.Recommend.Ranking;

/// <summary>Compares the chances that a model gives its candidates with what came.</summary>
public static class OutcomeEvaluation
{
    private const int CasesPerBlock = 16;

    private static readonly (string Name, OutcomeStage Stage, Func<OutcomeChances, float> Of)[] s_heads =
        [("click", OutcomeStage.Click, one => one.Click), ("cart", OutcomeStage.Cart, one => one.Cart), ("purchase", OutcomeStage.Purchase, one => one.Purchase)];

    /// <summary>Measures.</summary>
    /// <param name="model">A model fitted on nothing of the period.</param>
    /// <param name="cases">Shoppers at the period's beginning, and what they bought in it.</param>
    /// <param name="stages">What they did besides, as <see cref="RankedSources.Stages"/>; <see langword="null"/> if only purchases are known.</param>
    /// <param name="from">The first moment of the period in UTC microseconds.</param>
    /// <param name="until">The first moment after it.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <returns>For each stage that something reached, such as <c>purchase</c>: <c>purchase/ece</c> (the expected calibration error over 20 bins of equal numbers of
    /// candidates), <c>purchase/auc</c> with its interval of 95 %, <c>purchase/log-loss</c>, and the mean chance <c>purchase/said</c> beside the share that
    /// came, <c>purchase/came</c>. Empty for a model without heads.</returns>
    public static IReadOnlyDictionary<string, Interval> Measure(RankedSourcesModel model, TestCases cases, Interactions? stages, long from, long until, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(context);
        var figures = new Dictionary<string, Interval>(StringComparer.Ordinal);
        if (model.Heads is null)
            return figures;
        var (reached, rows) = (new ReachedStages(stages, model.Items), new (OutcomeChances Said, OutcomeStage Came)[cases.Count][]);
        Blocks.Run(cases.Count, CasesPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var request = start; request < end; request++)
            {
                var (said, came) = (model.ChancesOf(cases.ShopperOf(request)), reached.Of(cases, request, from, until));
                rows[request] = [.. said.Select(one => (one.Chances, came.GetValueOrDefault(one.Item)))];
            }
        });
        var all = rows.SelectMany(request => request).ToArray();
        foreach (var (name, stage, of) in s_heads)
        {
            // A stage that nothing ended at is the next one under another name.
            if (!all.Any(row => row.Came == stage))
                continue;
            var (truths, chances) = (Array.ConvertAll(all, row => row.Came >= stage ? 1f : 0f), Array.ConvertAll(all, row => (double)of(row.Said)));
            Add("ece", CalibrationCurve.OfEqualShare(truths, chances).ExpectedError);
            figures[$"{name}/auc"] = RocArea.Of(truths, chances);
            Add("log-loss", ProbabilityLoss.Log(truths, chances));
            Add("said", chances.Average());
            Add("came", truths.Average());

            void Add(string figure, double value) => figures[$"{name}/{figure}"] = new Interval(value, value, value);
        }

        return figures;
    }
}
