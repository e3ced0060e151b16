using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Tests.Platform.Storage;

/// <summary>The embedded shop's registry.</summary>
public sealed class EmbeddedRegistryTests : RegistryContract
{
    private readonly List<TemporaryFolder> _folders = [];

    public override void Dispose() => _folders.ForEach(folder => folder.Dispose());

    protected override IShop NewShop()
    {
        _folders.Add(new TemporaryFolder());
        return EmbeddedShop.Create(_folders[^1].Shop, new ShopSettings());
    }

    protected override IShop Reopen(IShop shop)
    {
        shop.Dispose();
        return EmbeddedShop.Open(_folders[^1].Shop, ShopAccess.Write);
    }
}
