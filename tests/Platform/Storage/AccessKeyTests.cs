using System.Security.Cryptography;
using System.Text;
using Kirana.Operate.Access;
using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Keys to the HTTP interface: the shop knows their hashes and nothing more.</summary>
public sealed class AccessKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AccessKeyTests() => EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_kept_by_its_hash_and_its_secret_is_nowhere()
    {
        NewAccessKey made;
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve))
            made = shop.Access.Make("till 1", AccessScope.Read | AccessScope.Write);
        Assert.Matches("^kirana_[A-Za-z0-9_-]{43}$", made.Secret);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made.Secret))), made.Key.Hash);
        using var again = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal([made.Key], again.Access.List());
        foreach (var file in Directory.GetFiles(_folder.Shop, "*", SearchOption.AllDirectories))
            Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(made.Secret)) >= 0, file);
    }

    [Fact]
    public void No_two_keys_are_alike_and_the_oldest_comes_first()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        var made = Enumerable.Range(0, 5).Select(i => shop.Access.Make($"key {i}", AccessScope.Admin)).ToList();
        Assert.Equal(5, made.Select(key => key.Secret).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(made.Select(key => key.Key), shop.Access.List());
        Assert.Equal([1, 2, 3, 4, 5], made.Select(key => key.Key.Id));
    }

    [Fact]
    public void A_revoked_key_stays_revoked_since_the_first_time()
    {
        using var server = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
        using var other = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
        server.Access.Make("kept", AccessScope.Read);
        var id = server.Access.Make("lost", AccessScope.Read).Key.Id;
        var revoked = other.Access.Revoke(id);
        Assert.NotNull(revoked.Revoked);
        var version = server.Version();
        Assert.Equal(revoked, server.Access.Revoke(id));
        Assert.Equal(version, server.Version());
        Assert.Equal([null, revoked.Revoked], server.Access.List().Select(key => key.Revoked));
        Assert.Throws<KeyNotFoundException>(() => server.Access.Revoke(99));
    }

    [Theory]
    [InlineData("", AccessScope.Read)]
    [InlineData(" ", AccessScope.Read)]
    [InlineData("x", AccessScope.None)]
    [InlineData("x", (AccessScope)8)]
    public void A_key_needs_a_name_and_a_scope(string name, AccessScope scope)
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        Assert.Throws<ArgumentException>(() => shop.Access.Make(name, scope));
        Assert.Throws<ArgumentException>(() => shop.Access.Make(new string('n', 101), AccessScope.Read));
    }
}
