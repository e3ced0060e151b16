using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirana.Server.Api.Problems;

/// <summary>Why a request was not answered as asked (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable, lower-case, hyphenated name.</param>
/// <param name="Detail">What was expected and what was found.</param>
/// <param name="Hint">What to do next, if something can be said.</param>
internal sealed record Problem(int Status, string Code, string Detail, string? Hint = null)
{
    /// <summary>The status in words.</summary>
    [JsonPropertyOrder(-1)]
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>The field, parameter or header at fault, if there is one.</summary>
    public string? Field { get; init; }

    /// <summary>The one-based record of the body at fault, if there is one.</summary>
    public long? Row { get; init; }

    /// <summary>Seconds after which asking again makes sense; goes into the header <c>Retry-After</c>.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>The methods that the path does have; goes into the header <c>Allow</c>.</summary>
    [JsonIgnore]
    public string? Allow { get; init; }

    /// <summary>Whether the connection cannot be used any more, since the body was left unread.</summary>
    [JsonIgnore]
    public bool Closes { get; init; }
}
