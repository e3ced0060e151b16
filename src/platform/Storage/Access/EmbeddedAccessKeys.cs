using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kirana.Operate.Access;
using Kirana.Storage.Control;

namespace Kirana.Storage.Access;

/// <summary>The keys to the HTTP interface, kept in the control database by their hashes.</summary>
/// <param name="control">The control database.</param>
/// <param name="clock">The clock.</param>
internal sealed class EmbeddedAccessKeys(ControlDatabase control, TimeProvider clock) : IAccessKeys
{
    private const int SecretBytes = 32;
    private const int LongestName = 100;

    /// <inheritdoc/>
    public NewAccessKey Make(string name, AccessScope scope)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
            throw new ArgumentException($"A key's name has 1 to {LongestName} characters; this one has {name?.Length ?? 0}.", nameof(name));
        if (scope == AccessScope.None || (scope & ~(AccessScope.Read | AccessScope.Write | AccessScope.Admin)) != AccessScope.None)
            throw new ArgumentException($"A key allows to read, to write or to administer; {scope} is none of them.", nameof(scope));
        var secret = "kirana_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        var created = Milliseconds(clock.GetUtcNow());
        AccessKey? key = null;
        control.Write(write =>
        {
            key = new AccessKey(ControlSchema.AccessKeys.NextId(write.Connection), name, scope, hash, Moment(created), null);
            Insert(write, key);
        });
        return new NewAccessKey(key!, secret);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AccessKey> List() => control.Read(connection => ControlSchema.AccessKeys.All(connection, (id, values) => new AccessKey(
        id, (string)values[0]!, (AccessScope)(long)values[1]!, (string)values[2]!, Moment((long)values[3]!), values[4] is long revoked ? Moment(revoked) : null)));

    /// <inheritdoc/>
    public AccessKey Revoke(long id)
    {
        AccessKey? revoked = null;
        control.Write(write =>
        {
            revoked = List().FirstOrDefault(key => key.Id == id) ?? throw new KeyNotFoundException($"There is no access key {id}.");
            if (revoked.Revoked is not null)
                return;
            revoked = revoked with { Revoked = Moment(Milliseconds(clock.GetUtcNow())) };
            ControlSchema.AccessKeys.Delete(write, id);
            Insert(write, revoked);
        });
        return revoked!;
    }

    private static void Insert(ControlWrite write, AccessKey key)
    {
        ControlSchema.AccessKeys.Insert(write, key.Id, key.Name, (long)key.Scope, key.Hash, Milliseconds(key.Created), key.Revoked is { } time ? Milliseconds(time) : null);
        write.Touch(ShopPart.Keys);
    }

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
