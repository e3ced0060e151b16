using System.ComponentModel;

namespace Kirana.Server.Api.Answers;

/// <summary>Whether requests can be answered.</summary>
/// <param name="Status"><c>ready</c> or <c>degraded</c>.</param>
/// <param name="Problems">What cannot be served.</param>
internal sealed record ReadyAnswer(
    [property: Description("`ready`, or `degraded` while a model is missing or damaged.")] string Status, IReadOnlyList<ProblemOfServing> Problems);
