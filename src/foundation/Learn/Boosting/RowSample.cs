using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Boosting;

/// <summary>Draws the rows and features of a tree.</summary>
internal static class RowSample
{
    /// <summary>⌈fraction · n⌉ rows without repetition, ascending (Knuth's algorithm S).</summary>
    public static int[] Uniform(int rows, double fraction, ref RandomStream random)
    {
        var chosen = new int[Math.Max(1, (int)Math.Ceiling(rows * fraction))];
        for (int row = 0, taken = 0; taken < chosen.Length; row++)
            if (random.NextDouble() * (rows - row) < chosen.Length - taken)
                chosen[taken++] = row;
        return chosen;
    }

    /// <summary>GOSS: the rows of the greatest |g·h| summed over outputs, and a sample of the others, whose pairs, and weights if there are any,
    /// are weighted up in place.</summary>
    public static int[] OneSide(int rows, GradientPair[][] pairs, Span<float> weights, double top, double other, ref RandomStream random)
    {
        var size = new float[rows];
        foreach (var output in pairs)
            for (var i = 0; i < rows; i++)
                size[i] += Math.Abs(output[i].Gradient * output[i].Hessian);
        var sorted = (float[])size.Clone();
        Array.Sort(sorted);
        var (most, others) = (Math.Max(1, (int)(rows * top)), Math.Max(1, (int)(rows * other)));
        others = Math.Min(others, rows - most);
        var threshold = sorted[rows - most];

        // Of equal sizes at the threshold the first rows are kept.
        var ties = most - (rows - UpperBound(sorted, threshold));
        var weight = others == 0 ? 1 : (rows - most) / (float)others;
        var chosen = new List<int>(most + others);
        for (int row = 0, rest = rows - most, wanted = others; row < rows; row++)
        {
            if (size[row] > threshold || (size[row] == threshold && ties-- > 0))
            {
                chosen.Add(row);
                continue;
            }

            if (random.NextDouble() * rest-- >= wanted)
                continue;
            wanted--;
            chosen.Add(row);
            foreach (var output in pairs)
                output[row] = output[row].Times(weight);
            if (!weights.IsEmpty)
                weights[row] *= weight;
        }

        return [.. chosen];
    }

    /// <summary>⌈fraction · p⌉ features; <see langword="null"/> for all.</summary>
    public static bool[]? Features(int features, double fraction, ref RandomStream random)
    {
        if (fraction >= 1)
            return null;
        var order = Enumerable.Range(0, features).ToArray();
        random.Shuffle(order.AsSpan());
        var chosen = new bool[features];
        foreach (var feature in order.AsSpan(0, (int)Math.Ceiling(features * fraction)))
            chosen[feature] = true;
        return chosen;
    }

    private static int UpperBound(float[] sorted, float value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
