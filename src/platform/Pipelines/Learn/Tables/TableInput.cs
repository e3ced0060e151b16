using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.Fitting;
using Kirana.Data.JsonLines;
using Kirana.Data.Libsvm;
using Kirana.Data.Lines;
using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>A file with a table: CSV, JSON Lines or LIBSVM text, packed or not, or a format that the caller opens, such as Parquet.</summary>
public sealed class TableInput
{
    // Tables of measured genes or words are that wide; what is no table at all is wider.
    private const int MostColumns = 200_000;
    private const int MostRecordBytes = 64 << 20;

    private static readonly LineReaderOptions s_lines = new()
    {
        Csv = new CsvOptions { MaxColumns = MostColumns, MaxRecordBytes = MostRecordBytes }, JsonLines = new JsonLinesOptions { MaxColumns = MostColumns, MaxRecordBytes = MostRecordBytes },
    };

    private readonly string _path;
    private readonly Func<ILineReader>? _open;

    private TableInput(string path, Func<ILineReader>? open, bool isSparse) => (_path, _open, IsSparse) = (path, open, isSparse);

    /// <summary>Whether the file holds sparse rows, LIBSVM text, whose columns are called label, qid, f1, f2, ….</summary>
    public bool IsSparse { get; }

    /// <summary>The file's name.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="open">Opens it where it is of a format that this room does not know; <see langword="null"/> else.</param>
    /// <exception cref="DataException"><c>no-such-file</c>, <c>is-directory</c>.</exception>
    public static TableInput Of(string path, Func<ILineReader>? open = null)
    {
        if (Directory.Exists(path))
            throw new DataException($"'{path}' is a directory.") { Code = "is-directory", File = path, Hint = "Name one file with a table." };
        if (!File.Exists(path))
            throw new DataException($"There is no file '{path}'.") { Code = "no-such-file", File = path, Hint = "Check the name and the folder." };
        return new TableInput(path, open, open is null && LibsvmReader.Knows(Bytes(path), path));
    }

    /// <summary>Reads the whole table.</summary>
    /// <param name="kinds">The kinds of columns that are known, by name; the others are found out.</param>
    /// <param name="progress">Told how many bytes are read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DataException">The file is damaged, or a field is not of its column's kind.</exception>
    public Table Read(IReadOnlyDictionary<string, ColumnKind> kinds, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        if (IsSparse)
        {
            using var rows = new LibsvmReader(Bytes(_path), Name);
            return LibsvmTable.Read(rows);
        }

        using var lines = new WatchedLines(Lines(), Length, progress, cancellation);
        var names = lines.Columns.ToHashSet(StringComparer.Ordinal);
        var known = kinds.Where(kind => names.Contains(kind.Key)).ToDictionary(StringComparer.Ordinal);
        var table = TableReader.Read(lines, new TableReaderOptions { Kinds = known });
        foreach (var column in table.Columns.OfType<CategoryColumn>().Where(column => !known.ContainsKey(column.Name)))
            MixedColumn.Check(column, Name);
        return table;
    }

    /// <summary>Reads the whole table with the columns and kinds of another one.</summary>
    /// <param name="other">The other table.</param>
    /// <param name="progress">Told how many bytes are read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DataException">The file is damaged, or a field is not of its column's kind.</exception>
    public Table ReadLike(Table other, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!IsSparse)
            return Read(other.Columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal), progress, cancellation);
        using var rows = new LibsvmReader(Bytes(_path), Name);
        return LibsvmTable.Read(rows, Sparse(other.Columns.Select(column => column.Name)));
    }

    /// <summary>Reads columns of the table part by part.</summary>
    /// <param name="columns">The columns and their kinds; those of <paramref name="optional"/> may be absent.</param>
    /// <param name="optional">Columns that are read where they are there.</param>
    /// <param name="rows">The most rows of a part, at least 1.</param>
    /// <param name="progress">Told how many bytes are read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DataException"><c>missing-column</c>, which names the nearest one there is; or the file is damaged.</exception>
    public IEnumerable<Table> ReadParts(
        Schema columns, IReadOnlyDictionary<string, ColumnKind> optional, int rows, IProgress<FitProgress>? progress, CancellationToken cancellation) =>
        IsSparse ? SparseParts(Sparse(columns.Columns.Select(column => column.Name)), rows, progress, cancellation) : DenseParts(columns, optional, rows, progress, cancellation);

    private IEnumerable<Table> SparseParts(string[] features, int rows, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        using var reader = new LibsvmReader(Bytes(_path), Name);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = LibsvmTable.Read(reader, features, rows);
            progress?.Report(new FitProgress("", reader.BytesRead, Length));
            if (part.RowCount == 0)
                yield break;
            yield return part;
        }
    }

    private IEnumerable<Table> DenseParts(
        Schema columns, IReadOnlyDictionary<string, ColumnKind> optional, int rows, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var file = Lines();
        string[] names = [.. file.Columns];
        var known = names.ToHashSet(StringComparer.Ordinal);
        var kinds = columns.Columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal);
        if (kinds.Keys.FirstOrDefault(name => !known.Contains(name)) is { } missing)
        {
            file.Dispose();
            throw ColumnNames.Missing(missing, names, Name);
        }

        foreach (var (name, kind) in optional.Where(column => known.Contains(column.Key)))
            kinds.TryAdd(name, kind);
        int[] places = [.. Enumerable.Range(0, names.Length).Where(place => kinds.ContainsKey(names[place]))];
        using var lines = new WatchedLines(file, Length, progress, cancellation, places);
        while (true)
        {
            lines.Allow(rows);
            var part = TableReader.Read(lines, new TableReaderOptions { Kinds = kinds });
            if (part.RowCount > 0)
                yield return part;
            if (part.RowCount < rows)
                yield break;
        }
    }

    // Label and group are read in any case.
    private static string[] Sparse(IEnumerable<string> columns) => [.. columns.Where(name => name is not (LibsvmTable.Label or LibsvmTable.Group))];

    private long Length => new FileInfo(_path).Length;

    private ILineReader Lines() => _open is not null ? _open() : LineReaders.Open(Bytes(_path), Name, s_lines);

    private static FileStream Bytes(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
}
