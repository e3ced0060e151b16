namespace Kirana.Server.Api.Answers;

/// <summary>The versions of an area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Versions">The versions, newest first.</param>
internal sealed record ModelsAnswer(string Area, IReadOnlyList<ModelAnswer> Versions);
