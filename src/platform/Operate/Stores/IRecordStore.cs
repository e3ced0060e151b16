using Kirana.Data.Batches;
using Kirana.Operate.Records;

namespace Kirana.Operate.Stores;

/// <summary>Where a shop's records are kept. Every row has exactly one owner, and what was acknowledged survives a kill and a power cut.</summary>
/// <remarks>Reading is thread-safe and never waits for a writer; there is one writer at a time.</remarks>
public interface IRecordStore
{
    /// <summary>Begins an import of one source. Nothing of it is visible before <see cref="IRecordImport.Commit"/>.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="source">The source's logical name, as kept in the mapping; also the scope of content-derived ids.</param>
    /// <param name="file">The file's name for messages and the quarantine.</param>
    /// <exception cref="InvalidOperationException">Another import through this object is under way; imports follow one another.</exception>
    IRecordImport BeginImport(RecordKind kind, string source, string file);

    /// <summary>Adds a few records at once: all of them in one durable step, or none. Meant for what arrives as it happens; files are imported.</summary>
    /// <param name="appends">The batches, any kinds mixed; those of one kind see each other's keys in the order given.</param>
    /// <returns>The version of the records after the step, and which rows were new.</returns>
    /// <remarks>Needs no turn: appends go on while an import runs, here or in another process, and any thread may call. The quarantine keeps at
    /// most 1,000 rejected lines of one call and the newest 100,000 of all calls.</remarks>
    /// <exception cref="Data.DataException"><c>disk-full</c> and other faults of the disk; nothing was added.</exception>
    AppendReceipt Append(IReadOnlyList<RecordAppend> appends);

    /// <summary>Deletes a person: every event and user record of the user, sealed or fresh, and every quarantined line that names the user.
    /// One durable step; afterwards no file of the shop holds them, once nobody reads a state from before it: while somebody does, here or in
    /// another process, its files stay and go when the last reading ends, at the latest when the shop is next opened for writing by itself.</summary>
    /// <param name="user">The user's id.</param>
    /// <returns>The number of records deleted, quarantined lines among them; 0 if there were none.</returns>
    /// <exception cref="InvalidOperationException">An import is under way.</exception>
    long Erase(string user);

    /// <summary>Reads records, sealed and fresh, in batches; the order is unspecified but the same for the same store.</summary>
    /// <param name="kind">The kind of record.</param>
    IBatchReader<RecordBatch> Read(RecordKind kind);

    /// <summary>How many records of a kind there are.</summary>
    /// <param name="kind">The kind of record.</param>
    long Count(RecordKind kind);

    /// <summary>Moves fresh records into sealed segments. Does nothing when there are none.</summary>
    /// <returns>The number of records moved.</returns>
    long Seal();

    /// <summary>A hash of everything a model can be trained on, in lower-case hex; equal content gives equal hashes, however it arrived.</summary>
    string DataHash();

    /// <summary>Quarantined lines, newest import first.</summary>
    /// <param name="limit">The most lines to return.</param>
    IReadOnlyList<QuarantinedLine> Quarantine(int limit);

    /// <summary>Finished imports, newest first.</summary>
    IReadOnlyList<ImportReceipt> Imports();
}
