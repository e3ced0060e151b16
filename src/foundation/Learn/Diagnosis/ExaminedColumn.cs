using Kirana.Data.Tables;

namespace Kirana.Learn.Diagnosis;

/// <summary>A feature in the form in which it is examined.</summary>
internal sealed class ExaminedColumn
{
    // Not everyone who looks at the numbers needs them in order.
    private readonly Lazy<(int[] Cells, int Distinct)> _places;

    private ExaminedColumn(Column source, double[] numbers, int present, Func<(int[] Cells, int Distinct)> places) =>
        (Source, Numbers, Present, _places) = (source, numbers, present, new Lazy<(int[], int)>(places));

    public Column Source { get; }

    public string Name => Source.Name;

    public bool IsNumber => Source is NumberColumn;

    /// <summary>The numbers, NaN where missing or infinite; none for categories.</summary>
    public double[] Numbers { get; }

    /// <summary>For each row the place of its value among the different ones, ascending for numbers; −1 where missing.</summary>
    public int[] Cells => _places.Value.Cells;

    /// <summary>How many different values occur.</summary>
    public int Distinct => _places.Value.Distinct;

    /// <summary>How many rows have a value.</summary>
    public int Present { get; }

    /// <summary>The mean rank of each row's number, from 1 on, of a column without gaps.</summary>
    public double[] Ranks()
    {
        var (counts, below) = (new double[Distinct], 0.0);
        foreach (var cell in Cells)
            counts[cell]++;
        foreach (ref var own in counts.AsSpan())
            (own, below) = (below + (own + 1) / 2, below + own);
        return Array.ConvertAll(Cells, cell => counts[cell]);
    }

    /// <exception cref="Data.DataException"><c>wrong-kind</c>: it holds times.</exception>
    public static ExaminedColumn Of(Column column)
    {
        if (column is NumberColumn numbers)
            return Of(numbers);
        _ = Binning.TableSource.Describe(column);
        var categories = (CategoryColumn)column;
        var places = new int[categories.Levels.Count];
        Array.Fill(places, -1);
        var (cells, distinct) = (new int[categories.Count], 0);
        for (var row = 0; row < cells.Length; row++)
            if (categories.Codes[row] is var code && code == CategoryColumn.Missing)
                cells[row] = -1;
            else
                cells[row] = places[code] >= 0 ? places[code] : places[code] = distinct++;
        return new ExaminedColumn(column, [], cells.Length - cells.AsSpan().Count(-1), () => (cells, distinct));
    }

    private static ExaminedColumn Of(NumberColumn column)
    {
        var (numbers, present) = (new double[column.Count], 0);
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = double.IsFinite(column[row]) ? column[row] : double.NaN;
            present += double.IsNaN(numbers[row]) ? 0 : 1;
        }

        return new ExaminedColumn(column, numbers, present, () => Places(numbers, present));
    }

    private static (int[] Cells, int Distinct) Places(double[] numbers, int present)
    {
        var (sorted, order, count) = (new double[present], new int[present], 0);
        for (var row = 0; row < numbers.Length; row++)
            if (!double.IsNaN(numbers[row]))
                (sorted[count], order[count++]) = (numbers[row], row);
        Array.Sort(sorted, order);
        var (cells, distinct) = (new int[numbers.Length], 0);
        Array.Fill(cells, -1);
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && sorted[i] != sorted[i - 1])
                distinct++;
            cells[order[i]] = distinct;
        }

        return (cells, count > 0 ? distinct + 1 : 0);
    }
}
