using Kirana.Pipelines.Learn.Tables;
using Kirana.Storage.Lines;

namespace Kirana.Cli.Tables;

/// <summary>Opens files with tables, Parquet among them.</summary>
internal static class TableInputs
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file.</param>
    public static TableInput Of(string path) => TableInput.Of(path, ParquetLineReader.Knows(path) ? () => new ParquetLineReader(path) : null);
}
