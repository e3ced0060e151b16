using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

/// <summary>Sorts a feature's values with their rows.</summary>
internal static class ValueSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <summary>All values in ascending order: equal ones in the order of their rows, missing ones at the end.</summary>
    /// <remarks>A radix sort by the values' keys; a pass over digits that are all the same is left out.</remarks>
    /// <param name="values">The value of each row.</param>
    /// <param name="scratch">As long as the values.</param>
    public static ValueOfRow[] Sort(ReadOnlySpan<float> values, ValueOfRow[] scratch)
    {
        var (from, to) = (new ValueOfRow[values.Length], scratch);
        for (var row = 0; row < from.Length; row++)
            from[row] = new ValueOfRow(values[row], row);
        Span<int> starts = stackalloc int[Digits];
        for (var shift = 0; shift < 32; shift += DigitBits)
        {
            starts.Clear();
            foreach (var own in from)
                starts[Digit(own.Value, shift)]++;
            if (starts[Digit(from[0].Value, shift)] == from.Length)
                continue;
            var sum = 0;
            foreach (ref var start in starts)
                (start, sum) = (sum, sum + start);
            foreach (var own in from)
                to[starts[Digit(own.Value, shift)]++] = own;
            (from, to) = (to, from);
        }

        if (!ReferenceEquals(from, scratch))
            return from;
        from.CopyTo(to, 0);
        return to;
    }

    private static int Digit(float value, int shift)
    {
        var key = float.IsNaN(value) ? uint.MaxValue : (uint)(SortableFloats.Key(value) ^ int.MinValue);
        return (int)(key >> shift & Digits - 1);
    }
}
