using Kirana.Operate.Access;
using Kirana.Operate.Registry;
using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Tests.Dashboard.Stage;

/// <summary>A shop whose parts can be made to fail.</summary>
/// <param name="shop">The sound shop.</param>
internal sealed class FaultyShop(IShop shop) : IShop
{
    /// <summary>Whether the registry fails.</summary>
    public bool RegistryFails { get; set; }

    public ShopSettings Settings => shop.Settings;

    public IRecordStore Records => shop.Records;

    public IShopAnalysis Analysis => shop.Analysis;

    public IModelRegistry Registry => RegistryFails ? throw new IOException("The disk is gone.") : shop.Registry;

    public IAccessKeys Access => shop.Access;

    public IRuleVersions Rules => shop.Rules;

    public ShopVersion Version() => shop.Version();

    public void Save(ShopSettings settings) => shop.Save(settings);

    public void Dispose() => shop.Dispose();
}
