using System.Runtime.CompilerServices;

namespace Kirana.Learn.Binning;

/// <summary>Finds the different values of features that have only a few, without sorting.</summary>
internal static class FewValues
{
    /// <summary>The most values that are few.</summary>
    public const int Most = 16;

    /// <summary>Counts the rows of each value; missing ones, NaN, are left out.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="distinct">Takes the different values, ascending; <see cref="Most"/> places.</param>
    /// <param name="counts">Takes the rows of each; as many places.</param>
    /// <returns>How many different values there are; −1 where they are not few.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<float> values, Span<float> distinct, Span<int> counts)
    {
        var (found, last) = (0, 0);
        foreach (var value in values)
        {
            // Most rows have the value of the row before.
            if (found > 0 && value == distinct[last])
            {
                counts[last]++;
                continue;
            }

            if (float.IsNaN(value))
                continue;
            for (last = 0; last < found && distinct[last] < value;)
                last++;
            if (last == found || distinct[last] != value)
            {
                if (found == Most)
                    return -1;
                distinct[last..found].CopyTo(distinct[(last + 1)..]);
                counts[last..found].CopyTo(counts[(last + 1)..]);
                (distinct[last], counts[last]) = (value, 0);
                found++;
            }

            counts[last]++;
        }

        return found;
    }
}
