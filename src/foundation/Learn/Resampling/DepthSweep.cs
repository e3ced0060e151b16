using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Resampling;

/// <summary>Shows what depth does to a single tree and to a forest beside it: training error, test error and its parts, leaves, and whether
/// each depth is too small or too large.</summary>
/// <remarks>
/// Errors are taken apart as by <see cref="BiasVarianceStudy"/>: of numbers the squared error, of classes the share of wrong ones with bias²
/// and variance by Kohavi and Wolpert. All depths and both learners see the same samples and test rows.
/// <para>Verdict of depth d against the depth d* of least test error of the same learner: about right where the mean excess error over test
/// rows is at most one standard error of that mean, in pairs by row (the one-standard-error rule of Breiman et al. 1984, § 3.4.3);
/// else under-fitting where d is below d*, and over-fitting where it is above. Which of bias² and variance the excess is stands beside it;
/// noise is the same at every depth, so their differences are right even where noise cannot be told from bias².</para>
/// <para>Cost: a fit for each depth, sample and learner. Immutable and thread-safe.</para>
/// </remarks>
public sealed partial record DepthSweep
{
    private const int LargestDepth = 62;

    /// <summary>The depths, each from 1 to 62 and once; 1 to 12 by default. The sweep takes them in ascending order.</summary>
    public IReadOnlyList<int> Depths { get; init; } = [.. Enumerable.Range(1, 12)];

    /// <summary>The single tree, whose depth is set by the sweep; every default by default.</summary>
    public DecisionTree Tree { get; init; } = new();

    /// <summary>The forest beside it, whose depth is set by the sweep; <see langword="null"/> for none. A random forest of 50 trees by default.</summary>
    public ForestLearner? Forest { get; init; } = new RandomForest { Trees = 50 };

    /// <summary>The samples and the level of intervals; 20 samples by default.</summary>
    public BiasVarianceStudy Study { get; init; } = new() { Samples = 20 };

    /// <summary>Sweeps over bootstraps of a table: its true values are not known, so that noise counts as bias.</summary>
    /// <param name="training">The rows that samples are drawn from with repetition, as many as there are.</param>
    /// <param name="test">Rows that the fits do not see, with the target.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="Data.DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public DepthCurves Run(TabularData training, TabularData test, FitContext context) => Run(BiasVarianceStudy.Bootstrapped(training), test, context);

    /// <summary>Sweeps over fresh samples.</summary>
    /// <param name="draw">Makes a training table out of a random seed. Called from several threads.</param>
    /// <param name="test">Rows that the fits do not see, with the target.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    /// <param name="truth">The expected target of each test row, where it is known and a number; without it noise counts as bias.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or a length does not fit.</exception>
    /// <exception cref="Data.DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public DepthCurves Run(Func<ulong, TabularData> draw, TabularData test, FitContext context, double[]? truth = null)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(context);
        int[] depths = [.. Depths.Order()];
        int sampleRows = 0, done = 0;
        var targets = Targets.Of(test);
        Check(truth, targets);
        var all = depths.Length * (Forest is null ? 1 : 2);
        var tree = CurveOf(depth => Tree with { MaxDepth = depth }, model => model.Tree.Leaves);
        var forest = Forest is { } learner ? CurveOf(depth => learner with { MaxDepth = depth }, model => model.Trees.Average(one => one.Leaves)) : null;
        return new DepthCurves(tree, forest, targets.Labels.Length > 0, Study.Samples, sampleRows, test.RowCount);

        DepthCurve CurveOf<TModel>(Func<int, IEstimator<TModel>> learner, Func<TModel, double> leaves) where TModel : IRegressor, IMulticlassClassifier, ITableModel =>
            Judge([.. depths.Select(depth =>
            {
                var (sawError, sawLeaves) = (new double[Study.Samples], new double[Study.Samples]);
                var predictions = Study.Predictions(learner(depth), draw, test, context with { Progress = null }, PredictorOf<TModel>(targets), (sample, data, model) =>
                {
                    sawError[sample] = TrainError(data, model);
                    sawLeaves[sample] = leaves(model);
                    if (sample == 0)
                        sampleRows = data.RowCount;
                });
                context.Progress?.Report(new FitProgress("depths", ++done, all));
                return (PointOf(depth, Mean(sawError), Mean(sawLeaves), predictions, targets, truth), RowErrors(predictions, targets));
            })]);
    }

    private DepthPoint PointOf(int depth, double trainError, double leaves, double[] predictions, Targets targets, double[]? truth)
    {
        if (targets.Labels.Length == 0)
        {
            var parts = SquaredErrorParts.Of(predictions, targets.Values, truth, Study);
            return new DepthPoint(depth, trainError, parts.Error, parts.Bias, parts.Variance, parts.Noise, leaves, DepthVerdict.AboutRight);
        }

        var wrong = ZeroOneErrorParts.Of(predictions, targets.Values, Study);
        return new DepthPoint(depth, trainError, wrong.Error, wrong.SquaredBias, wrong.Spread, default, leaves, DepthVerdict.AboutRight);
    }

    private void Check(double[]? truth, Targets targets)
    {
        if (Depths.Count == 0 || Depths.Any(depth => depth is < 1 or > LargestDepth) || Depths.Distinct().Count() < Depths.Count)
            throw new ArgumentException($"{nameof(Depths)} is {string.Join(", ", Depths)}; expected at least one, each from 1 to {LargestDepth} and once.");
        if (targets.Values.Length == 0)
            throw new ArgumentException("There are no test rows.");
        if (truth is null)
            return;
        if (targets.Labels.Length > 0)
            throw new ArgumentException("True values are of numbers, and the target is a class.", nameof(truth));
        if (truth.Length != targets.Values.Length)
            throw new ArgumentException($"There are {truth.Length} true values for {targets.Values.Length} test rows.", nameof(truth));
    }
}
