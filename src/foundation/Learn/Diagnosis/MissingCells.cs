using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Diagnosis;

/// <summary>Which values are missing together.</summary>
internal sealed class MissingCells
{
    private const int MostPatterns = 10;
    private const int FewestGaps = 5;

    private readonly ExaminedColumn[] _columns;

    public MissingCells(ExaminedColumn[] columns)
    {
        _columns = columns;
        var rows = columns[0].Cells.Length;
        // Patterns are told apart by 128 bits: the sum over missing columns of a number drawn for each.
        var keys = new UInt128[rows];
        for (var f = 0; f < columns.Length; f++)
        {
            var own = Key(f);
            for (var row = 0; row < rows; row++)
                if (columns[f].Cells[row] < 0)
                    keys[row] += own;
        }

        var counts = new Dictionary<UInt128, (int First, int Rows)>();
        for (var row = 0; row < rows; row++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, keys[row], out var isKnown);
            entry = (isKnown ? entry.First : row, entry.Rows + 1);
        }

        Distinct = counts.Count;
        Patterns = new([.. counts.Values.OrderByDescending(entry => entry.Rows).ThenBy(entry => entry.First).Take(MostPatterns).Select(entry => Pattern(entry.First, entry.Rows))]);
    }

    /// <summary>The most frequent patterns.</summary>
    public ReadOnlyCollection<MissingPattern> Patterns { get; }

    /// <summary>How many patterns there are.</summary>
    public int Distinct { get; }

    /// <summary>Groups of two columns or more that are missing in just the same rows.</summary>
    public IEnumerable<ExaminedColumn[]> Together()
    {
        var groups = new Dictionary<UInt128, List<ExaminedColumn>>();
        foreach (var column in _columns)
        {
            if (column.Cells.Length - column.Present < FewestGaps || column.Present == 0)
                continue;
            UInt128 key = 0;
            for (var row = 0; row < column.Cells.Length; row++)
                if (column.Cells[row] < 0)
                    key += Key(row);
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = [];
            group.Add(column);
        }

        return groups.Values.Where(group => group.Count > 1).Select(group => group.ToArray());
    }

    private MissingPattern Pattern(int row, int rows) => new(new([.. _columns.Where(column => column.Cells[row] < 0).Select(column => column.Name)]), rows);

    /// <summary>Two rounds of splitmix64 (Steele, Lea and Flood 2014).</summary>
    private static UInt128 Key(int index)
    {
        var high = Mixed(2 * (ulong)index + 1);
        return new UInt128(high, Mixed(high ^ (2 * (ulong)index + 2)));
    }

    private static ulong Mixed(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
