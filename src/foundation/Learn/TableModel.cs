using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn;

/// <summary>What all models have that know the columns of their table.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract class TableModel : ITableModel
{
    private protected TableModel(FeatureColumn[] columns, string[] labels) => (Columns, Labels) = (columns, labels.AsReadOnly());

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels { get; }

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(Columns);

    /// <inheritdoc cref="IRegressor.Features"/>
    public int Features => Columns.Length;

    internal FeatureColumn[] Columns { get; }

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, Columns).ToRowMajor();
    }

    /// <summary>Refuses features that are not those of so many rows.</summary>
    private protected void CheckRows(ReadOnlySpan<float> rows, int count)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"There are {rows.Length} features for {count} rows; expected {Features} for each.", nameof(rows));
    }
}
