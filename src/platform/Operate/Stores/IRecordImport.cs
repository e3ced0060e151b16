using Kirana.Operate.Records;

namespace Kirana.Operate.Stores;

/// <summary>One import under way. Disposing it without <see cref="Commit"/> leaves the store as it was.</summary>
/// <remarks>Not thread-safe.</remarks>
public interface IRecordImport : IDisposable
{
    /// <summary>Takes records that passed every check, with their keys; records whose key the store or this import already holds are
    /// counted as already present and not kept twice. The batch may be used again after the call.</summary>
    /// <param name="batch">Records of the import's kind.</param>
    /// <remarks>For records without an id the caller sets the key to the hash of source and content; the store makes the key of the
    /// n-th line of equal content within this import from it and n, so identical lines are distinct records and the same file twice changes nothing.</remarks>
    /// <param name="keysAreContent">Whether keys are content hashes (occurrences are counted) or hashes of ids (duplicates are dropped).</param>
    void Write(RecordBatch batch, bool keysAreContent);

    /// <summary>Takes a line that failed a check. It is kept with its reason, once, however often the file is imported.</summary>
    /// <param name="line">The line.</param>
    void Quarantine(QuarantinedLine line);

    /// <summary>Makes everything visible in one durable step.</summary>
    /// <param name="report">What the importer counted.</param>
    /// <returns>The receipt as the store keeps it.</returns>
    ImportReceipt Commit(ImportReport report);
}
