using Kirana.Data.Csv;

namespace Kirana.Cli.Tables;

/// <summary>A CSV file whose texts no spreadsheet runs as a formula.</summary>
internal sealed class CsvTableFile : TableFile
{
    private readonly string _path;
    private readonly string _partial;
    private readonly FileStream _stream;
    private readonly CsvWriter _csv;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be.</param>
    /// <param name="columns">The columns; only their names matter.</param>
    public CsvTableFile(string path, IReadOnlyList<(string Name, Type Kind)> columns)
    {
        _path = path;
        _partial = path + ".partial";
        _stream = new FileStream(_partial, FileMode.Create, FileAccess.Write);
        // Ids come from outside: what begins like a formula is shown as text.
        _csv = new CsvWriter(_stream, new CsvWriterOptions { GuardFormulas = true });
        _csv.WriteRecord([.. columns.Select(column => column.Name)]);
    }

    /// <inheritdoc/>
    public override void Write(string text) => _csv.Write(text);

    /// <inheritdoc/>
    public override void Write(long number) => _csv.Write(number);

    /// <inheritdoc/>
    public override void Write(double number) => _csv.Write(number);

    /// <inheritdoc/>
    public override void EndRow() => _csv.EndRecord();

    /// <inheritdoc/>
    public override void Complete()
    {
        _csv.Flush();
        _stream.Dispose();
        File.Move(_partial, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stream.Dispose();
        File.Delete(_partial);
    }
}
