namespace Kirana.Pipelines.Ingest;

/// <summary>A record that was sent and not taken.</summary>
/// <param name="Row">Its place in the request, from 1.</param>
/// <param name="Reason">The rule it broke: one of <see cref="Operate.Contracts.Reasons"/>, or a reader's such as <c>bad-json</c>.</param>
/// <param name="Field">The field at fault, or <see langword="null"/>.</param>
/// <param name="Detail">What was expected and what was found.</param>
public sealed record RejectedRow(long Row, string Reason, string? Field, string Detail);
