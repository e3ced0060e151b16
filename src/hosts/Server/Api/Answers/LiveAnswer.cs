namespace Kirana.Server.Api.Answers;

/// <summary>That the process runs.</summary>
/// <param name="Status">Always <c>alive</c>.</param>
internal sealed record LiveAnswer(string Status);
