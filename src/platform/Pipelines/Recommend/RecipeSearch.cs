using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Evaluation;

namespace Kirana.Pipelines.Recommend;

/// <summary>Chooses a recipe, its settings, or a blend of all with learned weights, for data nobody knows, on a cut of the training part alone.</summary>
/// <remarks>
/// <para>Successive halving (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016): every recipe as it
/// is on few sessions; the settings of those that may win, each recipe in its share of the time, on as many sessions as the budget lets all be tried on; what is chosen on all sessions;
/// then weights of a blend. The blend is taken if weights for more than one find a higher NDCG than the best alone.</para>
/// <para>Time is kept for each later part before an earlier one begins, and a trial that outlasts its part is cancelled, so the budget holds. Where it does not press,
/// the same data and seed choose the same.</para>
/// </remarks>
internal sealed class RecipeSearch
{
    /// <summary>Who reaches less than this share of the best recipe's NDCG has nothing to add that weights could find.</summary>
    private const double Hopeless = 0.5;

    private const int MostCases = 4000;

    /// <summary>Weights are tried some hundred times, so fewer cases are asked.</summary>
    private const int MostBlendCases = 2000;

    /// <summary>The events of the first fits: what takes too long on these need not be tried on more.</summary>
    private const int FirstEvents = 200_000;

    /// <summary>The shares of the budget for the first fits of all recipes, for that of one at most, for the settings of all, and for the weights of a blend at least.</summary>
    private const double FirstShare = 0.5, OneShare = 0.1, SettingsShare = 0.4, BlendShare = 0.1;

    private readonly Split _cut;
    private readonly int _length;
    private readonly double _seconds;
    private readonly FitContext _context;
    private readonly TuningBudget _time;
    private readonly List<TuningTrial> _trials = [];

    private RecipeSearch(Split split, int length, TimeSpan budget, FitContext context)
    {
        _cut = split with { Cases = split.Cases.Thinned(MostCases) };
        (_length, _seconds, _context, _time) = (length, budget.TotalSeconds, context, new TuningBudget(context.Clock, budget));
    }

    /// <summary>Chooses.</summary>
    /// <param name="split">Data to fit on and cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="budget">The time for all of it.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    /// <exception cref="DataException"><c>short-budget</c>: no recipe could be fitted.</exception>
    public static TuningReport Choose(Split split, int length, TimeSpan budget, FitContext context)
    {
        var search = new RecipeSearch(split, length, budget, context);
        var first = search.SampleOf(SampledShoppers.Every(split.Train, FirstEvents));
        var contenders = search.Whole(search.Settled(search.First(first), first));
        return contenders.Count > 0 ? search.Decide(contenders)
            : throw new DataException($"No recipe could be fitted on everything within {budget.TotalMinutes:0.##} minutes.{search._time.Ended()}") { Code = "short-budget", Hint = "Give --budget more time, or name a --recipe." };
    }

    /// <summary>Every recipe as it is, on a sample; the best first, hopeless ones left out.</summary>
    private List<Contender> First(Sample sample)
    {
        var (contenders, recipes) = (new List<Contender>(), Recipes.Sources.ToArray());
        for (var tried = 0; tried < recipes.Length; tried++)
        {
            var recipe = recipes[tried];
            _context.Progress?.Report(new FitProgress("recipes tried", tried, recipes.Length));
            // What quick ones leave is for those after them, but none may take much of it.
            var most = Math.Min(OneShare * _seconds, (_time.Left - (1 - FirstShare) * _seconds) / (recipes.Length - tried));
            if (Try(recipe, recipe.Learner, sample, 0, most) is { } contender)
                contenders.Add(contender);
        }

        return [.. contenders.Where(contender => contender.Score >= Hopeless * contenders.Max(one => one.Score)).OrderByDescending(contender => contender.Score)];
    }

    /// <summary>The settings of each, on the largest sample on which there is time to try all.</summary>
    private List<Contender> Settled(List<Contender> contenders, Sample first)
    {
        var every = first.Every;
        while (every > 1 && contenders.Sum(contender => contender.Settings * contender.SecondsAt(every / 2)) < SettingsShare * _seconds)
            every /= 2;
        _time.Reserve = Math.Min((1 - SettingsShare) * _seconds, BlendSeconds(contenders) + contenders.Sum(contender => (every > 1 ? 2 : 1) * contender.SecondsAt(1)));
        var (sample, settled, reserve) = (every == first.Every ? first : SampleOf(every), new List<Contender>(), _time.Reserve);
        // Each in an equal share of what is left: what one does not need is for those behind it.
        foreach (var (place, contender) in contenders.Index())
        {
            _time.Reserve = reserve;
            _time.Reserve += Math.Max(0, _time.Left) * (contenders.Count - place - 1) / (contenders.Count - place);
            var begun = every == contender.Every ? contender : Try(contender.Recipe, contender.Learner, sample, contender.SecondsAt(every));
            if (begun is null)
                continue;
            var report = Tuning.Choose(begun.Recipe, begun.Score, begun.Seconds, sample.Split, _length, _context, _time);
            _trials.AddRange(report.Trials.Skip(1).Select(trial => trial with { Every = every }));
            settled.Add(ReferenceEquals(report.Chosen, begun.Learner) ? begun : begun with { Learner = report.Chosen, Score = report.Trials.Max(trial => trial.Score), Model = null });
        }

        return settled;
    }

    /// <summary>What was chosen, on everything. Settings of a sample may be wrong there, so where time is left those that the recipe began with are
    /// tried beside them.</summary>
    private List<Contender> Whole(List<Contender> contenders)
    {
        var (all, whole) = (SampleOf(1), new List<Contender>());
        _time.Reserve = BlendSeconds(contenders);
        contenders = [.. contenders.OrderByDescending(contender => contender.Score)];
        foreach (var (place, contender) in contenders.Index())
        {
            _context.Progress?.Report(new FitProgress("recipes fitted on everything", place, contenders.Count));
            // Some take no longer than on the sample, others much: each has an equal share of what is left.
            if ((contender is { Every: 1, Model: not null } ? contender : Try(contender.Recipe, contender.Learner, all, contender.Seconds, _time.Left / (contenders.Count - place))) is { } fitted)
                whole.Add(fitted);
        }

        foreach (var contender in contenders.Where(contender => contender.Every > 1 && !ReferenceEquals(contender.Learner, contender.Recipe.Learner)))
        {
            var place = whole.FindIndex(one => ReferenceEquals(one.Recipe, contender.Recipe));
            if (Try(contender.Recipe, contender.Recipe.Learner, all, place < 0 ? contender.Seconds : whole[place].Seconds) is not { } begun)
                continue;
            if (place < 0)
                whole.Add(begun);
            else if (begun.Score > whole[place].Score)
                whole[place] = begun;
        }

        _time.Reserve = 0;
        return whole;
    }

    private TuningReport Decide(List<Contender> contenders)
    {
        var best = contenders.MaxBy(contender => contender.Score)!;
        (Blend Chosen, TuningTrial Trial)? joined = null;
        _context.Progress?.Report(new FitProgress("weights of a blend", 0, 0));
        _time.TryRun("the weights of a blend", 0, double.PositiveInfinity, _context, part => joined = BlendSearch.Of(
            (Blend)Recipes.Named("blend").Learner, [.. contenders.Select(contender => (contender.Learner, contender.Model!))], [_cut.Cases.Thinned(MostBlendCases)], _length, part));
        if (joined is { } weighed)
            _trials.Add(weighed.Trial);
        var compared = string.Create(CultureInfo.InvariantCulture, $"a cut of the training part; {_trials.Count} settings of {contenders.Count} promising recipes were tried.{_time.Ended()}");
        // The weights begin with the best single source alone, so a second one is there because it made the figure higher.
        return joined is { Chosen.Sources.Count: > 1 } found
            ? new TuningReport(found.Chosen, $"ndcg@{_length}", _trials)
            {
                Recipe = "blend",
                Why = string.Create(CultureInfo.InvariantCulture, $"A blend of {found.Chosen.Sources.Count} recipes reaches ndcg@{_length} {found.Trial.Score:0.0000} on the cases that its weights were learnt on, more than each of them alone; the best single one ({best.Recipe.Name}) reaches {best.Score:0.0000} on {compared}"),
            }
            : new TuningReport(best.Learner, $"ndcg@{_length}", _trials)
            {
                Recipe = best.Recipe.Name,
                Why = string.Create(CultureInfo.InvariantCulture, $"{best.Recipe.Name} reaches ndcg@{_length} {best.Score:0.0000}{(joined is null ? "" : ", a blend no more,")} on {compared}"),
            };
    }

    /// <summary>Fits a learner on a sample and asks its model; <see langword="null"/> if there is no time, or the catalogue is too large for it.</summary>
    private Contender? Try(Recipe recipe, IRecommenderLearner learner, Sample sample, double expected, double? most = null)
    {
        Contender? tried = null;
        try
        {
            _time.TryRun(recipe.Name, expected, most ?? _time.MostOf(expected), _context, part =>
            {
                var meter = WorkMeter.Start(_context.Clock);
                var model = learner.Fit(sample.Split.Train, part);
                var fit = meter.Wall;
                var score = Tuning.Score(model, sample.Split, _length, part);
                tried = new Contender(recipe, learner, sample.Every, score, meter.Wall, meter.Wall - fit, model);
            });
        }
        catch (DataException e) when (BlendSearch.IsTooLarge(e))
        {
            // A recipe too large for the catalogue is no reason to have none.
        }

        if (tried is not null && !_trials.Exists(trial => trial.Every == sample.Every && string.Equals(trial.Recipe, recipe.Name, StringComparison.Ordinal) && string.Equals(trial.Options, learner.Options, StringComparison.Ordinal)))
            _trials.Add(new TuningTrial(learner.Options, tried.Score) { Recipe = recipe.Name, Every = sample.Every });
        return tried;
    }

    private Sample SampleOf(int every) => new(_cut with { Train = SampledShoppers.Of(_cut.Train, every) }, every);

    /// <summary>Each scale of a blend asks every source again, and to try its weights takes about as long.</summary>
    private double BlendSeconds(List<Contender> contenders) =>
        Math.Max(BlendShare * _seconds, contenders.Sum(contender => 2.0 * Enum.GetValues<BlendScale>().Length * contender.AskSeconds * MostBlendCases / MostCases));

    /// <summary>Every so many-th shopper teaches.</summary>
    private sealed record Sample(Split Split, int Every);

    private sealed record Contender(Recipe Recipe, IRecommenderLearner Learner, int Every, double Score, double Seconds, double AskSeconds, IRecommender? Model)
    {
        /// <summary>The settings that tuning tries.</summary>
        public int Settings => Recipe.Variations.Sum(axis => axis(Learner).Count());

        /// <summary>What a fit and its questions take on another sample.</summary>
        public double SecondsAt(int every) => Seconds * Every / every;
    }
}
