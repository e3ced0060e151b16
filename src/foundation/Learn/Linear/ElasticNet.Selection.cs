using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

public sealed partial record ElasticNet
{
    /// <summary>Fits the path, and judges each λ by rows held out: every part of the rows by a path of the others.</summary>
    /// <param name="data">The rows; groups and times are kept apart as <see cref="Resampling.Folds"/> says.</param>
    /// <param name="context">Seed of the parts, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, the data have no target, or too few rows for the parts.</exception>
    /// <exception cref="DataException">The data cannot be learnt from; as of <see cref="Fit"/>.</exception>
    /// <exception cref="NotConvergedException">The sweeps are used up.</exception>
    public ElasticNetSelection CrossValidate(TabularData data, FitContext context)
    {
        var path = FitPath(data, context);
        var penalties = path.Penalties.ToArray();
        var folds = Resampling.Folds.Of(data, Folds, seed: context.Seed);
        var (errors, weights) = (new double[folds.Count][], new double[folds.Count]);
        for (var fold = 0; fold < folds.Count; fold++)
        {
            var held = data.Take(folds[fold].Held);
            (errors[fold], weights[fold]) = Errors(Follow(data.Take(folds[fold].Train), context, penalties), held, context);
        }

        var (means, deviations, total) = (new double[penalties.Length], new double[penalties.Length], Sum.Of(weights));
        for (var k = 0; k < penalties.Length; k++)
        {
            for (var fold = 0; fold < errors.Length; fold++)
                means[k] += weights[fold] * errors[fold][k] / total;
            for (var fold = 0; fold < errors.Length; fold++)
                deviations[k] += weights[fold] * (errors[fold][k] - means[k]) * (errors[fold][k] - means[k]) / total;
            deviations[k] = Math.Sqrt(deviations[k] / (errors.Length - 1));
        }

        return new ElasticNetSelection(path, means, deviations);
    }

    /// <summary>The mean squared error of each step of a path on rows held out, and their weight.</summary>
    private static (double[] Errors, double Weight) Errors(ElasticNetPath path, TabularData held, FitContext context)
    {
        var (x, target, errors) = (DesignMatrix.Of(held), DesignMatrix.Target(held), new double[path.Penalties.Length]);
        var loss = new SquaredRowLoss(target, x.Weights);
        var (shifts, weights, gradient) = (new double[x.Features], new double[x.Features + 1], new double[x.Features + 1]);
        for (var k = 0; k < errors.Length; k++)
        {
            path.Coefficients(k).CopyTo(weights);
            weights[^1] = path.Intercept(k);
            errors[k] = 2 * x.Pass(shifts, weights, gradient, loss, context.Threads, context.Cancellation) / x.WeightSum;
        }

        return (errors, x.WeightSum);
    }
}
