using Kirana.Cli.Invocation;

namespace Kirana.Cli.Tables;

/// <summary>A file of rows that people open in a spreadsheet or programs read: CSV or Parquet, by its name. It appears whole or not at all.</summary>
internal abstract class TableFile : IDisposable
{
    /// <summary>Refuses a name that is of neither kind, before anything is done.</summary>
    /// <param name="path">The file.</param>
    public static void Check(string path)
    {
        if (!IsParquet(path) && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out is a file whose name ends with .csv or .parquet, not '{path}'.");
    }

    /// <summary>Whether a name is that of a Parquet file.</summary>
    /// <param name="path">The file.</param>
    public static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="columns">Each column's name, and what it holds: text, whole numbers or numbers.</param>
    public static TableFile Create(string path, IReadOnlyList<(string Name, Type Kind)> columns)
    {
        Check(path);
        return IsParquet(path) ? new ParquetTableFile(path, columns) : new CsvTableFile(path, columns);
    }

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text.</param>
    public abstract void Write(string text);

    /// <summary>Writes a whole number.</summary>
    /// <param name="number">The number.</param>
    public abstract void Write(long number);

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number; NaN where missing.</param>
    public abstract void Write(double number);

    /// <summary>Ends the row.</summary>
    public abstract void EndRow();

    /// <summary>Makes the file visible. May be called once, after the last row.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();
}
