using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;

namespace Kirana.Learn.Selection;

/// <summary>Selections by learners that choose features as they learn, and the importances they choose by.</summary>
public static class EmbeddedSelection
{
    /// <summary>Keeps what the lasso or elastic net gives a coefficient; the price by cross-validation unless it is given.</summary>
    /// <param name="learner">The learner; the lasso, the simplest model within one standard error, by default.</param>
    public static ImportanceSelection<LinearModel> Lasso(ElasticNet? learner = null) => new(learner ?? new ElasticNet { Simplest = true }, OfLinear);

    /// <summary>Keeps what a logistic regression with absolute prices gives a coefficient.</summary>
    /// <param name="penalty">λ for each row, on standardised features; above 0 and finite.</param>
    /// <param name="l1Share">α, above 0 to 1; 1 by default.</param>
    /// <param name="rows">The number of rows that λ is multiplied by.</param>
    public static ImportanceSelection<LogisticModel> Logistic(double penalty, int rows, double l1Share = 1) =>
        new(new LogisticRegression { Penalty = penalty * rows, L1Share = l1Share, Standardises = true }, OfLogistic);

    /// <summary>Keeps what splits of a forest lower the impurity by, above its mean.</summary>
    /// <param name="learner">The learner; a random forest by default.</param>
    public static ImportanceSelection<Forest> Trees(RandomForest? learner = null) => new(learner ?? new RandomForest(), (model, _) => model.ImpurityImportance()) { Threshold = 1 };

    /// <summary>Keeps what splits of boosted trees gain by, above its mean.</summary>
    /// <param name="learner">The learner; gradient boosting by default.</param>
    public static ImportanceSelection<BoostedTrees> Boosting(GradientBoosting? learner = null) =>
        new(learner ?? new GradientBoosting(), (model, _) => model.Importance(ImportanceKind.Gain)) { Threshold = 1 };

    /// <summary>The importance of a linear model's features: the absolute coefficient times the feature's standard deviation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows it was fitted on.</param>
    public static double[] OfLinear(LinearModel model, TabularData data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var importances = Deviations(data);
        for (var f = 0; f < importances.Length; f++)
            importances[f] *= Math.Abs(model.Coefficients[f]);
        return importances;
    }

    /// <summary>The importance of a logistic model's features: the greatest absolute coefficient of any output times the feature's standard deviation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows it was fitted on.</param>
    public static double[] OfLogistic(LogisticModel model, TabularData data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var importances = Deviations(data);
        for (var f = 0; f < importances.Length; f++)
        {
            var most = 0.0;
            for (var output = 0; output < model.Outputs; output++)
                most = Math.Max(most, Math.Abs(model.Coefficients(output)[f]));
            importances[f] *= most;
        }

        return importances;
    }

    private static double[] Deviations(TabularData data)
    {
        var x = DesignMatrix.Of(data);
        return x.Deviations(x.Means);
    }
}
