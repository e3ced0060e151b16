namespace Kirana.Learn.Validation;

/// <summary>How a learner did in a cross-validation, with the models of the folds where they were kept. Immutable and thread-safe.</summary>
/// <typeparam name="TModel">The fitted model.</typeparam>
public sealed class CrossValidated<TModel> : CrossValidated
{
    internal CrossValidated(CrossValidation options, IReadOnlyList<FoldResult> folds, IReadOnlyList<TModel> models, List<string> warnings, bool isGrouped)
        : base(options, folds, warnings, isGrouped) => Models = models;

    /// <summary>The model of each of <see cref="CrossValidated.Folds"/>; none unless <see cref="CrossValidation.KeepsModels"/>.</summary>
    public IReadOnlyList<TModel> Models { get; }
}
