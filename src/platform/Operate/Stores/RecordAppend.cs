using Kirana.Operate.Records;

namespace Kirana.Operate.Stores;

/// <summary>Some records to be added as they arrived, and the lines beside them that broke the contract.</summary>
/// <param name="Batch">Records that passed every check, with their keys. Not changed; may be used again after the call.</param>
/// <param name="KeysAreContent">Whether keys are content hashes, of which the n-th within this batch is another record, or hashes of ids.</param>
/// <param name="Rejected">Lines that failed a check; kept in the quarantine with their reasons, once, however often they are sent.</param>
public sealed record RecordAppend(RecordBatch Batch, bool KeysAreContent, IReadOnlyList<QuarantinedLine> Rejected);
