namespace Kirana.Pipelines.Import;

/// <summary>How far an import is.</summary>
/// <param name="Rows">Lines read.</param>
/// <param name="Bytes">Bytes read from the source, before decompression.</param>
/// <param name="TotalBytes">The source's size; 0 if unknown.</param>
public readonly record struct ImportProgress(long Rows, long Bytes, long TotalBytes);
