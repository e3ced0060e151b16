using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Resampling;

public sealed partial record DepthSweep
{
    /// <summary>Gives every point its verdict.</summary>
    /// <param name="points">The points by depth, each with its error on each test row, over samples.</param>
    private static DepthCurve Judge(IReadOnlyList<(DepthPoint Point, double[] RowErrors)> points)
    {
        var best = 0;
        for (var i = 1; i < points.Count; i++)
            if (points[i].Point.TestError.Estimate < points[best].Point.TestError.Estimate)
                best = i;
        return new DepthCurve([.. points.Select(own => own.Point with { Verdict = Judge(own, points[best]) })], best);
    }

    private static DepthVerdict Judge((DepthPoint Point, double[] RowErrors) own, (DepthPoint Point, double[] RowErrors) best)
    {
        var excess = own.RowErrors.Zip(best.RowErrors, (error, least) => error - least).ToArray();
        var mean = Mean(excess);
        var squares = 0.0;
        foreach (var one in excess)
            squares += (one - mean) * (one - mean);
        // Of a single row no spread is known.
        var standardError = excess.Length > 1 ? Math.Sqrt(squares / (excess.Length - 1) / excess.Length) : double.PositiveInfinity;
        if (mean <= standardError)
            return DepthVerdict.AboutRight;
        return own.Point.Depth < best.Point.Depth ? DepthVerdict.UnderFitting : DepthVerdict.OverFitting;
    }

    /// <summary>The error on each test row, over samples.</summary>
    /// <param name="predictions">What each sample's model says of each row (rows × samples).</param>
    /// <param name="targets">What is true of the rows.</param>
    private static double[] RowErrors(double[] predictions, Targets targets)
    {
        var samples = predictions.Length / targets.Values.Length;
        var errors = new double[targets.Values.Length];
        for (var row = 0; row < errors.Length; row++)
        {
            foreach (var prediction in predictions.AsSpan(row * samples, samples))
                errors[row] += ErrorOf(prediction, targets, row);
            errors[row] /= samples;
        }

        return errors;
    }

    /// <summary>A model's mean error on the rows it was fitted on.</summary>
    private static double TrainError<TModel>(TabularData data, TModel model) where TModel : IRegressor, IMulticlassClassifier, ITableModel
    {
        var targets = Targets.Of(data);
        var predictions = new double[data.RowCount];
        PredictorOf<TModel>(targets)(model, model.Encode(data.Table), predictions);
        return Mean(RowErrors(predictions, targets));
    }

    private static Action<TModel, float[], double[]> PredictorOf<TModel>(Targets targets) where TModel : IRegressor, IMulticlassClassifier, ITableModel =>
        targets.Labels.Length > 0 ? BiasVarianceStudy.Classes<TModel>(targets.Labels) : BiasVarianceStudy.Numbers;

    private static double ErrorOf(double prediction, Targets targets, int row)
    {
        var difference = prediction - targets.Values[row];
        return targets.Labels.Length == 0 ? difference * difference : difference == 0 ? 0 : 1;
    }

    private static double Mean(double[] values) => Sum.Of(values) / values.Length;
}
