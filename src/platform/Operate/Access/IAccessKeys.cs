namespace Kirana.Operate.Access;

/// <summary>The keys to a shop's HTTP interface. Making and revoking are durable. Thread-safe.</summary>
public interface IAccessKeys
{
    /// <summary>Makes a key.</summary>
    /// <param name="name">Who or what it is for, 1 to 100 characters.</param>
    /// <param name="scope">What it allows.</param>
    /// <exception cref="ArgumentException">The name is empty or too long, or the scope is <see cref="AccessScope.None"/>.</exception>
    NewAccessKey Make(string name, AccessScope scope);

    /// <summary>All keys, revoked ones among them, oldest first.</summary>
    IReadOnlyList<AccessKey> List();

    /// <summary>Takes a key's power away; does nothing if it has none any more.</summary>
    /// <param name="id">The key's number.</param>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    AccessKey Revoke(long id);
}
