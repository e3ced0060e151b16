using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Threading;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Carries a plan out: defaults in every outer fold, settings in the inner folds of each, the chosen ones in the outer folds, and at last the
/// winner on all rows.</summary>
/// <remarks>Nested cross-validation (Varma and Simon, BMC Bioinformatics 7, 2006): what a setting is chosen by never judges it. Units of work run side
/// by side, each on one thread, and write their own places, so the result is the same at any number of threads; only where the clock cuts the
/// plan short it is not, and that is said.</remarks>
internal sealed class ComparisonRun
{
    // The last part of the budget is for the fits on all rows, by the pace of the fits so far.
    private const double LeastReserve = 0.05;
    private const double MostReserve = 0.5;

    private readonly WorkPlan _plan;
    private readonly LearnTask _task;
    private readonly TabularData _all;
    private readonly TabularData _data;
    private readonly FitContext _context;
    private readonly FoldFitter _fitter;
    private readonly IReadOnlyList<Fold> _outer;
    private readonly Fold[][] _inner;
    private readonly string[][] _outerRanking;
    private readonly string[][] _innerRanking;
    private readonly CandidateRun[] _candidates;
    private readonly float[] _truths;
    private readonly long _start;
    private readonly Lock _gate = new();
    private long _done;
    private double _workDone;
    private volatile bool _isStopped;

    /// <param name="plan">The plan.</param>
    /// <param name="task">The task.</param>
    /// <param name="roles">All rows with the roles by which folds are parted.</param>
    /// <param name="all">The same rows as a learner takes them.</param>
    /// <param name="context">Threads, cancellation, progress and clock.</param>
    public ComparisonRun(WorkPlan plan, LearnTask task, TabularData roles, TabularData all, FitContext context)
    {
        (_plan, _task, _all, _context, _start) = (plan, task, all, context with { Seed = plan.Seed }, context.Clock.GetTimestamp());
        int[] sample = [.. Enumerable.Range(0, plan.Rows).Select(i => (int)((long)i * roles.RowCount / plan.Rows))];
        var (compared, folded) = plan.Rows == roles.RowCount ? (all, roles) : (all.Take(sample), roles.Take(sample));
        _data = compared;
        Labels = task == LearnTask.Regression ? [] : LabelsOf((CategoryColumn)compared.Target!);
        _truths = Numbers(compared.Target!, Labels);
        _fitter = new FoldFitter(task, compared, Labels, _context);
        _outer = Folds.Of(folded, plan.OuterFolds, FoldKind.Automatic, plan.Seed);
        _inner = [.. _outer.Select((fold, f) => plan.InnerFolds == 0 ? [] : InnerFolds(folded.Take(fold.Train), fold.Train, plan, (ulong)f))];
        _outerRanking = new string[_outer.Count][];
        _innerRanking = new string[_outer.Count * plan.InnerFolds][];
        _candidates = [.. plan.Candidates.Select(candidate => new CandidateRun(candidate, plan.OuterFolds, plan.InnerFolds))];
        Held = [.. _outer.SelectMany(fold => fold.Held).Order()];
    }

    /// <summary>The classes in the order of predictions.</summary>
    public string[] Labels { get; }

    /// <summary>The rows that some fold holds out, ascending: all but the first span where folds go by time.</summary>
    public int[] Held { get; }

    /// <summary>What is true of the compared rows.</summary>
    public float[] Truths => _truths;

    /// <summary>The rows that are compared on.</summary>
    public TabularData Data => _data;

    /// <summary>The folds that judge.</summary>
    public IReadOnlyList<Fold> Outer => _outer;

    /// <summary>What is known of each candidate.</summary>
    public IReadOnlyList<CandidateRun> Candidates => _candidates;

    /// <summary>The plan.</summary>
    public WorkPlan Plan => _plan;

    /// <summary>The numbers of one prediction.</summary>
    public int Outputs => _fitter.Outputs;

    /// <summary>Whether the clock cut the plan short.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>Wall seconds so far.</summary>
    public double Seconds => _context.Clock.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Judges every candidate.</summary>
    public void Judge()
    {
        Run(_outer.Count, f => _outerRanking[f] = _fitter.Rank(_outer[f].Train), _ => Training(ColumnRanking.Setting));
        // The cheapest first, so that a plan that is cut short has judged as many as it could.
        Run([.. Units(_outer.Count, c => c.Planned.Settings[0]).Reverse()], unit =>
            unit.Run.Default[unit.Fold] = _fitter.Fit(unit.Run.Planned.Settings[0], _outer[unit.Fold].Train, _outer[unit.Fold].Held, _outerRanking[unit.Fold], unit.Fold == 0), unit => Training(unit.Run.Planned.Settings[0]));
        // A budget of nothing still learns something: what costs least.
        if (!Array.Exists(_candidates, own => own.IsWhole) && _candidates.MinBy(own => WorkCosts.Of(own.Planned.Settings[0], _plan.Shape, _plan.Rows)) is { Fault: null } cheapest)
            Blocks.Run(_outer.Count, 1, _context.Threads, _context.Cancellation, (f, _, _) =>
                cheapest.Default[f] ??= _fitter.Fit(cheapest.Planned.Settings[0], _outer[f].Train, _outer[f].Held, _outerRanking[f] ?? _fitter.Rank(_outer[f].Train), f == 0));
        if (_plan.InnerFolds == 0 || _isStopped)
            return;

        Run(_innerRanking.Length, at => _innerRanking[at] = _fitter.Rank(InnerOf(at).Train), _ => Training(ColumnRanking.Setting, isInner: true));
        var tuned = _candidates.Where(own => own.IsWhole && own.Planned.Settings.Count > 1).ToArray();
        var units = tuned.SelectMany(run => Enumerable.Range(0, run.Planned.Settings.Count).SelectMany(setting => Enumerable.Range(0, _innerRanking.Length).Select(at => (Run: run, Setting: setting, At: at))))
            .OrderByDescending(unit => WorkCosts.Of(unit.Run.Planned.Settings[unit.Setting], _plan.Shape, _plan.Rows)).ToArray();
        Run(units, unit =>
        {
            var fold = InnerOf(unit.At);
            if (_fitter.Fit(unit.Run.Planned.Settings[unit.Setting], fold.Train, fold.Held, _innerRanking[unit.At], weighs: false).Predictions is { } predictions)
                unit.Run.Inner[unit.At / _plan.InnerFolds, unit.At % _plan.InnerFolds, unit.Setting] = DecidingFigure.Score(_task, Array.ConvertAll(fold.Held, row => _truths[row]), predictions);
        }, unit => Training(unit.Run.Planned.Settings[unit.Setting], isInner: true));
        Run(Units(_outer.Count, c => c.Planned.Settings[c.Chosen], tuned), unit =>
        {
            var chosen = unit.Run.ChosenIn(unit.Fold);
            unit.Run.Tuned[unit.Fold] = chosen == 0
                ? unit.Run.Default[unit.Fold]
                : _fitter.Fit(unit.Run.Planned.Settings[chosen], _outer[unit.Fold].Train, _outer[unit.Fold].Held, _outerRanking[unit.Fold], unit.Fold == 0);
        }, unit => unit.Run.ChosenIn(unit.Fold) is > 0 and var chosen ? Training(unit.Run.Planned.Settings[chosen]) : 0);
    }

    /// <summary>The predictions of one candidate's fits for all compared rows; NaN for rows that no fold holds out.</summary>
    public float[] Joined(FoldFit?[] fits)
    {
        var all = new float[_data.RowCount * Outputs];
        Array.Fill(all, float.NaN);
        for (var f = 0; f < _outer.Count; f++)
            for (var i = 0; i < _outer[f].Held.Length; i++)
                fits[f]!.Predictions!.AsSpan(i * Outputs, Outputs).CopyTo(all.AsSpan(_outer[f].Held[i] * Outputs));
        return all;
    }

    /// <summary>Fits settings on all rows, side by side.</summary>
    public FittedModel[] FitAll(IReadOnlyList<PlannedSetting> settings)
    {
        var models = new FittedModel[settings.Count];
        var each = Math.Max(1, _context.Threads / settings.Count);
        int[] order = [.. Enumerable.Range(0, settings.Count).OrderByDescending(i => WorkCosts.Of(settings[i], _plan.Shape, _plan.Shape.Rows))];
        Blocks.Run(settings.Count, 1, _context.Threads, _context.Cancellation,
            (at, _, _) => models[order[at]] = _fitter.FitAll(settings[order[at]], _all, _context with { Threads = each, Progress = null }));
        return models;
    }

    private Fold InnerOf(int at) => _inner[at / _plan.InnerFolds][at % _plan.InnerFolds];

    private (CandidateRun Run, int Fold)[] Units(int folds, Func<CandidateRun, PlannedSetting> setting, CandidateRun[]? runs = null) =>
        [.. (runs ?? _candidates).OrderByDescending(run => WorkCosts.Of(setting(run), _plan.Shape, _plan.Rows)).SelectMany(run => Enumerable.Range(0, folds).Select(f => (run, f)))];

    private void Run(int count, Action<int> unit, Func<int, double> work) => Run([.. Enumerable.Range(0, count)], unit, work);

    private void Run<T>(T[] units, Action<T> unit, Func<T, double> work) => Blocks.Run(units.Length, 1, _context.Threads, _context.Cancellation, (at, _, _) =>
    {
        // The plan is for a quicker machine, or one that has nothing else to do.
        if (_isStopped || Seconds > Until())
        {
            _isStopped = true;
            return;
        }

        unit(units[at]);
        lock (_gate)
            _workDone += work(units[at]);
        _context.Progress?.Report(new FitProgress("fits", Interlocked.Increment(ref _done), _plan.Fits + _outer.Count * (1L + _plan.InnerFolds)));
    });

    /// <summary>The second at which judging ends, so that there is time to fit what may win.</summary>
    private double Until()
    {
        double pace;
        lock (_gate)
            pace = _workDone > 0 ? Seconds / _workDone : 0;
        var last = _candidates.Where(own => own.IsWhole).Sum(own => WorkCosts.Of(own.Planned.Settings[0], _plan.Shape, _plan.Shape.Rows));
        return _plan.BudgetSeconds * (1 - Math.Clamp(pace * last / _plan.BudgetSeconds, LeastReserve, MostReserve));
    }

    /// <summary>The modelled cost of one fit.</summary>
    private double Training(PlannedSetting setting, bool isInner = false) =>
        WorkCosts.Of(setting, _plan.Shape, _plan.Rows * (1 - 1.0 / _plan.OuterFolds) * (isInner ? 1 - 1.0 / _plan.InnerFolds : 1));

    private static Fold[] InnerFolds(TabularData roles, int[] rows, WorkPlan plan, ulong fold)
    {
        var kind = roles.Target is CategoryColumn && roles.Group is null && roles.Time is null ? FoldKind.Stratified : FoldKind.Automatic;
        return [.. Folds.Of(roles, plan.InnerFolds, kind, plan.Seed + 1 + fold).Select(own => new Fold(Array.ConvertAll(own.Train, i => rows[i]), Array.ConvertAll(own.Held, i => rows[i])))];
    }

    private static string[] LabelsOf(CategoryColumn target) => [.. target.Codes.ToArray().Distinct().Where(code => code != CategoryColumn.Missing).Select(code => target.Levels[code]).Order(StringComparer.Ordinal)];

    private static float[] Numbers(Column target, string[] labels)
    {
        if (target is not CategoryColumn categories)
        {
            var numbers = new float[target.Count];
            ((NumberColumn)target).CopyTo(numbers);
            return numbers;
        }

        var placeOf = labels.Select((label, place) => (label, place)).ToDictionary(pair => pair.label, pair => (float)pair.place, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, categories.Count).Select(row => placeOf[categories[row]!])];
    }
}
