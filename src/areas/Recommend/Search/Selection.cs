using System.Numerics;

namespace Kirana.Recommend.Search;

/// <summary>Parts the largest of some values from the rest without sorting them.</summary>
internal static class Selection
{
    private const int Few = 24;

    /// <summary>Brings the largest values to the front, in any order, and gives the least of them.</summary>
    /// <param name="values">The values; no NaN.</param>
    /// <param name="count">How many, 1 to all.</param>
    /// <remarks>Hoare, "Algorithm 65: find", CACM 1961, with the median of three; sorts what is left should the parts stay uneven.</remarks>
    public static T Largest<T>(Span<T> values, int count) where T : unmanaged, IComparisonOperators<T, T, bool>, IComparable<T>
    {
        var (first, last, rounds) = (0, values.Length - 1, 2 * BitOperations.Log2((uint)values.Length) + 2);
        while (last - first >= Few)
        {
            if (rounds-- == 0)
                break;
            var pivot = Median(values[first], values[(first + last) >>> 1], values[last]);
            var (left, right) = (first, last);
            while (left <= right)
            {
                while (values[left] > pivot)
                    left++;
                while (pivot > values[right])
                    right--;
                if (left > right)
                    break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }

            // Between right and left nothing but the pivot's equals stand.
            if (count - 1 <= right)
                last = right;
            else if (count - 1 >= left)
                first = left;
            else
                return pivot;
        }

        values[first..(last + 1)].Sort(static (x, y) => y.CompareTo(x));
        return values[count - 1];
    }

    private static T Median<T>(T x, T y, T z) where T : IComparisonOperators<T, T, bool> =>
        x > y ? (y > z ? y : x > z ? z : x) : x > z ? x : y > z ? z : y;
}
