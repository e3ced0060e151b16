using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Selection;

/// <summary>The loss of models on rows they did not see: the squared error of a number, the logarithmic loss of classes.</summary>
internal static class HeldOutLoss
{
    // The loss of a class that the model holds for impossible, or never saw, is not infinite.
    private const float LeastProbability = 1e-6f;

    /// <summary>The folds of a table, as wrappers judge by.</summary>
    public static IReadOnlyList<Fold> Parts(TabularData data, int folds, ulong seed) => Folds.Of(data, folds, FoldKind.Automatic, seed);

    /// <summary>The mean loss of a learner on one fold's held-out rows, with some of the features.</summary>
    public static double Of<TModel>(IEstimator<TModel> learner, TabularData data, Fold fold, FitContext context)
        where TModel : ITableModel => Of(learner.Fit(data.Take(fold.Train), context with { Validation = null, Progress = null }), data.Take(fold.Held));

    /// <summary>The mean loss of a model.</summary>
    /// <exception cref="NotSupportedException">The model predicts neither a number nor classes.</exception>
    public static double Of(ITableModel model, TabularData held)
    {
        var rows = model.Encode(held.Table);
        var (count, k) = (held.RowCount, model.Labels.Count);
        if (k == 0)
        {
            var (answers, targets) = (new float[count], Targets.Of(held).Values);
            (model as IRegressor ?? throw Unsupported(model)).Predict(rows, answers);
            var sum = 0.0;
            for (var row = 0; row < count; row++)
                sum += ((double)answers[row] - targets[row]) * ((double)answers[row] - targets[row]);
            return sum / count;
        }

        var shares = new float[count * k];
        if (model is IMulticlassClassifier classifier)
            classifier.PredictProbabilities(rows, shares);
        else
        {
            var second = new float[count];
            (model as IBinaryClassifier ?? throw Unsupported(model)).PredictProbability(rows, second);
            for (var row = 0; row < count; row++)
                (shares[2 * row], shares[2 * row + 1]) = (1 - second[row], second[row]);
        }

        return LogLoss(model, held, shares);
    }

    private static double LogLoss(ITableModel model, TabularData held, float[] shares)
    {
        var (categories, k, sum) = (held.Target as CategoryColumn ?? throw new DataException($"The target '{held.Target?.Name}' holds numbers; expected classes.") { Code = "wrong-kind", Column = held.Target?.Name }, model.Labels.Count, 0.0);
        for (var row = 0; row < held.RowCount; row++)
        {
            var label = categories[row] is { } text ? model.Labels.IndexOf(text) : -1;
            sum -= Elementary.Log(Math.Max(LeastProbability, label < 0 ? 0 : shares[row * k + label]));
        }

        return sum / held.RowCount;
    }

    private static NotSupportedException Unsupported(ITableModel model) => new($"A {model.GetType().Name} predicts neither a number nor classes that it names.");
}
