using Kirana.Data.Tables;
using Kirana.Numerics.Random;

namespace Kirana.Pipelines.Learn.Scores;

/// <summary>What one would predict without looking at any feature.</summary>
internal static class Baseline
{
    /// <summary>The mean of the training target, the share of each class in it, or a random order.</summary>
    /// <param name="task">The task.</param>
    /// <param name="target">The training target.</param>
    /// <param name="labels">The classes in the model's order.</param>
    /// <param name="rows">How many rows to predict.</param>
    /// <param name="seed">The seed of the random order.</param>
    public static float[] Predict(LearnTask task, Column target, IReadOnlyList<string> labels, int rows, ulong seed)
    {
        if (task == LearnTask.Ranking)
        {
            var random = new RandomStream(seed);
            var scores = new float[rows];
            for (var row = 0; row < rows; row++)
                scores[row] = (float)random.NextDouble();
            return scores;
        }

        float[] one = task == LearnTask.Regression ? [Mean((NumberColumn)target)] : Shares((CategoryColumn)target, labels);
        if (task == LearnTask.Binary)
            one = [one[1]];
        var all = new float[rows * one.Length];
        for (var row = 0; row < rows; row++)
            one.CopyTo(all, row * one.Length);
        return all;
    }

    private static float Mean(NumberColumn target)
    {
        var sum = 0.0;
        for (var row = 0; row < target.Count; row++)
            sum += target[row];
        return (float)(sum / target.Count);
    }

    private static float[] Shares(CategoryColumn target, IReadOnlyList<string> labels)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < target.Count; row++)
            if (target[row] is { } label)
                counts[label] = counts.GetValueOrDefault(label) + 1;
        return [.. labels.Select(label => counts.GetValueOrDefault(label) / (float)target.Count)];
    }
}
