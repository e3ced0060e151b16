namespace Kirana.Operate.Stores;

/// <summary>A finished import as the store remembers it.</summary>
/// <param name="Id">The import's number, from 1.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="Kind">The kind of record.</param>
/// <param name="Source">The source's logical name.</param>
/// <param name="File">The file's name.</param>
/// <param name="Added">Records that are new.</param>
/// <param name="AlreadyPresent">Records the store held before.</param>
/// <param name="Report">What the importer counted.</param>
public sealed record ImportReceipt(
    long Id, DateTimeOffset Time, string Kind, string Source, string File, long Added, long AlreadyPresent, ImportReport Report);
