using Kirana.Operate.Access;

namespace Kirana.Cli.Commands.Keys;

/// <summary>A key to the HTTP interface.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Who or what it is for.</param>
/// <param name="Scope">What it allows.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">Since when it opens nothing.</param>
internal sealed record KeyAnswer(long Id, string Name, IReadOnlyList<string> Scope, DateTimeOffset Created, DateTimeOffset? Revoked)
{
    /// <summary>Describes a key.</summary>
    /// <param name="key">The key.</param>
    public static KeyAnswer Of(AccessKey key) => new(key.Id, key.Name, ScopeWords.Of(key.Scope), key.Created, key.Revoked);
}
