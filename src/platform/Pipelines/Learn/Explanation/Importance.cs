using Kirana.Numerics.Random;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>Measures what features are worth.</summary>
/// <remarks>Fisher, Rudin and Dominici, "All models are wrong, but many are useful", JMLR 2019: the loss when a feature's values are shuffled among the
/// rows judged by, less the loss as they are. The loss is the root mean squared error for numbers, the mean log loss for classes, 1 − NDCG for lists.</remarks>
internal static class Importance
{
    private const int MostRows = 2_000;

    // Other models than trees take many times as long for a prediction.
    private const int FewerRows = 500;
    private const int Repetitions = 3;

    /// <summary>The features that gained most in training, the best first.</summary>
    /// <param name="result">The model and the rows it is judged by.</param>
    /// <param name="most">How many.</param>
    /// <param name="seed">The seed of the shuffling.</param>
    /// <param name="cancellation">Looked at before each feature.</param>
    public static IReadOnlyList<FeatureImportance> Of(LearnResult result, int most, ulong seed, CancellationToken cancellation)
    {
        var fitted = result.Model.Fitted;
        var sum = Math.Max(double.Epsilon, fitted.Gain.Sum());
        var losses = new SampleLoss(result, fitted.Model is Kirana.Learn.IExplainable ? MostRows : FewerRows);
        var before = losses.Of(losses.Rows.AsSpan());
        var found = new List<FeatureImportance>();
        foreach (var feature in Enumerable.Range(0, fitted.Features.Count).Where(i => fitted.Gain[i] > 0).OrderByDescending(i => fitted.Gain[i]).Take(most))
        {
            cancellation.ThrowIfCancellationRequested();
            var increases = new double[Repetitions];
            for (var repetition = 0; repetition < Repetitions; repetition++)
                increases[repetition] = losses.Of(Shuffled(losses, feature, new RandomStream(seed, (ulong)(feature * Repetitions + repetition)))) - before;
            var mean = increases.Average();
            var spread = increases.Sum(own => (own - mean) * (own - mean)) / (Repetitions - 1);
            found.Add(new FeatureImportance(fitted.Features[feature], fitted.Gain[feature] / sum, mean, Math.Sqrt(spread / Repetitions)));
        }

        return found;
    }

    private static float[] Shuffled(SampleLoss losses, int feature, RandomStream random)
    {
        var (rows, width) = ((float[])losses.Rows.Clone(), losses.Width);
        var values = new float[rows.Length / width];
        for (var row = 0; row < values.Length; row++)
            values[row] = rows[row * width + feature];
        random.Shuffle(values.AsSpan());
        for (var row = 0; row < values.Length; row++)
            rows[row * width + feature] = values[row];
        return rows;
    }
}
