using Kirana.Operate.Registry;
using Kirana.Operate.Stores;

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

    /// <summary>Replaces the settings, atomically and durably.</summary>
    /// <param name="settings">The new settings.</param>
    void Save(ShopSettings settings);
}
