using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Resampling;

/// <summary>Fits a learner on many training samples and takes its test error apart: what it gets wrong every time, and what depends on the
/// sample.</summary>
/// <remarks>Samples are bootstraps of one table, or fresh tables from a source that can draw them. Each fit uses one thread and a seed of its
/// own; fits run side by side. Immutable and thread-safe.</remarks>
public sealed partial record BiasVarianceStudy
{
    /// <summary>The number of training samples R, at least 2; 100 by default.</summary>
    public int Samples { get; init; } = 100;

    /// <summary>The probability that an interval holds its value, in (0, 1); 0.95 by default. Intervals are over test rows.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Takes the squared error apart, on bootstraps of a table.</summary>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="training">The rows that samples are drawn from with repetition, as many as there are.</param>
    /// <param name="test">Rows that the fits do not see, with the target.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <param name="truth">The expected target of each test row, where it is known; without it noise counts as bias.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or a length does not fit.</exception>
    public SquaredErrorParts OfSquaredError<TModel>(
        IEstimator<TModel> learner, TabularData training, TabularData test, FitContext context, double[]? truth = null)
        where TModel : IRegressor, ITableModel => OfSquaredError(learner, Bootstrapped(training), test, context, truth);

    /// <summary>Takes the squared error apart, on fresh samples.</summary>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="draw">Makes a training table out of a random seed. Called from several threads.</param>
    /// <param name="test">Rows that the fits do not see, with the target.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <param name="truth">The expected target of each test row, where it is known; without it noise counts as bias.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or a length does not fit.</exception>
    public SquaredErrorParts OfSquaredError<TModel>(
        IEstimator<TModel> learner, Func<ulong, TabularData> draw, TabularData test, FitContext context, double[]? truth = null)
        where TModel : IRegressor, ITableModel
    {
        ArgumentNullException.ThrowIfNull(test);
        var targets = Targets.Of(test).Values;
        if (truth is not null && truth.Length != targets.Length)
            throw new ArgumentException($"There are {truth.Length} true values for {targets.Length} test rows.", nameof(truth));
        var predictions = Predictions(learner, draw, test, context, Numbers);
        return SquaredErrorParts.Of(predictions, targets, truth, this);
    }

    /// <summary>Takes the share of wrong classes apart, on bootstraps of a table.</summary>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="training">The rows that samples are drawn from with repetition, as many as there are.</param>
    /// <param name="test">Rows that the fits do not see, with the target, a category.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public ZeroOneErrorParts OfZeroOneError<TModel>(IEstimator<TModel> learner, TabularData training, TabularData test, FitContext context)
        where TModel : IMulticlassClassifier, ITableModel => OfZeroOneError(learner, Bootstrapped(training), test, context);

    /// <summary>Takes the share of wrong classes apart, on fresh samples.</summary>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="draw">Makes a training table out of a random seed. Called from several threads.</param>
    /// <param name="test">Rows that the fits do not see, with the target, a category.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public ZeroOneErrorParts OfZeroOneError<TModel>(IEstimator<TModel> learner, Func<ulong, TabularData> draw, TabularData test, FitContext context)
        where TModel : IMulticlassClassifier, ITableModel
    {
        ArgumentNullException.ThrowIfNull(test);
        var targets = Targets.Of(test);
        var predictions = Predictions(learner, draw, test, context, Classes<TModel>(targets.Labels));
        return ZeroOneErrorParts.Of(predictions, targets.Values, this);
    }

    /// <summary>The mean of some numbers with its interval.</summary>
    internal Interval Mean(double[] values) => Bootstrap.MeanInterval(values, Level);

    /// <summary>What each sample's model says of each test row (rows × samples).</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="draw">Makes a training table out of a random seed.</param>
    /// <param name="test">The test rows.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <param name="predict">Predicts encoded rows.</param>
    /// <param name="watch">Sees each sample's number, rows and model, from several threads; nobody by default.</param>
    internal double[] Predictions<TModel>(
        IEstimator<TModel> learner, Func<ulong, TabularData> draw, TabularData test, FitContext context, Action<TModel, float[], double[]> predict,
        Action<int, TabularData, TModel>? watch = null)
        where TModel : ITableModel
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(context);
        if (Samples < 2)
            throw new ArgumentException($"{nameof(Samples)} is {Samples}; expected at least 2.");
        if (!(Level is > 0 and < 1))
            throw new ArgumentException($"{nameof(Level)} is {Level}; expected a number between 0 and 1, both exclusive.");
        var all = new double[checked(test.RowCount * Samples)];
        Blocks.Run(Samples, 1, context.Threads, context.Cancellation, (sample, _, _) =>
        {
            var random = new RandomStream(context.Seed, RandomUse.Sample + (ulong)sample);
            var data = draw(random.NextUInt64());
            var model = learner.Fit(data, context with { Seed = random.NextUInt64(), Threads = 1, Progress = null });
            var own = new double[test.RowCount];
            predict(model, model.Encode(test.Table), own);
            watch?.Invoke(sample, data, model);
            for (var i = 0; i < own.Length; i++)
                all[i * Samples + sample] = own[i];
        });
        return all;
    }

    /// <summary>Predicts numbers.</summary>
    internal static void Numbers<TModel>(TModel model, float[] rows, double[] results) where TModel : IRegressor
    {
        var values = new float[results.Length];
        model.Predict(rows, values);
        for (var i = 0; i < values.Length; i++)
            results[i] = values[i];
    }

    /// <summary>Predicts the place of the most probable class among labels in ordinal order.</summary>
    internal static Action<TModel, float[], double[]> Classes<TModel>(string[] labels) where TModel : IMulticlassClassifier, ITableModel => (model, rows, results) =>
    {
        // A sample may lack a class, so classes are known by their labels; one the labels lack is never right.
        int[] place = [.. model.Labels.Select(label => Array.BinarySearch(labels, label, StringComparer.Ordinal)).Select((at, k) => at >= 0 ? at : -1 - k)];
        var probabilities = new float[results.Length * place.Length];
        model.PredictProbabilities(rows, probabilities);
        for (var i = 0; i < results.Length; i++)
        {
            var own = probabilities.AsSpan(i * place.Length, place.Length);
            results[i] = place[own.IndexOf(Most(own))];
        }
    };

    /// <summary>Draws the rows of a table with repetition, as many as there are.</summary>
    internal static Func<ulong, TabularData> Bootstrapped(TabularData training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return seed =>
        {
            var random = new RandomStream(seed);
            var rows = new int[training.RowCount];
            foreach (ref var row in rows.AsSpan())
                row = random.Next(rows.Length);
            // In their order, so that groups stay together.
            Array.Sort(rows);
            return training.Take(rows);
        };
    }

    private static float Most(ReadOnlySpan<float> values)
    {
        var most = values[0];
        foreach (var value in values)
            most = Math.Max(most, value);
        return most;
    }
}
