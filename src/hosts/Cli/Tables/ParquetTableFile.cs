using Kirana.Storage.Lines;

namespace Kirana.Cli.Tables;

/// <summary>A Parquet file.</summary>
/// <param name="path">Where it will be.</param>
/// <param name="columns">The columns.</param>
internal sealed class ParquetTableFile(string path, IReadOnlyList<(string Name, Type Kind)> columns) : TableFile
{
    private readonly ParquetTableWriter _writer = new(path, columns);

    /// <inheritdoc/>
    public override void Write(string text) => _writer.Write(text);

    /// <inheritdoc/>
    public override void Write(long number) => _writer.Write(number);

    /// <inheritdoc/>
    public override void Write(double number) => _writer.Write(number);

    /// <inheritdoc/>
    public override void EndRow() => _writer.EndRow();

    /// <inheritdoc/>
    public override void Complete() => _writer.Complete();

    /// <inheritdoc/>
    public override void Dispose() => _writer.Dispose();
}
