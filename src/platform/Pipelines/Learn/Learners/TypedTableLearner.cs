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

    /// <summary>What the learner can learn; everything but an order by default.</summary>
    public IReadOnlyList<LearnTask> Tasks { get; init; } = [LearnTask.Regression, LearnTask.Binary, LearnTask.Multiclass];

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
        new TypedTableLearner<TLearner, TModel>(Name, Description, _format, _options.Set(_learner, option, value), _options) { Validates = Validates, Tasks = Tasks, For = For, Sweeps = Sweeps };

    /// <inheritdoc/>
    public override bool Supports(LearnTask task) => Tasks.Contains(task);

    /// <inheritdoc/>
    public override bool HasDepths => Sweeps is not null;

    internal override DepthSweep In(DepthSweep sweep) => Sweeps is null ? throw new NotSupportedException($"{Name} has no place in a sweep over depths.") : Sweeps(sweep, _learner);

    internal override FittedModel Fit(LearnTask task, TabularData data, FitContext context) => Wrap(task, For(_learner, task).Fit(data, context), data);

    internal override FittedModel Load(ModelReader reader, string? task)
    {
        var model = _format.Load(reader);
        return Wrap(LearnTasks.Of(model, task), model, null);
    }

    private FittedModel Wrap(LearnTask task, TModel model, TabularData? data) =>
        new(task, model, _format.Names(model), Gain(model, data), _format.Kind, _format.Version, writer => _format.Save(model, writer));

    private double[] Gain(TModel model, TabularData? data)
    {
        var (gain, names) = (_format.Gain(model), _format.Names(model));
        if (gain.Length == 0)
            return new double[names.Count];
        if (_format.GrowsWithUnits && data is not null)
            for (var f = 0; f < gain.Length; f++)
                gain[f] *= data.Table[names[f]] is NumberColumn numbers ? Deviation(numbers) : 0;
        return gain;
    }

    private static double Deviation(NumberColumn numbers)
    {
        var (sum, squares, first) = (0.0, 0.0, numbers.Count > 0 ? numbers[0] : 0);
        for (var row = 0; row < numbers.Count; row++)
        {
            var own = numbers[row] - first;
            sum += own;
            squares += own * own;
        }

        return Math.Sqrt(Math.Max(0, squares - sum * sum / numbers.Count) / numbers.Count);
    }
}
