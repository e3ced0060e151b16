using Kirana.Data.Tables;

namespace Kirana.Learn.Diagnosis;

/// <summary>A feature in the form in which it is examined.</summary>
internal sealed class ExaminedColumn
{
    private ExaminedColumn(Column source, double[] numbers, int[] cells, int distinct)
    {
        (Source, Numbers, Cells, Distinct) = (source, numbers, cells, distinct);
        Present = cells.Length - cells.AsSpan().Count(-1);
    }

    public Column Source { get; }

    public string Name => Source.Name;

    public bool IsNumber => Source is NumberColumn;

    /// <summary>The numbers, NaN where missing or infinite; none for categories.</summary>
    public double[] Numbers { get; }

    /// <summary>For each row the place of its value among the different ones, ascending for numbers; −1 where missing.</summary>
    public int[] Cells { get; }

    /// <summary>How many different values occur.</summary>
    public int Distinct { get; }

    /// <summary>How many rows have a value.</summary>
    public int Present { get; }

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
        return new ExaminedColumn(column, [], cells, distinct);
    }

    private static ExaminedColumn Of(NumberColumn column)
    {
        var (numbers, sorted, order) = (new double[column.Count], new double[column.Count], new int[column.Count]);
        var count = 0;
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = double.IsFinite(column[row]) ? column[row] : double.NaN;
            if (!double.IsNaN(numbers[row]))
                (sorted[count], order[count++]) = (numbers[row], row);
        }

        Array.Sort(sorted, order, 0, count);
        var (cells, distinct) = (new int[numbers.Length], 0);
        Array.Fill(cells, -1);
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && sorted[i] != sorted[i - 1])
                distinct++;
            cells[order[i]] = distinct;
        }

        return new ExaminedColumn(column, numbers, cells, count > 0 ? distinct + 1 : 0);
    }
}
