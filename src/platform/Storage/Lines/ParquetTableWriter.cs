using System.Globalization;
using DuckDB.NET.Data;
using Kirana.Data;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Lines;

/// <summary>Writes a table as a Parquet file, compressed with zstd.</summary>
/// <remarks>Not thread-safe. Rows are collected in a database in memory, which sees nothing but the file; the file appears whole at
/// <see cref="Complete"/>, or not at all. Every row must have a value for each column, in order.</remarks>
public sealed class ParquetTableWriter : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly DuckDBAppender _rows;
    private IDuckDBAppenderRow? _row;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="columns">Each column's name, and what it holds: <see cref="string"/>, <see cref="long"/> or <see cref="double"/>.</param>
    /// <exception cref="ArgumentException">There is no column, two have one name, or one holds something else.</exception>
    /// <exception cref="DataException"><c>cannot-write</c>: the folder does not exist.</exception>
    public ParquetTableWriter(string path, params IReadOnlyList<(string Name, Type Kind)> columns)
    {
        _path = Path.GetFullPath(path);
        _partial = _path + ".partial";
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
            throw ParquetFault.Refused(_path, "its folder does not exist.", null);
        if (columns.Count == 0 || columns.DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase).Count() < columns.Count)
            throw new ArgumentException("A table has at least one column, and no two of one name.", nameof(columns));
        var types = columns.Select(column =>
            column.Kind == typeof(string) ? "VARCHAR" : column.Kind == typeof(long) ? "BIGINT" : column.Kind == typeof(double) ? "DOUBLE"
            : throw new ArgumentException($"The column '{column.Name}' holds {column.Kind.Name}; expected String, Int64 or Double.", nameof(columns)));
        var list = string.Join(", ", columns.Zip(types, (column, type) => $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {type}"));
        _connection.Open();
        Run($"""
            SET memory_limit = '1GB'; SET threads = 1; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;
            SET temp_directory = {DuckSession.Quote(_partial + ".scratch")}; SET preserve_insertion_order = true;
            SET allowed_paths = [{DuckSession.Quote(_partial)}]; SET enable_external_access = false; SET lock_configuration = true;
            CREATE TABLE rows ({list});
            """);
        _rows = _connection.CreateAppender("rows");
    }

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text; <see langword="null"/> where missing.</param>
    public void Write(string? text) => _ = text is null ? Row.AppendNullValue() : Row.AppendValue(text);

    /// <summary>Writes a whole number.</summary>
    /// <param name="number">The number.</param>
    public void Write(long number) => Row.AppendValue(number);

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number; NaN where missing.</param>
    public void Write(double number) => _ = double.IsNaN(number) ? Row.AppendNullValue() : Row.AppendValue(number);

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        Row.EndRow();
        _row = null;
    }

    /// <summary>Makes the file visible. May be called once, after the last row.</summary>
    /// <exception cref="DataException"><c>disk-full</c>, <c>cannot-write</c>: the file cannot be written there.</exception>
    public void Complete()
    {
        _rows.Close();
        try
        {
            Run(string.Create(CultureInfo.InvariantCulture, $"COPY rows TO {DuckSession.Quote(_partial)} (FORMAT parquet, COMPRESSION zstd)"));
            File.Move(_partial, _path, overwrite: true);
        }
        catch (Exception error) when (error is DuckDBException or IOException or UnauthorizedAccessException)
        {
            throw ParquetFault.Refused(_path, error.Message.Split('\n')[0], error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
        File.Delete(_partial);
        if (Directory.Exists(_partial + ".scratch"))
            Directory.Delete(_partial + ".scratch", recursive: true);
    }

    private IDuckDBAppenderRow Row => _row ??= _rows.CreateRow();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
