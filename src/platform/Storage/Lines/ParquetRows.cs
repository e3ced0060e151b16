using System.Globalization;
using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;
using Kirana.Data;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Lines;

/// <summary>Writes rows that come one after another as a Parquet file, compressed with zstd, however many there are.</summary>
/// <typeparam name="TRow">A row. It may be one object that is filled anew for each.</typeparam>
/// <remarks>Immutable. Memory holds one group of rows (122,880); the database that writes the file sees nothing but the file. The rows keep
/// their order, and each group tells its least and greatest values, so that readers of a sorted file skip what they do not ask for.</remarks>
public sealed class ParquetRows<TRow> where TRow : class
{
    private readonly IReadOnlyList<Column> _columns;

    /// <summary>Begins without columns.</summary>
    public ParquetRows() => _columns = [];

    private ParquetRows(IReadOnlyList<Column> columns) => _columns = columns;

    private delegate void Writer(TRow row, IDuckDBDataWriter target, ulong at);

    /// <summary>Adds a column of texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The text of a row; <see langword="null"/> where missing.</param>
    public ParquetRows<TRow> Text(string name, Func<TRow, string?> value) => With(name, typeof(string), (row, target, at) =>
    {
        if (value(row) is { } text)
            target.WriteValue(text, at);
        else
            target.WriteNull(at);
    });

    /// <summary>Adds a column of whole numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number of a row.</param>
    public ParquetRows<TRow> Whole(string name, Func<TRow, long> value) => With(name, typeof(long), (row, target, at) => target.WriteValue(value(row), at));

    /// <summary>Adds a column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number of a row; NaN where missing.</param>
    public ParquetRows<TRow> Number(string name, Func<TRow, double> value) => With(name, typeof(double), (row, target, at) =>
    {
        var number = value(row);
        if (double.IsNaN(number))
            target.WriteNull(at);
        else
            target.WriteValue(number, at);
    });

    /// <summary>Writes a file. It appears whole, or not at all.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="rows">The rows, read once; an exception they throw ends the writing and comes out as it is.</param>
    /// <exception cref="ArgumentException">There is no column, or two have one name.</exception>
    /// <exception cref="DataException"><c>disk-full</c>, <c>cannot-write</c>: the file cannot be written there.</exception>
    public void Write(string path, IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_columns.Count == 0 || _columns.DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase).Count() < _columns.Count)
            throw new ArgumentException("A table has at least one column, and no two of one name.");
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw ParquetFault.Refused(full, "its folder does not exist.", null);
        var partial = full + ".partial";
        try
        {
            ExceptionDispatchInfo? failure = null;
            Copy(partial, Guarded(rows, error => failure = ExceptionDispatchInfo.Capture(error)));
            failure?.Throw();
            File.Move(partial, full, overwrite: true);
        }
        catch (Exception error) when (error is DuckDBException or IOException or UnauthorizedAccessException)
        {
            throw ParquetFault.Refused(full, error.Message.Split('\n')[0], error);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void Copy(string partial, IEnumerable<TRow> rows)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        connection.RegisterTableFunction("rows", () => new TableFunction([.. _columns.Select(column => new ColumnInfo(column.Name, column.Kind))], rows), Emit);
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SET memory_limit = '512MB'; SET threads = 1; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;
            SET preserve_insertion_order = true; SET allowed_paths = [{DuckSession.Quote(partial)}]; SET enable_external_access = false;
            SET lock_configuration = true;
            COPY (SELECT * FROM rows()) TO {DuckSession.Quote(partial)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
            """);
        command.ExecuteNonQuery();
    }

    private void Emit(object? item, IDuckDBDataWriter[] writers, ulong at)
    {
        for (var i = 0; i < _columns.Count; i++)
            _columns[i].Write((TRow)item!, writers[i], at);
    }

    /// <summary>Ends the rows where they fail: an exception would lose its kind on its way through the database.</summary>
    private static IEnumerable<TRow> Guarded(IEnumerable<TRow> rows, Action<Exception> failed)
    {
        using var each = rows.GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext())
                    yield break;
            }
            catch (Exception error)
            {
                failed(error);
                yield break;
            }

            yield return each.Current;
        }
    }

    private ParquetRows<TRow> With(string name, Type kind, Writer write)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ParquetRows<TRow>([.. _columns, new Column(name, kind, write)]);
    }

    private sealed record Column(string Name, Type Kind, Writer Write);
}
