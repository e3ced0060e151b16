namespace Kirana.Storage.Segments;

/// <summary>One sealed file of records as the manifest knows it.</summary>
/// <param name="Id">Its number; segments are read in this order.</param>
/// <param name="Kind">The kind of record.</param>
/// <param name="File">The Parquet file, relative to the shop.</param>
/// <param name="Rows">The number of records.</param>
/// <param name="MinTime">The smallest value of the time field, or <see langword="null"/>.</param>
/// <param name="MaxTime">The largest value of the time field, or <see langword="null"/>.</param>
/// <param name="Bytes">The size of both files.</param>
/// <param name="Hash">The SHA-256 of the Parquet file.</param>
/// <param name="KeysHash">The SHA-256 of the file of keys.</param>
/// <param name="Content">The sum of the records' content hashes.</param>
internal sealed record Segment(
    long Id, string Kind, string File, long Rows, long? MinTime, long? MaxTime, long Bytes, string Hash, string KeysHash, UInt128 Content)
{
    /// <summary>The file of sorted keys beside it, relative to the shop.</summary>
    public string KeysFile => Path.ChangeExtension(File, ".keys");
}
