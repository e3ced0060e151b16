using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
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

    /// <summary>What the learner can learn; everything but an order by default.</summary>
    public IReadOnlyList<LearnTask> Tasks { get; init; } = [LearnTask.Regression, LearnTask.Binary, LearnTask.Multiclass];

    /// <summary>What is done to the table before the learner sees it, inside each fit; <see langword="null"/>, the default, for nothing.</summary>
    public Func<TabularData, TablePreparation>? Prepares { get; init; }

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
        new TypedTableLearner<TLearner, TModel>(Name, Description, _format, _options.Set(_learner, option, value), _options) { Validates = Validates, Tasks = Tasks, Prepares = Prepares, For = For, Sweeps = Sweeps };

    /// <inheritdoc/>
    public override bool Supports(LearnTask task) => Tasks.Contains(task);

    /// <inheritdoc/>
    public override bool HasDepths => Sweeps is not null;

    internal override DepthSweep In(DepthSweep sweep) => Sweeps is null ? throw new NotSupportedException($"{Name} has no place in a sweep over depths.") : Sweeps(sweep, _learner);

    internal override FittedModel Fit(LearnTask task, TabularData data, FitContext context)
    {
        var learner = For(_learner, task);
        return Prepares is null ? Wrap(task, learner.Fit(data, context)) : Wrap(task, new PreparingLearner<TModel>(Prepares(data), learner).Fit(data, context));
    }

    internal override FittedModel Load(ModelReader reader, string? task)
    {
        if (string.Equals(reader.Kind, PreparedModelFile.ModelKind, StringComparison.Ordinal))
        {
            var prepared = PreparedModel<TModel>.Load(reader, _format.Load);
            return Wrap(LearnTasks.Of(prepared, task), prepared);
        }

        var model = _format.Load(reader);
        return Wrap(LearnTasks.Of(model, task), model);
    }

    private FittedModel Wrap(LearnTask task, TModel model) =>
        new(task, model, _format.Names(model), Gain(model), _format.Kind, _format.Version, writer => _format.Save(model, writer)) { KktResidual = ResidualOf(model) };

    private FittedModel Wrap(LearnTask task, PreparedModel<TModel> model) =>
        new(task, model, [.. model.Schema.Columns.Select(column => column.Name)], new double[model.Features], PreparedModelFile.ModelKind, PreparedModelFile.ModelVersion,
            writer => model.Save(writer, _format.Kind, _format.Version, _format.Save)) { KktResidual = ResidualOf(model.Model) };

    private static double? ResidualOf(TModel model) => model switch
    {
        CoefficientModel own when double.IsFinite(own.KktResidual) => own.KktResidual,
        LogisticModel own when double.IsFinite(own.KktResidual) => own.KktResidual,
        _ => null,
    };

    private double[] Gain(TModel model) => _format.Gain(model) is { Length: > 0 } gain ? gain : new double[_format.Names(model).Count];
}
