using Kirana.Operate.Access;
using Kirana.Operate.Registry;
using Kirana.Operate.Rules;
using Kirana.Operate.Stores;
using Kirana.Operate.Vectors;

namespace Kirana.Operate.Shops;

/// <summary>An open shop: its settings, records, questions and models.</summary>
public interface IShop : IDisposable
{
    /// <summary>The settings as they stand.</summary>
    ShopSettings Settings { get; }

    /// <summary>The records.</summary>
    IRecordStore Records { get; }

    /// <summary>The questions areas ask of the records.</summary>
    IShopAnalysis Analysis { get; }

    /// <summary>The models.</summary>
    IModelRegistry Registry { get; }

    /// <summary>The keys to the HTTP interface.</summary>
    IAccessKeys Access { get; }

    /// <summary>The rules for lists. A shop that keeps none has none.</summary>
    IRuleVersions Rules => NoRules.Instance;

    /// <summary>The vectors of items that came from outside. A shop that keeps none has none.</summary>
    IVectorSets Vectors => NoVectors.Instance;

    /// <summary>How often the shop has changed, in this process or another.</summary>
    ShopVersion Version();

    /// <summary>Replaces the settings, atomically and durably.</summary>
    /// <param name="settings">The new settings.</param>
    void Save(ShopSettings settings);
}
