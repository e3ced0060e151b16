using System.Collections.ObjectModel;
using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Learn;

/// <summary>A fitted model that knows the columns of its table and the labels of its classes.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public interface ITableModel
{
    /// <summary>The labels of the classes, in the order of probabilities; empty where the target was a number.</summary>
    ReadOnlyCollection<string> Labels { get; }

    /// <summary>The names and kinds of the features (p), in order. Numbers are of the kind <see cref="ColumnKind.Double"/>; columns of
    /// singles will do as well.</summary>
    Schema Schema { get; }

    /// <summary>The features of a table as rows that this model can predict: columns by name, texts as the codes of the fit.</summary>
    /// <param name="table">A table with the model's columns, and perhaps others.</param>
    /// <returns>The features (n × p), row by row; NaN where a value is missing or a text was not seen in the fit.</returns>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    float[] Encode(Table table);
}
