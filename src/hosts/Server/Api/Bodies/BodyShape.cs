namespace Kirana.Server.Api.Bodies;

/// <summary>What the body of a request may be.</summary>
/// <param name="Schema">The JSON schema of a body of <c>application/json</c>, as text.</param>
/// <param name="Example">A body that works.</param>
/// <param name="Lines">The same as <c>application/x-ndjson</c>; <see langword="null"/> if the route takes no lines.</param>
internal sealed record BodyShape(string Schema, string Example, string? Lines = null);
