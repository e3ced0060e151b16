using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Settings;

namespace Kirana.Storage.Upgrades;

/// <summary>Brings a shop of an older version up to this program's: the database in one transaction, then the settings' version. Ended in
/// between, it goes on where it was.</summary>
internal static class ShopUpgrade
{
    /// <summary>Upgrades.</summary>
    /// <param name="folder">The shop.</param>
    /// <returns>The version it had.</returns>
    public static int Run(ShopFolder folder)
    {
        var version = SettingsFile.VersionOf(folder.Settings);
        if (version >= ShopSettings.CurrentVersion)
            return SettingsFile.Read(folder.Settings).Version;
        if (version < 1)
            throw new DataException($"The shop has version {version}. No such version was ever published.")
            {
                Code = "unknown-version", File = folder.Settings, Column = "$.version",
            };
        using (WriterLock.Take(folder, TimeProvider.System))
        {
            using (var control = ControlDatabase.Open(folder, write: true, anyLayout: true))
                if (control.Read(ControlSchema.LayoutOf) == 0)
                    FirstLayout.Convert(control);
            Steps.Reached("database-upgraded");
            SettingsFile.SetVersion(folder.Settings);
        }

        return version;
    }
}
