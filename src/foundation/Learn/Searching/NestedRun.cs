using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>A nested cross-validation whose fits are made one by one, in any order; see <see cref="CrossValidationRun{TModel}"/>.</summary>
/// <remarks>Got from <see cref="NestedCrossValidation.Begin"/>.</remarks>
/// <typeparam name="TLearner">The learner.</typeparam>
public sealed class NestedRun<TLearner> where TLearner : IEstimator<ITableModel>
{
    private readonly CrossValidationRun<ITableModel> _run;
    private readonly SearchingLearner<TLearner> _searching;
    private readonly SearchResult<TLearner>?[] _found;

    internal NestedRun(NestedCrossValidation options, CrossValidation outer, Space<TLearner> space, TabularData data, FitContext context)
    {
        _searching = options.Search.Over(space);
        _run = (outer with { Scores = outer.Scores ?? (options.Search.Score is { } score ? [score] : null) }).Begin(_searching, data, context);
        _found = new SearchResult<TLearner>?[_run.Count];
    }

    /// <inheritdoc cref="CrossValidationRun{TModel}.Count"/>
    public int Count => _run.Count;

    /// <inheritdoc cref="CrossValidationRun{TModel}.IsWhole"/>
    public bool IsWhole => _run.IsWhole;

    /// <summary>Searches in an outer fold, fits what was found, and asks it about the rows that neither saw.</summary>
    /// <inheritdoc cref="CrossValidationRun{TModel}.Fit(int, int)"/>
    public void Fit(int unit, int threads = 1) => _run.Fit(unit, threads, (train, own) => _searching.Fit(_run.Rows(train), own, out _found[unit]!));

    /// <inheritdoc cref="CrossValidationRun{TModel}.Finish"/>
    public NestedResult<TLearner> Finish() => new(_run.Finish(), [.. _found.Select(found => found!)]);
}
