namespace Kirana.Operate.Access;

/// <summary>A key to the shop's HTTP interface as the shop keeps it: its hash, never the key itself.</summary>
/// <param name="Id">The key's number, from 1.</param>
/// <param name="Name">Who or what it was made for.</param>
/// <param name="Scope">What it allows.</param>
/// <param name="Hash">The SHA-256 of the secret's UTF-8 bytes in lower-case hex. Secrets are 256 random bits, so no slow hash is needed.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">Since when it no longer opens anything; <see langword="null"/> while it does.</param>
public sealed record AccessKey(long Id, string Name, AccessScope Scope, string Hash, DateTimeOffset Created, DateTimeOffset? Revoked);
