using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Validation;

/// <summary>A cross-validation whose fits are made one by one, in any order: for a caller who has several of them to make, and an hour at which to end.</summary>
/// <remarks>Got from <see cref="CrossValidation.Begin"/>. In whatever order and by whatever threads the fits are made, the result is that of <see cref="CrossValidation.Run{TModel}(IEstimator{TModel}, TabularData, FitContext)"/>.
/// Different fits may be made at the same time.</remarks>
/// <typeparam name="TModel">The fitted model: one of numbers or classes.</typeparam>
public sealed class CrossValidationRun<TModel> where TModel : ITableModel
{
    private readonly CrossValidation _options;
    private readonly TabularData _data;
    private readonly TabularData _visible;
    private readonly FitContext _context;
    private readonly double _share;
    private readonly Targets _targets;
    private readonly int[] _groups;
    private readonly Func<int[], FitContext, TModel> _fit;
    private readonly (Resampling.Fold Fold, int Repeat, int At)[] _units;
    private readonly FoldResult?[] _results;
    private readonly TModel[] _models;

    internal CrossValidationRun(CrossValidation options, IEstimator<TModel> learner, TabularData data, FitContext context, SharedBins? bins, double share)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        (_options, _data, _context, _share) = (options, data, context, share);
        _units = [.. options.Part(data, context.Seed).SelectMany((folds, repeat) => folds.Select((fold, at) => (fold, repeat, at)))];
        _targets = Targets.Of(data);
        _groups = data.Group is null ? [] : Resampling.Folds.GroupOf(data.Group);
        _visible = CrossValidation.Visible(data, _groups);
        _fit = options.FitOf(learner, _visible, context, bins);
        (_results, _models) = (new FoldResult?[_units.Length], new TModel[options.KeepsModels ? _units.Length : 0]);
    }

    /// <summary>The number of fits: folds · repeats.</summary>
    public int Count => _units.Length;

    /// <summary>Whether every fit has been made.</summary>
    public bool IsWhole => Array.TrueForAll(_results, result => result is not null);

    /// <summary>Makes a fit, and asks its model about the rows that it did not see.</summary>
    /// <param name="unit">Which one, from 0.</param>
    /// <param name="threads">The threads of the fit; 1 by default.</param>
    /// <exception cref="ArgumentException">An option of the learner lies outside its range.</exception>
    /// <exception cref="DataException">The rows of the fold cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public void Fit(int unit, int threads = 1) => Fit(unit, threads, _fit);

    /// <summary>The same by another way to fit.</summary>
    internal void Fit(int unit, int threads, Func<int[], FitContext, TModel> fit)
    {
        var (fold, repeat, at) = _units[unit];
        var own = _context with { Seed = CrossValidation.SeedOf(_context.Seed, repeat), Threads = threads, Progress = null, Validation = null };
        var some = _share < 1 ? RowShare.Part(_data, fold.Train, _share, _options.Kind, own.Seed).Share : fold.Train;
        var (train, validation) = _options.Cut(_data, some, own.Seed);
        if (validation.Length > 0)
            own = own with { Validation = _visible.Take(validation) };
        var start = _context.Clock.GetTimestamp();
        var model = fit(train, own);
        var trained = _context.Clock.GetTimestamp();
        var predictions = RowPredictions.Of(model, _visible, fold.Held, _targets, _groups);
        if (_options.KeepsModels)
            _models[unit] = model;
        _results[unit] = new FoldResult(repeat, at, fold.Train.Length, predictions, _context.Clock.GetElapsedTime(start, trained), _context.Clock.GetElapsedTime(trained));
    }

    /// <summary>What all fits together say; <see cref="CrossValidation.Scores"/> are measured.</summary>
    /// <exception cref="InvalidOperationException">A fit has not been made.</exception>
    /// <exception cref="ArgumentException">A score does not fit the predictions.</exception>
    public CrossValidated<TModel> Finish()
    {
        var run = Unmeasured();
        run.Measure(_options.Scores ?? Scoring.For(run.Predictions), _context);
        return run;
    }

    /// <summary>Some of the rows, as learners get them.</summary>
    internal TabularData Rows(int[] rows) => _visible.Take(rows);

    internal CrossValidated<TModel> Unmeasured() => IsWhole
        ? new CrossValidated<TModel>(_options, [.. _results.Select(result => result!)], _models, _options.Warnings(_data, _targets), isGrouped: Resampling.Folds.KindFor(_data, _options.Kind) == Resampling.FoldKind.Grouped)
        : throw new InvalidOperationException($"{_results.Count(result => result is null)} of {Count} fits have not been made; make them before the end.");
}
