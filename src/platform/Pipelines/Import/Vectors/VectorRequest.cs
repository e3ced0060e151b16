using Kirana.Data.Lines;

namespace Kirana.Pipelines.Import.Vectors;

/// <summary>A file of vectors to bring into a shop.</summary>
/// <param name="Name">The set's name, such as <c>picture</c>.</param>
/// <param name="Path">The file: NumPy's <c>.npy</c>, safetensors, CSV or JSON Lines; told by its content.</param>
public sealed record VectorRequest(string Name, string Path)
{
    /// <summary>Opens lines where the file is of another format, such as Parquet; <see langword="null"/> by default.</summary>
    public Func<ILineReader>? Open { get; init; }

    /// <summary>A text file with the id of each row on a line of its own; for <c>.npy</c>, and for safetensors without strings <c>ids</c>.</summary>
    public string? IdsPath { get; init; }

    /// <summary>The column of the ids; found by its name by default.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Whether vectors of a set that is there stay unless the file has one of that item; by default the set is replaced whole.</summary>
    public bool Add { get; init; }
}
