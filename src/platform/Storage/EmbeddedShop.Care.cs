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
using Kirana.Storage.Upgrades;
using Kirana.Storage.Vectors;

namespace Kirana.Storage;

/// <summary>Backups, checks and new versions.</summary>
public sealed partial class EmbeddedShop
{
    /// <summary>Writes one consistent state of the shop, settings, models and vectors included, into a .tar.gz file while reading and writing go on.</summary>
    /// <param name="file">The file; replaced if it exists, once the new one is whole.</param>
    /// <exception cref="DataException">Something in the shop is damaged, or the disk is full.</exception>
    public void Backup(string file)
    {
        using var lease = _files.Lease();
        new BackupWriter(_folder, _control, _files, _registry, _vectors).Write(file);
    }

    /// <summary>Makes a shop of a backup after checking every file's hash: whole, or nothing.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">A folder that is empty or does not exist.</param>
    /// <exception cref="DataException">The folder is not empty (<c>folder-not-empty</c>), or the backup is damaged (<c>damaged-backup</c>).</exception>
    public static void Restore(string file, string folder) => BackupReader.Restore(file, folder);

    /// <summary>Brings an older shop up to <see cref="ShopSettings.CurrentVersion"/>: all of it or nothing; ended in between, it may be run again.</summary>
    /// <param name="folder">The shop.</param>
    /// <returns>The version it had.</returns>
    /// <remarks>From version 1 the fresh rows and the quarantine get their new tables; segments, models and comments in the settings stay as they are.</remarks>
    /// <exception cref="DataException">There is no shop, another process writes it, its version is unknown to this program, or it is damaged.</exception>
    public static int Upgrade(string folder) => ShopUpgrade.Run(new ShopFolder(folder));

    /// <summary>Checks everything the shop holds: every segment, row, receipt, quarantined line, model and set of vectors against its hash, and the database's pages.</summary>
    /// <returns>The faults found; none if the shop is sound.</returns>
    public IReadOnlyList<DataException> Verify()
    {
        var faults = new List<DataException>();
        using var lease = _files.Lease();
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
        Try(() => Rules.List());
        foreach (var model in Tried(() => _control.Read(EmbeddedRegistry.All)))
            Try(() => _registry.Open(model).Dispose());
        foreach (var set in Tried(() => _control.Read(EmbeddedVectors.All)))
            Try(() => _vectors.Read(set));
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
