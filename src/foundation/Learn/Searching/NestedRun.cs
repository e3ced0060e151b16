using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>A nested cross-validation whose fits are made one by one, in any order; see <see cref="CrossValidationRun{TModel}"/>.</summary>
/// <remarks>Got from <see cref="NestedCrossValidation.Begin"/>.</remarks>
/// <typeparam name="TLearner">The learner.</typeparam>
public sealed class NestedRun<TLearner> where TLearner : IEstimator<ITableModel>
{
    private readonly CrossValidationRun<ITableModel> _run;
    private readonly WatchedLearner<TLearner> _watched;

    internal NestedRun(CrossValidationRun<ITableModel> run, WatchedLearner<TLearner> watched) => (_run, _watched) = (run, watched);

    /// <inheritdoc cref="CrossValidationRun{TModel}.Count"/>
    public int Count => _run.Count;

    /// <inheritdoc cref="CrossValidationRun{TModel}.IsWhole"/>
    public bool IsWhole => _run.IsWhole;

    /// <summary>Searches in an outer fold, fits what was found, and asks it about the rows that neither saw.</summary>
    /// <inheritdoc cref="CrossValidationRun{TModel}.Fit"/>
    public void Fit(int unit, int threads = 1) => _run.Fit(unit, threads);

    /// <inheritdoc cref="CrossValidationRun{TModel}.Finish"/>
    public NestedResult<TLearner> Finish() => _watched.Result(_run.Finish());
}
