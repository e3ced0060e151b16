using Kirana.Operate.Shops;
using Kirana.Storage;
using Kirana.Storage.Imports;

namespace Kirana.Tests.Platform.Storage;

/// <summary>The embedded store keeps the contract with its usual limits: everything stays fresh until it is sealed.</summary>
public class EmbeddedStoreTests : StoreContract
{
    private readonly List<TemporaryFolder> _folders = [];
    private readonly Dictionary<IShop, string> _places = [];

    internal virtual ImportRules Rules => new();

    protected override IShop NewShop(ShopSettings settings)
    {
        var folder = new TemporaryFolder();
        _folders.Add(folder);
        EmbeddedShop.Create(folder.Shop, settings).Dispose();
        return Opened(folder.Shop);
    }

    protected override IShop Reopen(IShop shop)
    {
        shop.Dispose();
        return Opened(_places[shop]);
    }

    public override void Dispose()
    {
        foreach (var folder in _folders)
            folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private EmbeddedShop Opened(string folder)
    {
        var shop = EmbeddedShop.Open(folder, ShopAccess.Write, Rules);
        _places[shop] = folder;
        return shop;
    }
}
