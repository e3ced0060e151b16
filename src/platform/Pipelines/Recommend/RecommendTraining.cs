using System.Reflection;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Popularity;

namespace Kirana.Pipelines.Recommend;

/// <summary>Trains a shop's recommender: compares every recipe on the latest period, fits the best on everything and registers it.</summary>
/// <remarks>
/// <para>The rule: NDCG at the first list length decides, on lists without what a customer bought before, asked of the customers with
/// purchases before the held-out period. Of the models whose NDCG lies within the 95 % interval of the highest, the one whose lists
/// cover most of the catalogue wins: of two that find as much, the one that does not show everybody the same. Settings are chosen on
/// the period before the held-out one, which therefore stays untouched until the comparison.</para>
/// <para>The current version's learner competes with its own settings, refitted on the same data. So a new version becomes
/// current exactly when it is not clearly worse on the same split.</para>
/// </remarks>
public static class RecommendTraining
{
    /// <summary>The area's name in the registry.</summary>
    public const string Area = "recommend";

    /// <summary>What to say where no model was trained yet.</summary>
    internal const string NoModel = "No recommender was trained yet. Run `kirana train recommend`.";

    private const string Incumbent = "current";

    /// <summary>Trains.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">The shop has too little history to compare models on.</exception>
    public static RecommendTrainingResult Run(IShop shop, RecommendTrainingOptions options, FitContext context)
    {
        if (options.TestDays < 1 || options.Lengths.Count == 0 || options.Lengths.Any(length => length < 1))
            throw new ArgumentException("A test period has at least 1 day, and list lengths are at least 1.", nameof(options));
        var meter = WorkMeter.Start(context.Clock);
        var interactions = shop.Analysis.Interactions(new InteractionQuery { Weights = options.Weights });
        var period = TestPeriod.Of(interactions, options.TestDays);
        var split = TemporalSplit.At(interactions, period.From, period.Until, repeats: false);
        if (split.Train.Count == 0 || split.Known.Count == 0)
            throw new DataException(
                $"The last {period.Days:0.#} days hold no purchase of something new by a customer who bought before; there is nothing to compare models on.")
            {
                Code = "too-little-history", Hint = "Import more history; models need customers who came back.",
            };

        var current = shop.Registry.Current(Area);
        var reports = new Dictionary<string, RankingReport>(StringComparer.Ordinal);
        var fits = new List<Fitted>();
        var deciding = $"ndcg@{options.Lengths[0]}";
        foreach (var (name, learner) in Candidates(options, interactions, period, current, context))
        {
            var model = learner.Fit(split.Train, context);
            reports[name] = RankingEvaluation.Evaluate(model, split.Known, options.Lengths, context);
            fits.Add(new Fitted(name, learner, model));
        }

        var (bestName, bestLearner, bestModel) = Choose(fits, reports, options.Lengths[0]);
        var metrics = Metrics(bestModel, reports[bestName], interactions, period, options.Lengths, context);
        var served = new ShopRecommender(bestLearner.Fit(interactions, context), new Popular().Fit(interactions, context));
        var dataHash = shop.Records.DataHash();
        var draft = new ModelVersion(
            Area, Number: 0, bestLearner.Name, Created: default, Flat(metrics), reports.ToDictionary(pair => pair.Key, pair => Flat(pair.Value.Metrics), StringComparer.Ordinal),
            bestLearner.Options, dataHash, CodeVersion(), meter.Wall, meter.Cpu, WorkMeter.PeakMegabytes, FileHash: "", FileBytes: 0);
        context.Cancellation.ThrowIfCancellationRequested();
        var version = shop.Registry.Publish(draft, served.Write(bestLearner.Options, dataHash));
        if (options.Promote)
            version = shop.Registry.Promote(Area, version.Number);

        return new RecommendTrainingResult(
            version, options.Promote, Rule(bestName, deciding, reports, current, options.Promote), metrics,
            reports.ToDictionary(pair => pair.Key, pair => pair.Value.Metrics, StringComparer.Ordinal),
            period.FromTime, period.UntilTime, split.Known.Count);
    }

    /// <summary>Of the models that cannot be told from the best, the one that shows most of the catalogue; of equal ones the simpler.</summary>
    private static Fitted Choose(List<Fitted> fits, Dictionary<string, RankingReport> reports, int length)
    {
        var floor = reports.Values.Select(report => report.Metrics[$"ndcg@{length}"]).MaxBy(ndcg => ndcg.Estimate).Lower;
        return fits.Where(fit => reports[fit.Name].Metrics[$"ndcg@{length}"].Estimate >= floor)
            .MaxBy(fit => reports[fit.Name].Metrics[$"coverage@{length}"].Estimate)!;
    }

    /// <summary>Every recipe, tuned if asked, simplest first; then the current version's learner.</summary>
    private static IEnumerable<(string Name, IRecommenderLearner Learner)> Candidates(
        RecommendTrainingOptions options, Interactions interactions, TestPeriod period, ModelVersion? current, FitContext context)
    {
        var earlier = period.Before();
        var cut = TemporalSplit.At(interactions, earlier.From, earlier.Until, repeats: false);
        var tune = options.Tune && cut.Train.Count > 0 && cut.Known.Count > 0;
        foreach (var recipe in Recipes.All)
            yield return (recipe.Name, tune && recipe.Variations.Count > 0
                ? Tuning.Choose(recipe, new Split(cut.Train, cut.Known), options.Lengths[0], context).Chosen
                : recipe.Learner);
        if (current is not null && Recipes.Restore(current.Kind, current.Options) is { } incumbent)
            yield return (Incumbent, incumbent);
    }

    /// <summary>The chosen model's figures: as compared, for customers without a history, and with repeats allowed.</summary>
    private static Dictionary<string, Interval> Metrics(
        IRecommender model, RankingReport report, Interactions interactions, TestPeriod period, IReadOnlyList<int> lengths, FitContext context)
    {
        var metrics = new Dictionary<string, Interval>(report.Metrics, StringComparer.Ordinal);
        var repeats = TemporalSplit.At(interactions, period.From, period.Until, repeats: true);
        Add("repeats", model, repeats.Known);
        // Who has no history is served the popular list, so that is what they are scored on.
        Add("new-users", new Popular().Fit(repeats.Train, context), repeats.New);
        return metrics;

        void Add(string slice, IRecommender model, TestCases cases)
        {
            if (cases.Count == 0)
                return;
            foreach (var (name, value) in RankingEvaluation.Evaluate(model, cases, lengths, context).Metrics)
                metrics[$"{slice}:{name}"] = value;
        }
    }

    private static string Rule(string best, string deciding, Dictionary<string, RankingReport> reports, ModelVersion? current, bool promote)
    {
        var (top, figure) = (reports.MaxBy(report => report.Value.Metrics[deciding].Estimate).Key, reports[best].Metrics[deciding].Estimate);
        var choice = string.Equals(best, top, StringComparison.Ordinal)
            ? $"{best} has the highest {deciding} of {reports.Count} models on the held-out period ({figure:0.0000})."
            : $"{best} shows most of the catalogue among the models whose {deciding} ({figure:0.0000}) cannot be told from the highest, {top}'s ({reports[top].Metrics[deciding].Estimate:0.0000}).";
        if (!promote)
            return $"{choice} It was registered only.";
        if (current is null)
            return $"{choice} It serves now: no version did before.";
        return reports.TryGetValue(Incumbent, out var incumbent)
            ? $"{choice} It serves now: the settings of version {current.Number} reach {incumbent.Metrics[deciding].Estimate:0.0000} on the same split."
            : $"{choice} It serves now: version {current.Number} is of a kind this program cannot fit.";
    }

    private static IReadOnlyDictionary<string, double> Flat(IReadOnlyDictionary<string, Interval> metrics)
    {
        var flat = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, interval) in metrics)
        {
            flat[name] = interval.Estimate;
            flat[$"{name}:lower"] = interval.Lower;
            flat[$"{name}:upper"] = interval.Upper;
        }

        return flat;
    }

    private static string CodeVersion() =>
        typeof(RecommendTraining).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private sealed record Fitted(string Name, IRecommenderLearner Learner, IRecommender Model);
}
