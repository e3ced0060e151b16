using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Kirana.Operate.Access;
using Kirana.Operate.Shops;

namespace Kirana.Server.Security;

/// <summary>The shop's access keys in memory, read again within half a second of a change in any process. Thread-safe.</summary>
/// <param name="shop">The shop.</param>
/// <param name="clock">The clock.</param>
internal sealed class KeyRing(IShop shop, TimeProvider clock)
{
    private const int LongestSecret = 128;
    private static readonly TimeSpan Trusted = TimeSpan.FromMilliseconds(500);

    private readonly Lock _reading = new();
    private volatile Keys _keys = Keys.None;
    private long _looked;

    /// <summary>The key of a secret, or <see langword="null"/> where it opens nothing (any more).</summary>
    /// <param name="secret">What the caller sent.</param>
    public AccessKey? Find(ReadOnlySpan<char> secret)
    {
        if (secret.Length > LongestSecret || !secret.StartsWith("kirana_", StringComparison.Ordinal))
            return null;
        Span<byte> bytes = stackalloc byte[LongestSecret * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(secret, bytes)], hash);
        return Current().Find(hash);
    }

    // Whoever asks first after half a second looks whether the keys changed, and the others wait for what is found: a revoked key
    // must not slip through beside them. If the shop does not answer, the keys known so far hold.
    private Keys Current()
    {
        if (_keys != Keys.None && clock.GetElapsedTime(Volatile.Read(ref _looked)) < Trusted)
            return _keys;
        lock (_reading)
        {
            if (_keys != Keys.None && clock.GetElapsedTime(_looked) < Trusted)
                return _keys;
            var version = shop.Version().Keys;
            if (_keys == Keys.None || _keys.Version != version)
                _keys = new Keys(version, shop.Access.List());
            Volatile.Write(ref _looked, clock.GetTimestamp());
            return _keys;
        }
    }

    /// <summary>The keys that open something, at one moment.</summary>
    private sealed class Keys
    {
        public static readonly Keys None = new(-1, []);

        private readonly FrozenDictionary<ulong, (byte[] Hash, AccessKey Key)[]> _byPrefix;

        public Keys(long version, IReadOnlyList<AccessKey> keys)
        {
            Version = version;
            _byPrefix = keys.Where(key => key.Revoked is null).Select(key => (Hash: Convert.FromHexString(key.Hash), Key: key))
                .GroupBy(entry => BitConverter.ToUInt64(entry.Hash)).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        }

        public long Version { get; }

        public AccessKey? Find(ReadOnlySpan<byte> hash)
        {
            AccessKey? found = null;
            if (_byPrefix.TryGetValue(BitConverter.ToUInt64(hash), out var entries))
                foreach (var (known, key) in entries)
                    if (CryptographicOperations.FixedTimeEquals(known, hash))
                        found = key;
            return found;
        }
    }
}
