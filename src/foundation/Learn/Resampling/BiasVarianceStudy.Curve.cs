using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Resampling;

public sealed partial record BiasVarianceStudy
{
    /// <summary>Bias and variance of the squared error as a learner grows more complex, on bootstraps of a table.</summary>
    /// <remarks>All learners see the same samples, so that what differs between points is due to the learner.</remarks>
    /// <typeparam name="TComplexity">What grows, such as a depth or a number of rounds.</typeparam>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="complexities">The places on the curve, at least one, such as depths 1 to 12.</param>
    /// <param name="learner">Makes the learner of a place.</param>
    /// <param name="training">The rows that samples are drawn from with repetition, as many as there are.</param>
    /// <param name="test">Rows that the fits do not see, with the target.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    /// <param name="truth">The expected target of each test row, where it is known; without it noise counts as bias.</param>
    /// <returns>A point for each place, in the order given.</returns>
    /// <exception cref="ArgumentException">There is no place, an option lies outside its range, or a length does not fit.</exception>
    public IReadOnlyList<CurvePoint<TComplexity, SquaredErrorParts>> CurveOfSquaredError<TComplexity, TModel>(
        IReadOnlyList<TComplexity> complexities, Func<TComplexity, IEstimator<TModel>> learner, TabularData training, TabularData test, FitContext context,
        double[]? truth = null)
        where TModel : IRegressor, ITableModel => CurveOfSquaredError(complexities, learner, Bootstrapped(training), test, context, truth);

    /// <summary>Bias and variance of the squared error as a learner grows more complex, on fresh samples.</summary>
    /// <remarks>All learners see the same samples, so that what differs between points is due to the learner.</remarks>
    /// <typeparam name="TComplexity">What grows, such as a depth or a number of rounds.</typeparam>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="complexities">The places on the curve, at least one, such as depths 1 to 12.</param>
    /// <param name="learner">Makes the learner of a place.</param>
    /// <param name="draw">Makes a training table out of a random seed. Called from several threads.</param>
    /// <param name="test">Rows that the fits do not see, with the target.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    /// <param name="truth">The expected target of each test row, where it is known; without it noise counts as bias.</param>
    /// <returns>A point for each place, in the order given.</returns>
    /// <exception cref="ArgumentException">There is no place, an option lies outside its range, or a length does not fit.</exception>
    public IReadOnlyList<CurvePoint<TComplexity, SquaredErrorParts>> CurveOfSquaredError<TComplexity, TModel>(
        IReadOnlyList<TComplexity> complexities, Func<TComplexity, IEstimator<TModel>> learner, Func<ulong, TabularData> draw, TabularData test,
        FitContext context, double[]? truth = null)
        where TModel : IRegressor, ITableModel => Curve(complexities, learner, own => OfSquaredError(own, draw, test, context, truth), context);

    /// <summary>Bias and variance of the share of wrong classes as a learner grows more complex, on bootstraps of a table.</summary>
    /// <remarks>All learners see the same samples, so that what differs between points is due to the learner.</remarks>
    /// <typeparam name="TComplexity">What grows, such as a depth or a number of rounds.</typeparam>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="complexities">The places on the curve, at least one, such as depths 1 to 12.</param>
    /// <param name="learner">Makes the learner of a place.</param>
    /// <param name="training">The rows that samples are drawn from with repetition, as many as there are.</param>
    /// <param name="test">Rows that the fits do not see, with the target, a category.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    /// <returns>A point for each place, in the order given.</returns>
    /// <exception cref="ArgumentException">There is no place, or an option lies outside its range.</exception>
    public IReadOnlyList<CurvePoint<TComplexity, ZeroOneErrorParts>> CurveOfZeroOneError<TComplexity, TModel>(
        IReadOnlyList<TComplexity> complexities, Func<TComplexity, IEstimator<TModel>> learner, TabularData training, TabularData test, FitContext context)
        where TModel : IMulticlassClassifier, ITableModel => CurveOfZeroOneError(complexities, learner, Bootstrapped(training), test, context);

    /// <summary>Bias and variance of the share of wrong classes as a learner grows more complex, on fresh samples.</summary>
    /// <remarks>All learners see the same samples, so that what differs between points is due to the learner.</remarks>
    /// <typeparam name="TComplexity">What grows, such as a depth or a number of rounds.</typeparam>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="complexities">The places on the curve, at least one, such as depths 1 to 12.</param>
    /// <param name="learner">Makes the learner of a place.</param>
    /// <param name="draw">Makes a training table out of a random seed. Called from several threads.</param>
    /// <param name="test">Rows that the fits do not see, with the target, a category.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    /// <returns>A point for each place, in the order given.</returns>
    /// <exception cref="ArgumentException">There is no place, or an option lies outside its range.</exception>
    public IReadOnlyList<CurvePoint<TComplexity, ZeroOneErrorParts>> CurveOfZeroOneError<TComplexity, TModel>(
        IReadOnlyList<TComplexity> complexities, Func<TComplexity, IEstimator<TModel>> learner, Func<ulong, TabularData> draw, TabularData test, FitContext context)
        where TModel : IMulticlassClassifier, ITableModel => Curve(complexities, learner, own => OfZeroOneError(own, draw, test, context), context);

    private static List<CurvePoint<TComplexity, TParts>> Curve<TComplexity, TModel, TParts>(
        IReadOnlyList<TComplexity> complexities, Func<TComplexity, IEstimator<TModel>> learner, Func<IEstimator<TModel>, TParts> study, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(complexities);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(context);
        if (complexities.Count == 0)
            throw new ArgumentException("Expected at least one place on the curve.", nameof(complexities));
        var points = new List<CurvePoint<TComplexity, TParts>>(complexities.Count);
        foreach (var complexity in complexities)
        {
            points.Add(new CurvePoint<TComplexity, TParts>(complexity, study(learner(complexity))));
            context.Progress?.Report(new FitProgress("learners", points.Count, complexities.Count));
        }

        return points;
    }
}
