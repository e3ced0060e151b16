using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Trees.Kernels;

/// <summary>The loops over rows and the cells they list.</summary>
internal static class CellLists
{
    /// <summary>The place of each value among the different ones; behind them where it is missing.</summary>
    /// <param name="values">The values.</param>
    /// <param name="distinct">The different ones, ascending.</param>
    /// <param name="codes">Takes the places; all 0 before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(ReadOnlySpan<float> values, ReadOnlySpan<float> distinct, Span<byte> codes)
    {
        codes = codes[..values.Length];
        for (var k = 0; k < distinct.Length; k++)
        {
            // Not "greater": what is missing compares as false with everything and so ends behind the others.
            var own = distinct[k];
            for (var i = 0; i < values.Length; i++)
                codes[i] += values[i] <= own ? (byte)0 : (byte)1;
        }
    }

    /// <summary>The rows whose code is another one, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Unusual(ReadOnlySpan<byte> codes, byte usual)
    {
        var rows = new int[codes.Length - codes.Count(usual)];
        var at = 0;
        for (var row = codes.IndexOfAnyExcept(usual); at < rows.Length; row++)
        {
            rows[at] = row;
            at += codes[row] != usual ? 1 : 0;
        }

        return rows;
    }

    /// <summary>Adds 1 behind the place of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<int> rows, Span<int> counts)
    {
        foreach (var row in rows)
            counts[row + 1]++;
    }

    /// <summary>Lists the cell of each row at the row's next place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Append(ReadOnlySpan<int> rows, ReadOnlySpan<byte> codes, int firstCell, Span<int> next, Span<int> listed)
    {
        foreach (var row in rows)
            listed[next[row]++] = firstCell + codes[row];
    }

    /// <summary>Adds rows to the cells they list.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="starts">Where the cells of each row of the table begin, and where those of the last one end.</param>
    /// <param name="listed">The cells; each must be a place of <paramref name="sums"/>, which is not checked.</param>
    /// <param name="targets">Weight × target of each row of the table.</param>
    /// <param name="weights">The weight of each; all are 1 where empty.</param>
    /// <param name="sums">The sums of the cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ReadOnlySpan<int> listed, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, Span<CellSums> sums)
    {
        ref var sum0 = ref MemoryMarshal.GetReference(sums);
        foreach (var row in rows)
        {
            var (target, weight) = (targets[row], weights.IsEmpty ? 1.0 : weights[row]);
            foreach (var cell in listed[starts[row]..starts[row + 1]])
            {
                ref var sum = ref Unsafe.Add(ref sum0, (nint)cell);
                sum.Target += target;
                sum.Weight += weight;
                sum.Rows++;
            }
        }
    }
}
