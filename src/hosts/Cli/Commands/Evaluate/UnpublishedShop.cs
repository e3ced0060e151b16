using Kirana.Data.ModelFiles;
using Kirana.Operate.Access;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>A shop whose registry keeps nothing: what is trained in it is measured and forgotten.</summary>
/// <param name="shop">The shop that is read.</param>
internal sealed class UnpublishedShop(IShop shop) : IShop, IModelRegistry
{
    /// <inheritdoc/>
    public ShopSettings Settings => shop.Settings;

    /// <inheritdoc/>
    public IRecordStore Records => shop.Records;

    /// <inheritdoc/>
    public IShopAnalysis Analysis => shop.Analysis;

    /// <inheritdoc/>
    public IModelRegistry Registry => this;

    /// <inheritdoc/>
    public IAccessKeys Access => shop.Access;

    /// <inheritdoc/>
    public ShopVersion Version() => shop.Version();

    /// <inheritdoc/>
    public void Save(ShopSettings settings) => throw new InvalidOperationException("An evaluation does not change the shop's settings.");

    /// <inheritdoc/>
    public ModelVersion Publish(ModelVersion draft, ModelWriter model) => draft;

    /// <inheritdoc/>
    public IReadOnlyList<ModelVersion> List(string area) => shop.Registry.List(area);

    /// <inheritdoc/>
    public ModelVersion? Current(string area) => shop.Registry.Current(area);

    /// <inheritdoc/>
    public ModelVersion Promote(string area, int number) => throw new InvalidOperationException("An evaluation promotes nothing.");

    /// <inheritdoc/>
    public ModelVersion Rollback(string area) => throw new InvalidOperationException("An evaluation rolls nothing back.");

    /// <inheritdoc/>
    public ModelReader Open(ModelVersion version) => shop.Registry.Open(version);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
