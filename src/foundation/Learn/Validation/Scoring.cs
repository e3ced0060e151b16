using Kirana.Learn.Metrics;

namespace Kirana.Learn.Validation;

/// <summary>The figures of <see cref="Metrics"/> as scores of predictions, with weights where rows have them.</summary>
/// <remarks>A score of two classes or of a number throws <see cref="ArgumentException"/> for predictions of another kind.</remarks>
public static class Scoring
{
    /// <summary>The area under the ROC curve; of more than two classes the mean over classes, each against the rest (Provost and Domingos 2000).</summary>
    public static Score RocArea { get; } = new("ROC area", true, of => OfScores(of, curve => curve.RocArea(), nameof(RocArea)));

    /// <summary>Average precision; of more than two classes the mean over classes, each against the rest.</summary>
    public static Score AveragePrecision { get; } = new("average precision", true, of => OfScores(of, curve => curve.AveragePrecision(), nameof(AveragePrecision)));

    /// <summary>The mean of −ln of the probability of the class that came.</summary>
    public static Score LogLoss { get; } = new("log loss", false, of => Probabilities(of, nameof(LogLoss)).Outputs == 1
        ? ProbabilityLoss.Log(Floats(of), of.Values, of.Weights)
        : ProbabilityLoss.Log(Places(of), of.Values, of.Weights));

    /// <summary>The Brier score, the mean squared error of a probability; of more than two classes summed over them.</summary>
    public static Score Brier { get; } = new("Brier score", false, of => Probabilities(of, nameof(Brier)).Outputs == 1
        ? ProbabilityLoss.Brier(Floats(of), of.Values, of.Weights)
        : Enumerable.Range(0, of.Outputs).Sum(k => ProbabilityLoss.Brier(IsOf(of, k), Column(of, k), of.Weights)));

    /// <summary>The share of rows that are called what they are.</summary>
    public static Score Accuracy { get; } = new("accuracy", true, of => Calls(of, nameof(Accuracy)).Accuracy);

    /// <summary>The mean recall of the classes that occur.</summary>
    public static Score BalancedAccuracy { get; } = new("balanced accuracy", true, of => Calls(of, nameof(BalancedAccuracy)).BalancedAccuracy);

    /// <summary>Matthews' correlation of true and called classes.</summary>
    public static Score Matthews { get; } = new("Matthews correlation", true, of => Calls(of, nameof(Matthews)).Matthews);

    /// <summary>The root of the mean squared error.</summary>
    public static Score RootMeanSquare { get; } = new("RMSE", false, of => RegressionErrors.RootMeanSquare(Numbers(of, nameof(RootMeanSquare)).Truths, of.Values, of.Weights));

    /// <summary>The mean absolute error.</summary>
    public static Score MeanAbsolute { get; } = new("MAE", false, of => RegressionErrors.MeanAbsolute(Numbers(of, nameof(MeanAbsolute)).Truths, of.Values, of.Weights));

    /// <summary>R², the share of the squared deviations that is explained.</summary>
    public static Score Determination { get; } = new("R²", true, of => RegressionErrors.Determination(Numbers(of, nameof(Determination)).Truths, of.Values, of.Weights));

    /// <summary>F-β of the positive class; of more than two classes the mean over those that occur or are called.</summary>
    /// <param name="beta">β, above 0: recall counts β times as much as precision; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not above 0.</exception>
    public static Score FBeta(double beta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        return new Score($"F{beta}", true, of => of.Labels.Count == 2 ? Calls(of, nameof(FBeta)).FBeta(1, beta) : Calls(of, nameof(FBeta)).MacroFBeta(beta));
    }

    /// <summary>The mean pinball loss of a predicted quantile.</summary>
    /// <param name="level">The level of the quantile, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level lies outside.</exception>
    public static Score Pinball(double level) => level is > 0 and < 1
        ? new Score($"pinball loss at {level}", false, of => RegressionErrors.Pinball(Numbers(of, nameof(Pinball)).Truths, of.Values, level, of.Weights))
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");

    /// <summary>The mean Tweedie deviance.</summary>
    /// <param name="power">0 normal, 1 Poisson, 2 gamma, between 1 and 2 sums with a share of zeros; 1 by default.</param>
    public static Score Deviance(double power = 1) =>
        new($"deviance of power {power}", false, of => RegressionErrors.Deviance(Numbers(of, nameof(Deviance)).Truths, of.Values, power, of.Weights));

    /// <summary>The mean over groups of the normalised discounted cumulative gain; the target is the relevance.</summary>
    /// <param name="cutoff">The places that count, at least 1; 10 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1.</exception>
    public static Score Ndcg(int cutoff = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        return new Score($"NDCG@{cutoff}", true, of =>
        {
            if (Numbers(of, nameof(Ndcg)).Groups.IsEmpty)
                throw new ArgumentException($"{nameof(Ndcg)} judges the order inside groups, and the data have none.", nameof(of));
            var groups = of.Groups.ToArray();
            return Enumerable.Range(0, of.Count).GroupBy(place => groups[place]).Average(group => Of([.. group]));

            double Of(int[] places) => RankedList.Ndcg(Floats(of.Take(places)), of.Take(places).Values, cutoff);
        });
    }

    /// <summary>What a decision by a fixed threshold is worth on average.</summary>
    /// <param name="values">What each outcome is worth; the threshold is that of <see cref="DecisionValues.Threshold"/>, right for calibrated probabilities.</param>
    public static Score Worth(DecisionValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        values.Check();
        return new Score("value per decision", true, of =>
            values.PerRow(ThresholdCurve.Of(Floats(Probabilities(Two(of, nameof(Worth)), nameof(Worth))), of.Values, of.Weights).At(values.Threshold)));
    }

    /// <summary>What predictions of their kind are judged by: the first is what a search goes by unless it is told another.</summary>
    /// <param name="predictions">Predictions of numbers, of two classes or of more, with probabilities or without.</param>
    public static IReadOnlyList<Score> For(RowPredictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return For(predictions.Labels.Count, predictions.AreProbabilities);
    }

    internal static IReadOnlyList<Score> For(int labels, bool areProbabilities) => labels switch
    {
        0 => [RootMeanSquare, MeanAbsolute, Determination],
        1 or 2 when areProbabilities => [RocArea, AveragePrecision, LogLoss, Brier, Accuracy, BalancedAccuracy, FBeta(), Matthews],
        1 or 2 => [RocArea, AveragePrecision, Accuracy, BalancedAccuracy, FBeta(), Matthews],
        _ when areProbabilities => [LogLoss, RocArea, Brier, Accuracy, BalancedAccuracy, FBeta(), Matthews],
        _ => [Accuracy, BalancedAccuracy, FBeta(), Matthews],
    };

    private static double OfScores(RowPredictions of, Func<ThresholdCurve, double> figure, string name)
    {
        if (of.Outputs == 1)
            return figure(ThresholdCurve.Of(Floats(Two(of, name)), of.Values, of.Weights));
        var known = Enumerable.Range(0, of.Outputs).Select(k => figure(ThresholdCurve.Of(IsOf(of, k), Column(of, k), of.Weights))).Where(double.IsFinite).ToArray();
        return known.Length == 0 ? double.NaN : known.Average();
    }

    private static RowPredictions Numbers(RowPredictions of, string name) => of.Labels.Count == 0
        ? of
        : throw new ArgumentException($"{name} judges predictions of a number, and the target is a class.", nameof(of));

    private static RowPredictions Two(RowPredictions of, string name) => of.Labels.Count is 1 or 2
        ? of
        : throw new ArgumentException($"{name} judges predictions of classes, and the target is {(of.Labels.Count == 0 ? "a number" : $"one of {of.Labels.Count}")}.", nameof(of));

    private static RowPredictions Probabilities(RowPredictions of, string name) => of.AreProbabilities
        ? of
        : throw new ArgumentException($"{name} judges probabilities, and the model gives {(of.Labels.Count == 0 ? "numbers" : "decision values; calibrate them, or choose another score")}.", nameof(of));

    private static ConfusionMatrix Calls(RowPredictions of, string name) => of.Labels.Count > 0
        ? ConfusionMatrix.Of(Places(of), of.Calls(), Math.Max(2, of.Labels.Count), of.Weights)
        : throw new ArgumentException($"{name} judges predictions of classes, and the target is a number.", nameof(of));

    private static float[] Floats(RowPredictions of) => [.. of.Truths.ToArray().Select(truth => (float)truth)];

    private static int[] Places(RowPredictions of) => Array.ConvertAll(of.Truths.ToArray(), truth => (int)truth);

    private static float[] IsOf(RowPredictions of, int k) => Array.ConvertAll(of.Truths.ToArray(), truth => (int)truth == k ? 1f : 0);

    private static double[] Column(RowPredictions of, int k)
    {
        var column = new double[of.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = of.Values[i * of.Outputs + k];
        return column;
    }
}
