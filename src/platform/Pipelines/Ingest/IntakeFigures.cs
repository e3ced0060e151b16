namespace Kirana.Pipelines.Ingest;

/// <summary>What an intake did since it was opened.</summary>
/// <param name="Stored">Records added.</param>
/// <param name="AlreadyPresent">Records the shop held before.</param>
/// <param name="Rejected">Records that broke the contract.</param>
/// <param name="Refused">Requests refused because too much was waiting.</param>
/// <param name="Commits">Durable steps.</param>
/// <param name="CommitTime">What they took together.</param>
/// <param name="LongestCommit">What the longest took.</param>
/// <param name="WaitingRequests">Requests that wait or are being stored.</param>
/// <param name="WaitingRecords">Records that wait or are being stored.</param>
public sealed record IntakeFigures(
    long Stored, long AlreadyPresent, long Rejected, long Refused, long Commits, TimeSpan CommitTime, TimeSpan LongestCommit,
    int WaitingRequests, long WaitingRecords);
