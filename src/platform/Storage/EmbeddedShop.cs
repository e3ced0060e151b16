using Kirana.Data;
using Kirana.Operate.Access;
using Kirana.Operate.Records;
using Kirana.Operate.Registry;
using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Operate.Vectors;
using Kirana.Storage.Access;
using Kirana.Storage.Analysis;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Imports;
using Kirana.Storage.Records;
using Kirana.Storage.Registry;
using Kirana.Storage.Rules;
using Kirana.Storage.Segments;
using Kirana.Storage.Settings;
using Kirana.Storage.Vectors;

namespace Kirana.Storage;

/// <summary>A shop in a folder: settings, SQLite for what is fresh and for the manifest, Parquet segments for what is sealed, DuckDB for questions.</summary>
/// <remarks>
/// Every row has one owner: the fresh table or one segment of the manifest, changed in one transaction. A process may be killed at any moment;
/// what was acknowledged is there at the next open and the rest never was. Reading is thread-safe; imports follow one another.
/// </remarks>
public sealed partial class EmbeddedShop : IShop
{
    // How old the state may be that a served shop answers from: under load every question would find other records than the one before.
    private static readonly TimeSpan s_servedAge = TimeSpan.FromSeconds(2);

    private readonly ShopFolder _folder;
    private readonly ShopAccess _access;
    private readonly WriterLock? _lock;
    private readonly Presence _presence;
    private readonly ControlDatabase _control;
    private readonly SegmentFiles _files;
    private readonly EmbeddedRecords _records;
    private readonly EmbeddedRegistry _registry;
    private readonly EmbeddedAnalysis _analysis;
    private readonly EmbeddedVectors _vectors;

    private EmbeddedShop(ShopFolder folder, ShopSettings settings, ShopAccess access, WriterLock? writerLock, ControlDatabase control, ImportRules rules, TimeProvider clock)
    {
        _folder = folder;
        _access = access;
        _lock = writerLock;
        _control = control;
        _files = new SegmentFiles(folder);
        _registry = new EmbeddedRegistry(folder, control, clock);
        Access = new EmbeddedAccessKeys(control, clock);
        Rules = new EmbeddedRules(control, clock);
        _vectors = new EmbeddedVectors(folder, control, clock);
        Settings = settings;
        if (access == ShopAccess.Write)
            Sweep();
        else if (access == ShopAccess.Serve)
            using (var free = WriterLock.TryTake(folder, clock))
                if (free is not null)
                    Sweep();
        _presence = Presence.Show(folder);
        _records = new EmbeddedRecords(folder, control, _files, rules, clock, locked: writerLock is not null, _presence);
        _analysis = new EmbeddedAnalysis(folder, control, _files, () => Settings, access == ShopAccess.Serve ? s_servedAge : TimeSpan.Zero, clock);
        _records.Erased = _analysis.Forget;
    }

    /// <inheritdoc/>
    public ShopSettings Settings { get; private set; }

    /// <inheritdoc/>
    public IRecordStore Records => _records;

    /// <inheritdoc/>
    public IShopAnalysis Analysis => _analysis;

    /// <inheritdoc/>
    public IModelRegistry Registry => _registry;

    /// <inheritdoc/>
    public IAccessKeys Access { get; }

    /// <inheritdoc/>
    public IRuleVersions Rules { get; }

    /// <inheritdoc/>
    public IVectorSets Vectors => _vectors;

    /// <inheritdoc/>
    public ShopVersion Version()
    {
        var state = _control.State();
        return new ShopVersion(state.Records, state.Models, state.Keys);
    }

    /// <summary>Makes an empty shop and opens it for writing.</summary>
    /// <param name="folder">The folder; made if it does not exist. Other files in it are left alone.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="clock">The clock; the system's by default.</param>
    /// <exception cref="DataException">The folder already holds a shop (<c>shop-exists</c>) or cannot be written.</exception>
    public static EmbeddedShop Create(string folder, ShopSettings settings, TimeProvider? clock = null)
    {
        var place = new ShopFolder(folder);
        SettingsFile.Check(place.Settings, settings);
        if (File.Exists(place.Settings))
            throw new DataException($"'{place.Root}' already holds a shop.") { Code = "shop-exists", File = place.Settings, Hint = "Choose another folder." };
        try
        {
            place.Make();
            using (WriterLock.Take(place, clock ?? TimeProvider.System))
            {
                ControlDatabase.Create(place);
                // Last: a folder with settings is a whole shop.
                SettingsFile.Write(place.Settings, settings);
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DataException($"'{place.Root}' cannot be written: {error.Message}", error) { Code = "read-only-folder", File = place.Root, Hint = "Give this user the right to write there." };
        }
        catch (IOException error)
        {
            throw DiskFaults.Explained(error, place);
        }

        return Open(folder, ShopAccess.Write, clock);
    }

    /// <summary>Opens a shop.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="access">What for.</param>
    /// <param name="clock">The clock; the system's by default.</param>
    /// <exception cref="DataException">There is no shop (<c>no-shop</c>), its settings are invalid (<c>bad-settings</c>), it is of another version
    /// (<c>old-shop</c>, <c>new-shop</c>), another process writes it (<c>shop-locked</c>), or it is damaged (<c>damaged-control</c>).</exception>
    public static EmbeddedShop Open(string folder, ShopAccess access, TimeProvider? clock = null) => Open(folder, access, new ImportRules(), clock);

    /// <inheritdoc/>
    public void Save(ShopSettings settings)
    {
        if (_access == ShopAccess.Read)
            throw new InvalidOperationException("The shop was opened for reading; open it for writing to change its settings.");
        try
        {
            SettingsFile.Change(_folder.Settings, settings);
        }
        catch (IOException error)
        {
            throw DiskFaults.Explained(error, _folder);
        }

        Settings = settings;
    }

    /// <summary>What the shop takes up.</summary>
    public ShopStatus Status() => _control.Read(connection =>
    {
        var segments = Manifest.All(connection);
        return new ShopStatus(
            Directory.GetFiles(_folder.Data, "control.db*").Sum(file => new FileInfo(file).Length),
            segments.Sum(segment => segment.Bytes), BytesBelow(_folder.Models), BytesBelow(_folder.Reports), segments.Count, segments.Sum(segment => segment.Rows),
            RecordKinds.All.Sum(kind => Totals.Of(connection, ControlSchema.Fresh(kind)).Rows))
        {
            VectorBytes = EmbeddedVectors.All(connection).Sum(set => set.FileBytes),
        };
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _analysis.Dispose();
        _records.Dispose();
        _control.Dispose();
        _presence.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Opens a shop with other limits.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="access">What for.</param>
    /// <param name="rules">How many records go where.</param>
    /// <param name="clock">The clock; the system's by default.</param>
    internal static EmbeddedShop Open(string folder, ShopAccess access, ImportRules rules, TimeProvider? clock = null)
    {
        var place = new ShopFolder(folder);
        var settings = SettingsFile.Read(place.Settings);
        clock ??= TimeProvider.System;
        var writerLock = access == ShopAccess.Write ? WriterLock.Take(place, clock) : null;
        ControlDatabase? control = null;
        try
        {
            control = ControlDatabase.Open(place, access != ShopAccess.Read);
            return new EmbeddedShop(place, settings, access, writerLock, control, rules, clock);
        }
        catch
        {
            control?.Dispose();
            writerLock?.Dispose();
            throw;
        }
    }

    private static long BytesBelow(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) : 0;

    // What a killed process left behind. Under the writer's lock, so nobody is staging. Files that a reader's older state may still name wait
    // until nobody reads.
    private void Sweep()
    {
        _folder.Make();
        DurableFiles.Empty(_folder.Staging);
        _registry.Sweep(alone: false);
        _control.Wipe();
        var named = _control.Read(Manifest.All);
        Presence.IfAlone(_folder, () =>
        {
            DurableFiles.Empty(_folder.Scratch);
            _files.Sweep(named);
            _registry.Sweep(alone: true);
            _vectors.Sweep();
        });
    }
}
