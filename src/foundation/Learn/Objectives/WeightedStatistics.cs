namespace Kirana.Learn.Objectives;

/// <summary>Mean and quantile of weighted targets.</summary>
internal static class WeightedStatistics
{
    /// <summary>The mean; an empty span of weights means that all are 1.</summary>
    public static double Mean(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var w = weights.IsEmpty ? 1 : (double)weights[i];
            sum += w * values[i];
            weight += w;
        }

        return weight > 0 ? sum / weight : 0;
    }

    /// <summary>The least value q such that at least a share <paramref name="level"/> of the weight is at or below it.</summary>
    /// <remarks>Both spans are put into order. An empty span of weights means that all are 1; then the quantile interpolates
    /// between neighbours, at position level · (n − 1).</remarks>
    public static double Quantile(Span<double> values, Span<double> weights, double level)
    {
        if (values.IsEmpty)
            return 0;
        if (weights.IsEmpty)
        {
            values.Sort();
            var at = level * (values.Length - 1);
            var below = (int)at;
            return below + 1 < values.Length ? values[below] + (at - below) * (values[below + 1] - values[below]) : values[^1];
        }

        values.Sort(weights);
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i];
            if (sum >= level * total && weights[i] > 0)
                return values[i];
        }

        return values[^1];
    }

    public static double Quantile(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, double level)
    {
        var (v, w) = (new double[values.Length], new double[weights.Length]);
        for (var i = 0; i < v.Length; i++)
            v[i] = values[i];
        for (var i = 0; i < w.Length; i++)
            w[i] = weights[i];
        return Quantile(v, w, level);
    }
}
