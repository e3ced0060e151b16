namespace Kirana.Pipelines.Ingest;

/// <summary>What became of the records of one request, after the commit.</summary>
/// <param name="Received">Records sent.</param>
/// <param name="Added">Those that are new.</param>
/// <param name="AlreadyPresent">Those the shop held before, or that came twice in the request.</param>
/// <param name="Rejected">Those that broke the contract: the first <see cref="Intake.MostRejectedShown"/>, in order.</param>
/// <param name="RejectedCount">How many broke the contract in all.</param>
public sealed record IntakeReceipt(long Received, long Added, long AlreadyPresent, IReadOnlyList<RejectedRow> Rejected, long RejectedCount);
