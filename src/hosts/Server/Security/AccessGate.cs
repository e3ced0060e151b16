using System.Text;
using Kirana.Operate.Access;
using Kirana.Server.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Security;

/// <summary>Decides of every request whether it may go on: who asks, what for, how often, and from which page.</summary>
/// <param name="keys">The keys.</param>
/// <param name="rates">How often one may ask.</param>
/// <param name="options">Whether keys are needed.</param>
internal sealed class AccessGate(KeyRing keys, RateGate rates, KiranaOptions options)
{
    private const string Hint = "Send the header 'Authorization: Bearer kirana_…'; `kirana keys make NAME` makes a key.";

    /// <summary>Why a request is refused, or <see langword="null"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="needed">What its key must allow; <see cref="AccessScope.None"/> if it needs none.</param>
    public Problem? Refuse(HttpContext context, AccessScope needed)
    {
        var header = context.Request.Headers.Authorization;
        AccessKey? key = null;
        Problem? refusal = null;
        if (needed != AccessScope.None)
        {
            if (header.Count > 0)
            {
                key = header.Count == 1 ? Find(header[0]) : null;
                refusal = key is null ? new Problem(401, "bad-key", "The access key is unknown or was revoked.", Hint)
                    : Allows(key.Scope, needed) ? null
                    : new Problem(403, "key-scope", $"The access key '{key.Name}' does not allow this: it needs the scope {Word(needed)}.",
                        $"`kirana keys make NAME --scope {Word(needed)}` makes one that does.");
            }
            else if (options.RequireKeys ?? !LocalNames.IsLocal(context))
                refusal = new Problem(401, "no-key", "This server needs an access key.", Hint);
        }

        // Refusals are counted too, so that guessing is slow and cheap to turn away.
        if (rates.Refuse(key?.Id ?? 0, context.Connection.RemoteIpAddress) is { } seconds)
            return new Problem(429, "too-many-requests", "More requests came than one caller may make.", "Wait a little, or send more records in one request.") { RetryAfter = seconds };
        return refusal ?? CrossSite.Refuse(context.Request);
    }

    private static bool Allows(AccessScope scope, AccessScope needed) => scope.HasFlag(AccessScope.Admin) || scope.HasFlag(needed);

    private static string Word(AccessScope scope) => scope.ToString().ToLowerInvariant();

    // Browsers cannot be told to send a bearer's key, but ask for a name and a password; the password is the key and the name is free.
    private AccessKey? Find(string? header)
    {
        if (header is null)
            return null;
        var value = header.AsSpan().Trim();
        if (value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return keys.Find(value["Bearer ".Length..].Trim());
        if (!value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || value.Length > 1024)
            return null;
        Span<byte> bytes = stackalloc byte[768];
        if (!Convert.TryFromBase64Chars(value["Basic ".Length..].Trim(), bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? keys.Find(pair.AsSpan(colon + 1)) : null;
    }
}
