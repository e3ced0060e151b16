using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>The rows that a step learns from, as the steps before it left them.</summary>
/// <param name="Values">The features (n × p), row by row.</param>
/// <param name="Columns">What they are (p); the levels of categories are those that occur, in ordinal order.</param>
/// <param name="Weights">The weight of each row, above 0; all are 1 where empty.</param>
/// <param name="Data">The table itself, for its roles.</param>
/// <param name="Seed">The seed of the fit.</param>
internal sealed record TrainingRows(float[] Values, FeatureColumn[] Columns, float[] Weights, TabularData Data, ulong Seed)
{
    public int Rows => Data.RowCount;

    public int Width => Columns.Length;

    public float Weight(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <summary>Names for new columns that no column has.</summary>
    public NewNames NewNames(IEnumerable<int> kept) =>
        new([.. kept.Select(f => Columns[f].Name), .. new[] { Data.Target?.Name, Data.Weight?.Name, Data.Group?.Name, Data.Time?.Name }.OfType<string>()]);

    /// <summary>The values of one column.</summary>
    public void Read(int column, Span<float> values)
    {
        for (int row = 0, at = column; row < values.Length; row++, at += Width)
            values[row] = Values[at];
    }

    /// <summary>The finite values of one column in ascending order with their weights.</summary>
    public SortedValues Sorted(int column)
    {
        var values = new float[Rows];
        Read(column, values);
        return SortedValues.Of(values, Weights);
    }
}
