using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Searching;
using Kirana.Learn.Selection;
using Kirana.Learn.Validation;
using Kirana.Numerics.Threading;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Carries a plan out: the cross-validation of every default, then a nested cross-validation of every candidate that has settings, and at last the
/// winner on all rows.</summary>
/// <remarks>The folds, the searches and their scores are Learn's; here is only in which order their fits are made, and when they end. Fits are made
/// side by side, each on one thread, so the result is the same at any number of threads; only where the clock cuts the plan short it is not, and
/// that is said.</remarks>
internal sealed class ComparisonRun
{
    // The last part of the budget is for the fits on all rows, by the pace of the fits so far.
    private const double LeastReserve = 0.05;
    private const double MostReserve = 0.5;
    private const int GridSteps = 3;

    // One processor has nothing to do while a fit is watched.
    private const double WeighedShare = 0.1;

    private readonly WorkPlan _plan;
    private readonly LearnTask _task;
    private readonly TabularData _all;
    private readonly FitContext _context;
    private readonly ColumnChooser _chooser;
    private readonly CandidateRun[] _candidates;
    private readonly long _start;
    private readonly double _spent;
    private readonly Lock _gate = new();
    private readonly HashSet<(int Fold, bool IsTuned, ColumnChoice Choice)> _ordered = [];

    // A unit of work ends with the fit that is judged, on its own thread.
    private readonly ThreadLocal<PlannedFit?> _last = new();
    private long _done;
    private double _workDone;
    private volatile bool _isStopped;

    /// <param name="plan">The plan.</param>
    /// <param name="task">The task.</param>
    /// <param name="roles">All rows with the roles by which folds are parted.</param>
    /// <param name="all">The same rows as a learner takes them.</param>
    /// <param name="context">Threads, cancellation, progress and clock.</param>
    /// <param name="spent">Seconds of the budget that are already gone.</param>
    public ComparisonRun(WorkPlan plan, LearnTask task, TabularData roles, TabularData all, FitContext context, double spent)
    {
        (_plan, _task, _all, _context, _start, _spent) = (plan, task, all, context with { Seed = plan.Seed, Validation = null }, context.Clock.GetTimestamp(), spent);
        Data = plan.Rows == roles.RowCount ? roles : roles.Take([.. Enumerable.Range(0, plan.Rows).Select(i => (int)((long)i * roles.RowCount / plan.Rows))]);
        _chooser = new ColumnChooser(task);
        Outer = new CrossValidation { Folds = plan.OuterFolds, Scores = [] };
        _candidates = [.. plan.Candidates.Select(candidate => new CandidateRun(candidate, Outer.Begin(Learner(candidate.Settings[0]), Data, _context)))];
    }

    /// <summary>The rows that are compared on, with the roles by which folds are parted.</summary>
    public TabularData Data { get; }

    /// <summary>The folds that judge.</summary>
    public CrossValidation Outer { get; }

    /// <summary>What became of each candidate.</summary>
    public IReadOnlyList<CandidateRun> Candidates => _candidates;

    /// <summary>The plan.</summary>
    public WorkPlan Plan => _plan;

    /// <summary>Whether the clock cut the plan short.</summary>
    public bool IsStopped => _isStopped;

    private double Seconds => _context.Clock.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Judges every candidate.</summary>
    public void Judge()
    {
        Weigh();
        // The cheapest first, so that a plan that is cut short has judged as many as it could.
        Run([.. Units(_candidates, run => Cost(run.Planned.Settings[0])).Where(unit => unit is not { Run.Held: not null, Fold: 0 }).Reverse()], isTuned: false, run => Training(run.Planned.Settings[0]), _ => 1);
        // A budget of nothing still learns something: what costs least.
        if (!Array.Exists(_candidates, own => own.IsWhole) && _candidates.MinBy(own => Cost(own.Planned.Settings[0])) is { Fault: null } cheapest)
            Blocks.Run(cheapest.Standard.Count, 1, _context.Threads, _context.Cancellation, (fold, _, _) => Fit(cheapest, fold, isTuned: false));
        if (_plan.InnerFolds == 0)
            return;
        CandidateRun[] tuned = [.. _candidates.Where(own => own is { IsWhole: true, IsCut: false, Planned.Tries: > 0 })];
        foreach (var run in tuned)
            run.Search = Nested(run.Planned).Begin(SpaceOf(run.Planned), Data, _context);
        // The dearest first, so that no processor waits for another at the end.
        Run(Units(tuned, run => Searching(run.Planned)), isTuned: true, run => Searching(run.Planned), run => 1 + _plan.InnerFolds * (1 + run.Planned.Tries));
        // Points differ from fold to fold: those for all rows are searched for as in each fold.
        CandidateRun[] searched = [.. tuned.Where(own => own.Planned.Trials > 0 && own is { IsTuned: true, IsCut: false }).OrderByDescending(own => Searching(own.Planned))];
        Blocks.Run(searched.Length, 1, _context.Threads, _context.Cancellation, (at, _, _) => SearchAll(searched[at]));
    }

    private void SearchAll(CandidateRun run)
    {
        if (IsTooLate(Searching(run.Planned)))
        {
            _isStopped = true;
            return;
        }

        try
        {
            run.Found = Nested(run.Planned).Search.Run(SpaceOf(run.Planned), Data, _context with { Threads = 1, Progress = null }).Best.Setting;
        }
        catch (DataException)
        {
            // What the folds found is there all the same.
        }
    }

    /// <summary>The settings among which a candidate is tuned: those listed, or ranges of options and the ways to choose columns.</summary>
    private Space<PlannedLearner> SpaceOf(PlannedCandidate planned)
    {
        var space = Space.Of(Learner(planned.Settings[0]));
        if (planned.Trials == 0)
            return space.Choice([.. planned.Settings.Skip(1)], (learner, setting) => learner with { Setting = setting });
        foreach (var range in planned.Ranges)
        {
            var own = range;
            PlannedLearner With(PlannedLearner learner, double value) => learner with { Setting = own.Set(learner.Setting, value) };
            PlannedLearner WithWhole(PlannedLearner learner, int value) => With(learner, value);
            space = (own.IsLogarithmic, own.IsWhole) switch
            {
                (true, true) => space.LogWhole((int)own.Low, (int)own.High, WithWhole, own.Option),
                (false, true) => space.Whole((int)own.Low, (int)own.High, WithWhole, own.Option),
                (true, false) => space.LogUniform(own.Low, own.High, With, own.Option),
                _ => space.Uniform(own.Low, own.High, With, own.Option),
            };
        }

        var choices = planned.Choices;
        return choices.Count < 2 ? space : space.Choice(choices, (learner, choice) => learner with { Setting = learner.Setting with { Columns = choice.Columns, Choice = choice.Choice } }, "columns");
    }

    private SearchMethod Method => _plan.Search switch
    {
        SettingSearch.Random => new RandomSearch(),
        SettingSearch.Bayesian => new BayesianSearch(),
        SettingSearch.Halving => new SuccessiveHalving(),
        // A list is a grid of one dimension.
        _ => new GridSearch { Steps = GridSteps },
    };

    /// <summary>What choosing columns on all rows made of them for a setting that was fitted to all rows.</summary>
    public FeatureSelection Selection(PlannedSetting setting) => _chooser.Select(PlannedLearner.Alone(_all), setting, _context);

    /// <summary>Fits settings on all rows, side by side.</summary>
    public FittedModel[] FitAll(IReadOnlyList<PlannedSetting> settings)
    {
        var models = new FittedModel[settings.Count];
        var each = Math.Max(1, _context.Threads / settings.Count);
        int[] order = [.. Enumerable.Range(0, settings.Count).OrderByDescending(i => WorkCosts.Of(settings[i], _plan.Shape, _plan.Shape.Rows))];
        Blocks.Run(settings.Count, 1, _context.Threads, _context.Cancellation,
            (at, _, _) => models[order[at]] = PlannedLearner.FitAll(settings[order[at]], _task, _chooser, _all, _context with { Threads = each, Progress = null }));
        return models;
    }

    /// <summary>Fits the cheapest by themselves in one fold: what is live beside a fit is not its own.</summary>
    private void Weigh()
    {
        var left = WeighedShare * _plan.BudgetSeconds;
        foreach (var run in _candidates.OrderBy(own => Training(own.Planned.Settings[0])))
        {
            var own = Training(run.Planned.Settings[0]);
            if (own > left || IsTooLate(own))
                return;
            left -= own;
            _context.Cancellation.ThrowIfCancellationRequested();
            using var heap = HeapPeak.Start(_context.Clock);
            Fit(run, 0, isTuned: false);
            run.Held = heap.Stop();
            lock (_gate)
                _workDone += own;
            _context.Progress?.Report(new FitProgress("fits", Interlocked.Increment(ref _done), _plan.Fits));
        }
    }

    private PlannedLearner Learner(PlannedSetting setting) => new(setting, _task, _chooser, fit => _last.Value = fit);

    private NestedCrossValidation Nested(PlannedCandidate planned) => new()
    {
        Outer = Outer,
        Search = new Search
        {
            Method = planned.Trials == 0 ? new GridSearch() : Method, Trials = planned.Tries, Score = DecidingFigure.Score(_task),
            // Nobody looks at the intervals of a trial.
            Validation = new CrossValidation { Folds = _plan.InnerFolds, Scores = [], Resamples = 1 },
        },
    };

    private (CandidateRun Run, int Fold)[] Units(CandidateRun[] runs, Func<CandidateRun, double> cost) =>
        [.. runs.OrderByDescending(cost).SelectMany(run => Enumerable.Range(0, run.Standard.Count).Select(fold => (run, fold)))];

    private void Run((CandidateRun Run, int Fold)[] units, bool isTuned, Func<CandidateRun, double> work, Func<CandidateRun, int> fits) =>
        Blocks.Run(units.Length, 1, _context.Threads, _context.Cancellation, (at, _, _) =>
        {
            var (run, fold) = units[at];
            // The plan is for a quicker machine, or one that has nothing else to do. A candidate is worth nothing by some of its folds.
            var own = work(run) + Ordering(run, fold, isTuned);
            if (run.IsCut || IsTooLate(own))
            {
                (run.IsCut, _isStopped) = (true, true);
                return;
            }

            Fit(run, fold, isTuned);
            lock (_gate)
                _workDone += own;
            _context.Progress?.Report(new FitProgress("fits", Interlocked.Add(ref _done, fits(run)), _plan.Fits));
        });

    private void Fit(CandidateRun run, int fold, bool isTuned)
    {
        try
        {
            if (isTuned)
                run.Search!.Fit(fold);
            else
                run.Standard.Fit(fold);
            run.Note(fold, isTuned, _last.Value);
        }
        catch (Exception fault) when (fault is DataException or NotConvergedException or ArgumentException or NotSupportedException)
        {
            // A search that fails leaves the default, which did not.
            if (!isTuned)
                run.Fault ??= fault.Message;
        }
        finally
        {
            _last.Value = null;
        }
    }

    /// <summary>Whether a unit of work would, by the pace so far, end when there is no time left to fit what may win.</summary>
    private bool IsTooLate(double work)
    {
        double pace;
        lock (_gate)
            pace = _workDone > 0 ? Seconds / _workDone : 0;
        var last = _candidates.Where(own => own.IsWhole).Sum(own => WorkCosts.Of(own.Planned.Settings[0], _plan.Shape, _plan.Shape.Rows)) + WorkCosts.OfImitation(_plan.Shape);
        var until = _plan.BudgetSeconds * (1 - Math.Clamp(pace * last / _plan.BudgetSeconds, LeastReserve, MostReserve));
        return _spent + Seconds + pace * work > until;
    }

    /// <summary>The modelled cost of choosing columns, for the unit that comes first to a fold and does it for all.</summary>
    private double Ordering(CandidateRun run, int fold, bool isTuned)
    {
        var (sum, rows) = (0.0, _plan.Rows * (1 - 1.0 / _plan.OuterFolds));
        foreach (var setting in (isTuned ? run.Planned.Choices : run.Planned.Choices.Take(1)).Where(setting => setting.Chooses))
        {
            lock (_gate)
                if (!_ordered.Add((fold, isTuned, setting.Choice)))
                    continue;
            sum += isTuned ? _plan.InnerFolds * WorkCosts.OfChoice(setting, _task, _plan.Shape, rows * (1 - 1.0 / _plan.InnerFolds)) : WorkCosts.OfChoice(setting, _task, _plan.Shape, rows);
        }

        return sum;
    }

    private double Cost(PlannedSetting setting) => WorkCosts.Of(setting, _plan.Shape, _plan.Rows);

    /// <summary>The modelled cost of one fit in an outer fold.</summary>
    private double Training(PlannedSetting setting) => WorkCosts.Of(setting, _plan.Shape, _plan.Rows * (1 - 1.0 / _plan.OuterFolds));

    /// <summary>The modelled cost of a search in an outer fold and of the fit that follows it.</summary>
    private double Searching(PlannedCandidate planned) => planned.Most(Training)
        + _plan.InnerFolds * planned.Sum(setting => WorkCosts.Of(setting, _plan.Shape, _plan.Rows * (1 - 1.0 / _plan.OuterFolds) * (1 - 1.0 / _plan.InnerFolds)));
}
