using Kirana.Data;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Reranking;

namespace Kirana.Pipelines.Serving;

/// <content>How a new snapshot is made beside the old one and takes its place.</content>
public sealed partial class ShopServing
{
    private const string RecordsArea = "records";
    private const string RulesArea = "rules";

    /// <summary>Events after which a new snapshot takes the live layer in, unless the histories are larger than eight times that: then the
    /// work stays in proportion to what came.</summary>
    private const int MostLive = 1 << 15;

    /// <summary>How long a part that could not be loaded is left alone, and returns wait to be matched to their purchases.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How old what lists showed of late may be, where rules ask for it.</summary>
    private static readonly TimeSpan ExposureAge = TimeSpan.FromMinutes(10);

    private DateTimeOffset _tried;
    private DateTimeOffset _exposed;

    private enum RecordsNeed
    {
        None,
        Fold,
        Read,
    }

    /// <summary>Looks whether the shop changed in another process, or its models in this one, and if so makes a new state.</summary>
    /// <returns>Whether there is a new state.</returns>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            var old = _snapshot;
            var made = old;
            try
            {
                var version = LookAtVersion();
                var mayTryAgain = _clock.GetUtcNow() - _tried >= Patience;
                var need = NeedOf(old, mayTryAgain);
                var models = version.Models != old.State.Version.Models || (mayTryAgain && old.State.Problems.Any(problem => problem.Code is not "no-model"));
                var exposures = old.Rules is { AsksExposures: true } && _clock.GetUtcNow() - _exposed >= ExposureAge;
                if (need == RecordsNeed.None && !models && !exposures && !old.State.Problems.Any(IsOfRecords))
                    return false;
                _tried = _clock.GetUtcNow();
                made = Load(old, version, need, models, exposures);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The shop itself did not answer. The old snapshot goes on, and the next look is the next try.
                ServingProblem[] problems = [.. old.State.Problems.Where(problem => !IsOfRecords(problem)), ProblemOf(RecordsArea, error)];
                made = old with { State = old.State with { Problems = Lasting(old, problems) } };
            }

            if (IsSame(old, made))
                return false;
            Swap(made);
            foreach (var react in _reactions)
                react(State);
            return true;
        }
    }

    private ShopVersion LookAtVersion()
    {
        long stamp;
        lock (_gate)
            stamp = _ledger.Stamp;
        var version = Shop.Version();
        lock (_gate)
            _ledger.Look(version.Records, stamp);
        return version;
    }

    private RecordsNeed NeedOf(ServingSnapshot old, bool mayTryAgain)
    {
        lock (_gate)
        {
            var held = old.Records.Contents;
            if (_ledger.Foreign > held.Version || held.Version < 0 || (mayTryAgain && old.Live.LastReturn > held.Version))
                return RecordsNeed.Read;
            return old.Live.Taken > Math.Max(MostLive, held.Histories.Count / 8) ? RecordsNeed.Fold : RecordsNeed.None;
        }
    }

    private ServingSnapshot Load(ServingSnapshot old, ShopVersion version, RecordsNeed need, bool readModels, bool readExposures)
    {
        var problems = new List<ServingProblem>();
        var records = old.Records;
        var weights = readModels ? Try(RecordsArea, records.Weights, problems, () => Shop.Registry.Current(RecommendTraining.Area)?.Weights) : records.Weights;
        if (!records.AreBy(weights))
            need = RecordsNeed.Read;
        if (need != RecordsNeed.None)
            records = Try(RecordsArea, records, problems, () => need == RecordsNeed.Read
                ? new ServedRecords(Shop.Analysis.Contents(FeedbackWeights.QueryOf(weights)), weights)
                : Fold(old)) ?? records;

        var (lists, forecasts, rules) = (old.Lists, old.Forecasts, old.Rules);
        if (readModels || readExposures)
            rules = TryRules(rules, problems);
        if (readModels)
        {
            lists = Current(RecommendTraining.Area, RecommendTraining.NoModel, lists, lists?.Version, problems, served =>
            {
                var recommender = ShopRecommender.Load(Shop.Registry, served);
                return ShopLists.Of(served, recommender, records, rules, _clock, LayerOver(recommender, records));
            });
            forecasts = Current(ForecastTraining.Area, ForecastTraining.NoModel, forecasts, forecasts?.Version, problems, served =>
                ForecastModels.Load(Shop.Registry, served));
        }
        else
            problems.AddRange(old.State.Problems.Where(problem => !IsOfRecords(problem) && !(readExposures && IsOfRules(problem))));
        if (lists is not null && !(ReferenceEquals(lists.Records, records) && ReferenceEquals(lists.Rules, rules)))
            lists = ReferenceEquals(lists.Records, records)
                ? new ShopLists(lists.Version, lists.Recommender, records, lists.Popularity, rules, lists.Layered)
                : ShopLists.Of(lists.Version, lists.Recommender, records, rules, _clock, lists.Layered);
        var state = new ServingState(
            version with { Records = records.Contents.Version }, _clock.GetUtcNow(), lists?.Version, forecasts?.Version, Lasting(old, problems));
        return new ServingSnapshot(state, records, lists, forecasts, rules, old.Live);
    }

    /// <summary>The rules as they stand. Rules that cannot be read leave those before them in force: better than lists that heed none.</summary>
    private ShopRules? TryRules(ShopRules? old, List<ServingProblem> problems)
    {
        try
        {
            _exposed = _clock.GetUtcNow();
            var current = Shop.Rules.Current();
            if (current is null)
                return null;
            if (old is { AsksExposures: false } && old.Version == current.Number)
                return old;
            return ShopRules.Of(Shop, current, _clock);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            problems.Add(ProblemOf(RulesArea, error));
            return old;
        }
    }

    private ServedRecords Fold(ServingSnapshot old)
    {
        long version;
        lock (_gate)
            version = old.Live.Version;
        return RecordsFold.Of(old.Records, old.Live, version);
    }

    /// <summary>The model of the version that serves now: the one at hand, or another that is loaded.</summary>
    private T? Current<T>(string area, string noModel, T? old, ModelVersion? version, List<ServingProblem> problems, Func<ModelVersion, T> load)
        where T : class => Try(area, old, problems, () =>
        {
            if (Shop.Registry.Current(area) is not { } served)
            {
                problems.Add(new ServingProblem(area, "no-model", noModel, _clock.GetUtcNow()));
                return null;
            }

            return version?.Number == served.Number && string.Equals(version.FileHash, served.FileHash, StringComparison.Ordinal) ? old : load(served);
        });

    /// <summary>Loads a part. A fault becomes a problem and the old part goes on, so that no part's fault is another's.</summary>
    private T? Try<T>(string area, T? old, List<ServingProblem> problems, Func<T?> load)
        where T : class
    {
        try
        {
            return load();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            problems.Add(ProblemOf(area, error));
            return old;
        }
    }

    private ServingProblem ProblemOf(string area, Exception error)
    {
        var data = error as DataException;
        var code = data?.Code switch
        {
            "bad-model" => "damaged-model",
            null => "failed",
            var other => other,
        };
        return new ServingProblem(area, code, data?.Hint is { } hint ? $"{error.Message} {hint}" : error.Message, _clock.GetUtcNow());
    }

    private static bool IsOfRules(ServingProblem problem) => problem.Area is RulesArea;

    private static bool IsOfRecords(ServingProblem problem) => problem.Area is RecordsArea;

    /// <summary>The problems, those that lasted with the moment they began.</summary>
    private static ServingProblem[] Lasting(ServingSnapshot old, IReadOnlyList<ServingProblem> problems) =>
        [.. problems.Select(problem => old.State.Problems.FirstOrDefault(before => before with { Since = problem.Since } == problem) ?? problem)];

    private static bool IsSame(ServingSnapshot old, ServingSnapshot made) =>
        ReferenceEquals(old.Records, made.Records) && ReferenceEquals(old.Lists, made.Lists) && ReferenceEquals(old.Forecasts, made.Forecasts) && ReferenceEquals(old.Rules, made.Rules)
        && old.State.Version == made.State.Version && old.State.Problems.SequenceEqual(made.State.Problems);

    private void Swap(ServingSnapshot made)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(made.Records, _snapshot.Records))
            {
                var version = made.Records.Contents.Version;
                var visits = Microseconds.Of(_clock.GetUtcNow() - VisitWeights.Length);
                made = made with { Live = _snapshot.Live.After(version, visits, made.Records.Cards) };
                _ledger.Read(version);
            }

            // A new count holds what its records hold, and then exactly what the live layer has beyond them.
            if (made.Lists is { } lists && !ReferenceEquals(lists.Popularity, _snapshot.Lists?.Popularity))
                lists.Popularity.Take(made.Live);
            _snapshot = made;
        }
    }
}
