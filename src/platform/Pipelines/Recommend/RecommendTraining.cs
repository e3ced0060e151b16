using System.Globalization;
using System.Reflection;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Recommend.Capacity;
using Kirana.Pipelines.Serving;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Windows;

namespace Kirana.Pipelines.Recommend;

/// <summary>Trains a shop's recommender: compares every recipe on the latest period, fits the best on everything and registers it.</summary>
/// <remarks>
/// <para>The rule: NDCG at the first list length decides, on lists without what a customer bought before, asked of the customers with
/// purchases before the held-out period. Ranked sources that are better than every single one, the paired interval of
/// the gain above 0, serve. Otherwise, of the models whose NDCG lies within the 95 % interval of the highest, the one whose lists
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

    private const string Incumbent = JoinedGain.Incumbent;

    /// <summary>The sources whose candidates are ranked: one of each kind, so that a night's training stays short.</summary>
    internal static readonly string[] RankedRecipes = ["recency-popular", "content", "item-neighbors", "transitions", "linear-items", "implicit-als"];

    /// <summary>Trains.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">The shop has too little history to compare models on.</exception>
    public static RecommendTrainingResult Run(IShop shop, RecommendTrainingOptions options, FitContext context)
    {
        var meter = WorkMeter.Start(context.Clock);
        var progress = new PartialProgress(context.Progress, Recipes.ForShops.Count() + 4);
        var current = shop.Registry.Current(Area);
        var (chosen, interactions) = Learnt(shop, options.Weights);
        var content = CatalogueContent.Of(shop, interactions.Items);
        var (learner, compared) = Compare(shop, interactions, content, current, options, context, progress);
        var served = new ShopRecommender(
            content.WithNewItems(learner, learner.Fit(interactions, progress.Next($"learning {compared.Model}", context)), interactions, context), new Popular().Fit(interactions, context with { Progress = null }))
        {
            Graphs = ProductGraphs.Of(shop, interactions, context),
        }.With(shop, interactions);
        var dataHash = shop.Records.DataHash();
        var draft = new ModelVersion(
            Area, Number: 0, learner.Name, Created: default, ModelFigures.Estimates(compared.Metrics), ModelFigures.Estimates(compared.Baselines),
            learner.Options, dataHash, CodeVersion(), meter.Wall, meter.Cpu, WorkMeter.PeakMegabytes, FileHash: "", FileBytes: 0)
        {
            Weights = chosen.Weights, Intervals = ModelFigures.Limits(compared.Metrics), LearntUntil = DateTimeOffset.UnixEpoch.AddMicroseconds(TestPeriod.Of(interactions, options.TestDays).Until),
        };
        context.Cancellation.ThrowIfCancellationRequested();
        var version = shop.Registry.Publish(draft, served.Write(learner.Options, dataHash));
        if (options.Promote)
            version = shop.Registry.Promote(Area, version.Number);

        return new RecommendTrainingResult(version, options.Promote, $"{compared.Rule} {Serves(compared, options, current)} {chosen.Why}".TrimEnd(), compared);
    }

    /// <summary>Compares every recipe on the latest period, as <see cref="Run"/> does; nothing is kept.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">The shop has too little history to compare models on.</exception>
    public static RecommendComparison Evaluate(IShop shop, RecommendTrainingOptions options, FitContext context)
    {
        var interactions = Learnt(shop, options.Weights).Events;
        return Compare(shop, interactions, CatalogueContent.Of(shop, interactions.Items), shop.Registry.Current(Area), options, context,
            new PartialProgress(context.Progress, Recipes.ForShops.Count() + 3)).Comparison;
    }

    /// <summary>Who bought what, or did what else counts, over all goods of the catalogue.</summary>
    internal static (FeedbackWeights Weights, Interactions Events) Learnt(IShop shop, IReadOnlyDictionary<string, float>? weights)
    {
        var chosen = FeedbackWeights.Of(shop, weights, out var events);
        return (chosen, CatalogueContent.Over(shop, events));
    }

    /// <summary>As many customers as an interval needs, with what they did and said besides buying.</summary>
    private static TemporalSplit Asked(TemporalSplit split, RankingFacts facts) =>
        split with { Known = split.Known.Thinned(RecipeLimits.MostAsked).Seeing(facts.Stages).Hearing(facts.Opinions), New = split.New.Thinned(RecipeLimits.MostAsked) };

    private static (IRecommenderLearner Learner, RecommendComparison Comparison) Compare(
        IShop shop, Interactions interactions, CatalogueContent content, ModelVersion? current, RecommendTrainingOptions options, FitContext context, PartialProgress progress)
    {
        if (options.TestDays < 1 || options.Lengths.Count == 0 || options.Lengths.Any(length => length < 1))
            throw new ArgumentException("A test period has at least 1 day, and list lengths are at least 1.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.WindowDays, nameof(options));
        var period = TestPeriod.Of(interactions, options.TestDays);
        var facts = RankingFacts.Of(shop, interactions.Items);
        var split = TemporalSplit.At(interactions, period.From, period.Until, repeats: false);
        if (split.Train.Count == 0 || split.Known.Count == 0)
            throw new DataException(
                $"The last {period.Days:0.#} days hold no purchase of something new by a customer who bought before; there is nothing to compare models on.")
            {
                Code = "too-little-history", Hint = "Import more history; models need customers who came back.",
            };

        split = Asked(split, facts);
        var repeats = Asked(TemporalSplit.At(interactions, period.From, period.Until, repeats: true), facts);
        var reports = new Dictionary<string, RankingReport>(StringComparer.Ordinal);
        var repeated = new Dictionary<string, RankingReport>(StringComparer.Ordinal);
        var fits = new List<Fitted>();
        foreach (var (name, learner, part) in Candidates(facts, options, interactions, content, period, current, fits, context, progress))
        {
            if (FitIfSmallEnough(learner, split.Train, part) is not { } model)
                continue;
            reports[name] = RankingEvaluation.Evaluate(model, split.Known, options.Lengths, part, split.Train, facts.Traits);
            if (repeats.Known.Count > 0)
                repeated[name] = RankingEvaluation.Evaluate(model, repeats.Known, options.Lengths, part with { Progress = null });
            fits.Add(new Fitted(name, learner, model));
        }

        var deciding = $"ndcg@{options.Lengths[0]}";
        var gain = JoinedGain.Of(reports, deciding, context.Seed);
        var best = gain is { Lower: > 0 } ? fits.Single(fit => IsJoined(fit.Name)) : Choose(fits, reports, options.Lengths[0]);
        var metrics = new Dictionary<string, Interval>(reports[best.Name].Metrics, StringComparer.Ordinal);
        AddSlice(metrics, "repeats", repeated.GetValueOrDefault(best.Name));
        // Who has no history is served what is popular lately, so that is what they are scored on.
        if (repeats.New.Count > 0)
            AddSlice(metrics, "new-users", RankingEvaluation.Evaluate(LivePopularity.Learner.Fit(repeats.Train, context with { Progress = null }), repeats.New, options.Lengths, context with { Progress = null }));
        var launches = ColdStart.WithheldItems(interactions, ColdStart.Launched(interactions, period.From), period.From).Cases;
        if (launches.Count > 0)
            AddSlice(metrics, "new-items", RankingEvaluation.Evaluate(
                content.WithNewItems(best.Learner, best.Model, split.Train, context), launches, options.Lengths, context with { Progress = null }));
        if (best.Model is RankedSourcesModel ranked && repeats.Known.Count > 0)
            foreach (var (name, value) in OutcomeEvaluation.Measure(ranked, repeats.Known, facts.Stages, period.From, period.Until, context with { Progress = null }))
                metrics[$"chances/{name}"] = value;
        if (gain is { } withoutRepeats)
            metrics[$"joined-gain/{deciding}"] = withoutRepeats;
        if (JoinedGain.Of(repeated, deciding, context.Seed) is { } withRepeats)
            metrics[$"repeats/joined-gain/{deciding}"] = withRepeats;
        return (best.Learner, new RecommendComparison(
            best.Name, best.Learner.Name, gain is { Lower: > 0 } sure ? JoinedRule(sure, deciding, reports) : Rule(best.Name, deciding, reports), deciding, metrics,
            reports.ToDictionary(pair => pair.Key, pair => pair.Value.Metrics, StringComparer.Ordinal), period.FromTime, period.UntilTime, split.Known.Count));
    }

    /// <summary>Of the models that cannot be told from the best, the one that shows most of the catalogue; of equal ones the simpler.</summary>
    private static Fitted Choose(List<Fitted> fits, Dictionary<string, RankingReport> reports, int length)
    {
        var floor = reports.Values.Select(report => report.Metrics[$"ndcg@{length}"]).MaxBy(ndcg => ndcg.Estimate).Lower;
        return fits.Where(fit => reports[fit.Name].Metrics[$"ndcg@{length}"].Estimate >= floor)
            .MaxBy(fit => reports[fit.Name].Metrics[$"coverage@{length}"].Estimate)!;
    }

    /// <summary>Every recipe, tuned if asked, simplest first; then those fitted so far put into order, and the current version's learner.</summary>
    private static IEnumerable<(string Name, IRecommenderLearner Learner, FitContext Context)> Candidates(
        RankingFacts facts, RecommendTrainingOptions options, Interactions interactions, CatalogueContent content, TestPeriod period, ModelVersion? current, List<Fitted> fits, FitContext context, PartialProgress progress)
    {
        var earlier = period.Before();
        var cut = Asked(TemporalSplit.At(interactions, earlier.From, earlier.Until, repeats: false), facts);
        var tune = options.Tune && cut.Train.Count > 0 && cut.Known.Count > 0;
        foreach (var recipe in Recipes.ForShops.Select(recipe => recipe.ForShops with { Learner = content.Given(Bounded(recipe.Learner)) }))
        {
            var part = progress.Next(recipe.Name, context);
            if (RecipeLimits.WhyNot(recipe, interactions.Items.Count, interactions.UserCount) is not null)
                continue;
            // Of a search nobody knows how far it is.
            yield return (recipe.Name, InWindow(tune && recipe.Variations.Any(axis => axis(recipe.Learner).Any())
                ? Tuned(recipe, new Split(options.WindowDays > 0 ? EventWindow.Last(cut.Train, options.WindowDays) : cut.Train, cut.Known), options.Lengths[0], part with { Progress = null })
                : recipe.Learner, options), part);
        }

        IRecommenderLearner[] sources = [.. fits.Where(fit => RankedRecipes.Contains(fit.Name, StringComparer.Ordinal)).Select(fit => fit.Learner)];
        if (sources.Length > 0)
            yield return (JoinedGain.JoinedName, facts.Given(new RankedSources { Sources = sources, PeriodDays = options.TestDays, Mix = facts.Mix, TailWeight = options.TailWeight }), progress.Next(JoinedGain.JoinedName, context));

        if (current is not null && RecommenderLearners.Restore(current.Kind, current.Options) is { } incumbent)
            yield return (Incumbent, facts.Given(content.Given(incumbent)), progress.Next(Incumbent, context));
    }

    private static IRecommenderLearner InWindow(IRecommenderLearner learner, RecommendTrainingOptions options) =>
        options.WindowDays > 0 ? new Windowed(learner, options.WindowDays) : learner;

    private static IRecommenderLearner Bounded(IRecommenderLearner learner) => learner is LinearItems linear ? linear with { MostMegabytes = RecipeLimits.MostMegabytes } : learner;

    /// <summary>A recipe too large for the shop's catalogue, or that needs a longer past, is left out: that one of several cannot be had is no reason to have none.</summary>
    private static IRecommender? FitIfSmallEnough(IRecommenderLearner learner, Interactions train, FitContext context)
    {
        try
        {
            return learner.Fit(train, context);
        }
        catch (DataException e) when (e.Code is LinearItems.TooManyItems or RankedSources.TooLittleHistory or OutcomeHeads.NoOutcomes or ContentItems.NoDescriptions)
        {
            return null;
        }
    }

    private static IRecommenderLearner Tuned(Recipe recipe, Split split, int length, FitContext context)
    {
        try
        {
            return Tuning.Choose(recipe, split, length, context).Chosen;
        }
        catch (DataException e) when (string.Equals(e.Code, LinearItems.TooManyItems, StringComparison.Ordinal))
        {
            return recipe.Learner;
        }
    }

    private static void AddSlice(Dictionary<string, Interval> metrics, string slice, RankingReport? report)
    {
        foreach (var (name, value) in report?.Metrics ?? new Dictionary<string, Interval>(StringComparer.Ordinal))
            metrics[$"{slice}/{name}"] = value;
    }

    private static bool IsJoined(string name) => string.Equals(name, JoinedGain.JoinedName, StringComparison.Ordinal);

    private static string JoinedRule(Interval gain, string deciding, Dictionary<string, RankingReport> reports) => string.Create(
        CultureInfo.InvariantCulture,
        $"The {deciding} of ranked sources ({reports[JoinedGain.JoinedName].Metrics[deciding].Estimate:0.0000}) is higher than that of the best single source by {gain.Estimate:0.0000} (95 %: {gain.Lower:0.0000} to {gain.Upper:0.0000}, customer by customer).");

    private static string Rule(string best, string deciding, Dictionary<string, RankingReport> reports)
    {
        var (top, figure) = (reports.MaxBy(report => report.Value.Metrics[deciding].Estimate).Key, reports[best].Metrics[deciding].Estimate);
        return string.Equals(best, top, StringComparison.Ordinal)
            ? $"{best} has the highest {deciding} of {reports.Count} models on the held-out period ({figure:0.0000})."
            : $"{best} shows most of the catalogue among the models whose {deciding} ({figure:0.0000}) cannot be told from the highest, {top}'s ({reports[top].Metrics[deciding].Estimate:0.0000}).";
    }

    private static string Serves(RecommendComparison compared, RecommendTrainingOptions options, ModelVersion? current)
    {
        if (!options.Promote)
            return "It was registered only.";
        if (current is null)
            return "It serves now: no version did before.";
        return compared.Baselines.TryGetValue(Incumbent, out var incumbent)
            ? $"It serves now: the settings of version {current.Number} reach {incumbent[compared.Deciding].Estimate:0.0000} on the same split."
            : $"It serves now: version {current.Number} is of a kind this program cannot fit.";
    }

    /// <summary>The version of Kirana.</summary>
    internal static string CodeVersion() =>
        typeof(RecommendTraining).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private sealed record Fitted(string Name, IRecommenderLearner Learner, IRecommender Model);
}
