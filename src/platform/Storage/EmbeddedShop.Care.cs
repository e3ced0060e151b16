using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Storage.Backups;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Imports;
using Kirana.Storage.Records;
using Kirana.Storage.Registry;
using Kirana.Storage.Segments;
using Kirana.Storage.Settings;

namespace Kirana.Storage;

/// <summary>Backups, checks and new versions.</summary>
public sealed partial class EmbeddedShop
{
    /// <summary>Writes one consistent state of the shop, settings and models included, into a .tar.gz file while reading and writing go on.</summary>
    /// <param name="file">The file; replaced if it exists, once the new one is whole.</param>
    /// <exception cref="DataException">Something in the shop is damaged, or the disk is full.</exception>
    public void Backup(string file) => new BackupWriter(_folder, _control, _files, _registry).Write(file);

    /// <summary>Makes a shop of a backup after checking every file's hash: whole, or nothing.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">A folder that is empty or does not exist.</param>
    /// <exception cref="DataException">The folder is not empty (<c>folder-not-empty</c>), or the backup is damaged (<c>damaged-backup</c>).</exception>
    public static void Restore(string file, string folder) => BackupReader.Restore(file, folder);

    /// <summary>Brings an older shop up to <see cref="ShopSettings.CurrentVersion"/>.</summary>
    /// <param name="folder">The shop.</param>
    /// <returns>The version it had. There has been one version so far, so there is nothing to do for a shop of that version.</returns>
    /// <exception cref="DataException">There is no shop, or its version is unknown to this program.</exception>
    public static int Upgrade(string folder)
    {
        try
        {
            return SettingsFile.Read(new ShopFolder(folder).Settings).Version;
        }
        catch (DataException error) when (string.Equals(error.Code, "old-shop", StringComparison.Ordinal))
        {
            throw new DataException($"{error.Message} No such version was ever published.", error) { Code = "unknown-version", File = error.File, Column = error.Column };
        }
    }

    /// <summary>Checks everything the shop holds: every segment, row, receipt, quarantined line and model against its hash, and the database's pages.</summary>
    /// <returns>The faults found; none if the shop is sound.</returns>
    public IReadOnlyList<DataException> Verify()
    {
        var faults = new List<DataException>();
        _files.Distrust();
        Try(() =>
        {
            if (_control.Fault() is { } fault)
                throw Totals.Damage("pages", fault);
        });
        foreach (var segment in Tried(() => _control.Read(Manifest.All)))
        {
            Try(() => _files.Rows(segment));
            Try(() => _files.Keys(segment));
        }

        foreach (var kind in RecordKinds.All)
            Try(() => _control.Read(connection => FreshRows.Read(connection, kind)));
        Try(() => Receipts.All(_control));
        Try(() => _control.Read(connection => ControlSchema.Quarantine.All(connection, (id, _) => id)));
        Try(() => _control.Read(connection => ControlSchema.Promotions.All(connection, (id, _) => id)));
        Try(() => Access.List());
        foreach (var model in Tried(() => _control.Read(EmbeddedRegistry.All)))
            Try(() => _registry.Open(model).Dispose());
        return faults;

        void Try(Action check)
        {
            try
            {
                check();
            }
            catch (DataException fault)
            {
                faults.Add(fault);
            }
        }

        List<T> Tried<T>(Func<List<T>> read)
        {
            List<T> found = [];
            Try(() => found = read());
            return found;
        }
    }
}
