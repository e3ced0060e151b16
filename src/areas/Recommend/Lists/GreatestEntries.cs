using System.Buffers;

namespace Kirana.Recommend.Lists;

/// <summary>Takes the entries of a row that are greatest in absolute value, in their order.</summary>
/// <remarks>Where a tenth of a row or more is kept, a heap sinks nearly every entry. So entries are counted by the leading bits of their size, which tells below which size none
/// is kept, and only the others are sorted: O(n + k log k) for k of n.</remarks>
internal static class GreatestEntries
{
    /// <summary>Exponent and four bits of the mantissa: sizes of one count differ by a sixteenth at most.</summary>
    private const int CountedBits = 12;

    private const int RestBits = 31 - CountedBits;
    private const uint SizeBits = 0x7FFFFFFF;
    private const uint Infinity = 0x7F800000;

    /// <summary>Takes them: the greatest first, of equal ones the lower place; neither zeros nor NaN.</summary>
    /// <param name="row">The entries.</param>
    /// <param name="most">The most that are kept.</param>
    /// <returns>The places and what stands there, signs kept.</returns>
    public static (int[] Places, float[] Values) Of(ReadOnlySpan<float> row, int most)
    {
        Span<int> counts = stackalloc int[1 << CountedBits];
        counts.Clear();
        foreach (var value in row)
            counts[(int)(SizeOf(value) >> RestBits)]++;
        var (least, upTo) = (counts.Length - 1, counts[^1]);
        while (least > 0 && upTo < most)
            upTo += counts[--least];
        var floor = Math.Max(1, (uint)least << RestBits);

        var rented = ArrayPool<ulong>.Shared.Rent(upTo);
        var count = 0;
        for (var place = 0; place < row.Length; place++)
            if (SizeOf(row[place]) is var size && size >= floor)
                rented[count++] = (ulong)~size << 32 | (uint)place;
        rented.AsSpan(0, count).Sort();
        var (places, values) = (new int[Math.Min(most, count)], new float[Math.Min(most, count)]);
        for (var i = 0; i < places.Length; i++)
            (places[i], values[i]) = ((int)(uint)rented[i], row[(int)(uint)rented[i]]);
        ArrayPool<ulong>.Shared.Return(rented);
        return (places, values);
    }

    /// <summary>The bits of a size are in the order of sizes; those of NaN count as 0.</summary>
    private static uint SizeOf(float value) => (BitConverter.SingleToUInt32Bits(value) & SizeBits) is var bits && bits <= Infinity ? bits : 0;
}
