using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Lines;

/// <summary>Reads a Parquet file as lines of text fields, so that it meets the same checks as any other import.</summary>
/// <remarks>Not thread-safe. The database that reads the file sees that file and nothing else. Dates and times come as ISO 8601 text,
/// nested values as the text DuckDB gives them.</remarks>
public sealed class ParquetLineReader : ILineReader
{
    private const int RawBytes = 4096;

    private readonly string _path;
    private readonly long _bytes;
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _rows;
    private readonly long _rowCount;
    private readonly byte[][] _fields;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-parquet</c>: the file is cut, damaged or no Parquet file.</exception>
    public ParquetLineReader(string path)
    {
        _path = Path.GetFullPath(path);
        _bytes = new FileInfo(_path).Length;
        Name = Path.GetFileName(path);
        _command = _connection.CreateCommand();
        try
        {
            _connection.Open();
            var file = DuckSession.Quote(_path);
            Run($"""
                SET memory_limit = '512MB'; SET threads = 1; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;
                SET preserve_insertion_order = true; SET TimeZone = 'UTC'; SET allowed_paths = [{file}]; SET enable_external_access = false;
                SET lock_configuration = true;
                """);
            _command.CommandText = $"SELECT num_rows FROM parquet_file_metadata({file})";
            _rowCount = Convert.ToInt64(_command.ExecuteScalar(), CultureInfo.InvariantCulture);
            _command.CommandText = $"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet({file})";
            _command.UseStreamingMode = true;
            _rows = _command.ExecuteReader();
        }
        catch (DuckDBException error)
        {
            Close();
            throw Damaged(error);
        }

        Columns = [.. Enumerable.Range(0, _rows.FieldCount).Select(_rows.GetName)];
        _fields = new byte[Columns.Count][];
    }

    /// <summary>Whether a file begins as Parquet files do.</summary>
    /// <param name="path">The file; a file that is not there is none.</param>
    public static bool Knows(string path)
    {
        if (!File.Exists(path))
            return false;
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PAR1"u8);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The one-based number of the current row.</summary>
    public long Line { get; private set; }

    /// <summary>Always <see langword="null"/>: a Parquet file is damaged as a whole or not at all.</summary>
    public LineFault? Fault => null;

    /// <summary>The current row as text fields with commas between them.</summary>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            var text = string.Join(',', _fields.Select(Encoding.UTF8.GetString));
            var bytes = Encoding.UTF8.GetBytes(text);
            return bytes.AsSpan(0, Math.Min(bytes.Length, RawBytes));
        }
    }

    /// <summary>The file's bytes in proportion to the rows read.</summary>
    public long BytesRead => _rowCount == 0 ? _bytes : (long)((double)_bytes * Line / _rowCount);

    /// <inheritdoc/>
    public bool TryRead()
    {
        try
        {
            if (!_rows.Read())
                return false;
            for (var column = 0; column < _fields.Length; column++)
                _fields[column] = _rows.IsDBNull(column) ? [] : Encoding.UTF8.GetBytes(_rows.GetString(column));
        }
        catch (DuckDBException error)
        {
            throw Damaged(error);
        }

        Line++;
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => _fields[column];

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        Close();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Close()
    {
        _command.Dispose();
        _connection.Dispose();
    }

    private DataException Damaged(DuckDBException error) => new($"{Name} cannot be read as Parquet: {error.Message.Split('\n')[0]}", error)
    {
        Code = "bad-parquet", File = _path, Row = Line + 1, Hint = "The file may be cut or damaged; export it again.",
    };
}
