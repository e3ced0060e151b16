using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>One run of <see cref="Search"/>.</summary>
internal sealed class SearchRun<TLearner>(Search options, Space<TLearner> space, TabularData data, FitContext context) : IDisposable
    where TLearner : IEstimator<ITableModel>
{
    private readonly SharedBins _bins = new();
    private readonly List<SearchTrial<TLearner>> _trials = [];
    private readonly Dictionary<string, SearchTrial<TLearner>> _known = new(StringComparer.Ordinal);
    private Score? _score = options.Score;
    private (SearchTrial<TLearner> Trial, CrossValidated Validated)? _best;
    private Exception? _firstFault;

    public void Dispose() => _bins.Dispose();

    /// <summary>Tries a point, or the learner as it is.</summary>
    /// <returns>The loss, less for better; infinite for a failure.</returns>
    public double Try(double[]? point, double share)
    {
        var (learner, values) = point is null ? (space.Learner, []) : space.At(point);
        if (space.Resource is { } resource && point is not null)
            learner = resource.With(learner, Math.Clamp((int)Math.Round(resource.Most * share), resource.Least, resource.Most));
        var name = point is null ? "" : string.Join('\u001f', values.Append(share.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (!_known.TryGetValue(name, out var trial))
            _known[name] = trial = Fit(learner, values, share);
        _trials.Add(trial);
        context.Progress?.Report(new FitProgress("trials", _trials.Count, options.Trials + 1));
        if (double.IsNaN(trial.Mean))
            return double.PositiveInfinity;
        return _score!.GreaterIsBetter ? -trial.Mean : trial.Mean;
    }

    public SearchResult<TLearner> Result()
    {
        if (_best is not { } best)
            throw new DataException($"None of {_trials.Count} trials has a score; the first: {_trials[0].Failure ?? "no fold has both classes"}", _firstFault)
            {
                Code = (_firstFault as DataException)?.Code ?? "no-trial", Hint = "Fit the space's learner by itself to see what it needs.",
            };
        var scores = options.Validation.Scores ?? Scoring.For(best.Validated.Predictions);
        best.Validated.Measure(scores.Any(own => string.Equals(own.Name, _score!.Name, StringComparison.Ordinal)) ? scores : [_score!, .. scores], context);
        return new SearchResult<TLearner>(_score!, space.Names, _trials, best.Trial, best.Validated);
    }

    private SearchTrial<TLearner> Fit(TLearner learner, string[] values, double share)
    {
        var start = context.Clock.GetTimestamp();
        CrossValidated validated;
        try
        {
            validated = options.Validation.Run<ITableModel>(learner, data, context with { Progress = null }, _bins, space.Resource is null ? share : 1);
        }
        catch (Exception fault) when (fault is DataException or NotConvergedException or ArgumentException)
        {
            _firstFault ??= fault;
            return new SearchTrial<TLearner>(learner, values.AsReadOnly(), share, double.NaN, [], fault.Message, context.Clock.GetElapsedTime(start));
        }

        _score ??= Scoring.For(validated.Predictions)[0];
        var perFold = validated.PerFold(_score);
        var trial = new SearchTrial<TLearner>(
            learner, values.AsReadOnly(), share, perFold.Where(figure => !double.IsNaN(figure)).DefaultIfEmpty(double.NaN).Average(), perFold, null, context.Clock.GetElapsedTime(start));
        // Of equal scores the earlier trial stays, and what had less than everything does not compete.
        if (share >= 1 && !double.IsNaN(trial.Mean) && (_best is not { } best || _score.IsBetter(trial.Mean, best.Trial.Mean)))
            _best = (trial, validated);
        return trial;
    }
}
