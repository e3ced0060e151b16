using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Resampling;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>A learner of one type.</summary>
/// <typeparam name="TLearner">The learner.</typeparam>
/// <typeparam name="TModel">Its models.</typeparam>
internal sealed class TypedTableLearner<TLearner, TModel> : TableLearner
    where TLearner : class, IEstimator<TModel>
    where TModel : class, ITableModel
{
    private readonly TLearner _learner;
    private readonly OptionTable<TLearner> _options;
    private readonly ModelFormat<TModel> _format;

    public TypedTableLearner(string name, string description, ModelFormat<TModel> format, TLearner learner, OptionTable<TLearner> options)
        : base(name, description, format.Kind) => (_format, _learner, _options) = (format, learner, options);

    /// <summary>Whether the learner watches validation rows; never by default.</summary>
    public Func<TLearner, bool> Validates { get; init; } = _ => false;

    /// <summary>Whether the learner can put rows into order; no by default.</summary>
    public bool Ranks { get; init; }

    /// <summary>The learner for a task, refused where its options do not fit the task; itself by default.</summary>
    public Func<TLearner, LearnTask, TLearner> For { get; init; } = (learner, _) => learner;

    /// <summary>Puts the learner into a sweep over depths; <see langword="null"/>, the default, if it has no place there.</summary>
    public Func<DepthSweep, TLearner, DepthSweep>? Sweeps { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<LearnerOption> Options => _options.Options;

    /// <inheritdoc/>
    public override bool NeedsValidation => Validates(_learner);

    /// <inheritdoc/>
    public override TableLearner With(string option, string value) =>
        new TypedTableLearner<TLearner, TModel>(Name, Description, _format, _options.Set(_learner, option, value), _options) { Validates = Validates, Ranks = Ranks, For = For, Sweeps = Sweeps };

    /// <inheritdoc/>
    public override bool Supports(LearnTask task) => task != LearnTask.Ranking || Ranks;

    /// <inheritdoc/>
    public override bool HasDepths => Sweeps is not null;

    internal override DepthSweep In(DepthSweep sweep) => Sweeps is null ? throw new NotSupportedException($"{Name} has no place in a sweep over depths.") : Sweeps(sweep, _learner);

    internal override FittedModel Fit(LearnTask task, TabularData data, FitContext context) => Wrap(task, For(_learner, task).Fit(data, context));

    internal override FittedModel Load(ModelReader reader, string? task)
    {
        var model = _format.Load(reader);
        return Wrap(LearnTasks.Of(model, task), model);
    }

    private FittedModel Wrap(LearnTask task, TModel model) =>
        new(task, model, _format.Names(model), _format.Gain(model), () =>
        {
            var writer = new ModelWriter(_format.Kind, _format.Version, _format.Version);
            _format.Save(model, writer);
            return writer;
        });
}
