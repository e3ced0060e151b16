using DuckDB.NET.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Records;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>One consistent state of the shop inside an analytical session: views over the segments and a copy of the fresh rows.</summary>
/// <remarks>Made once for each version of the store; not thread-safe.</remarks>
internal sealed class AnalysisState : IDisposable
{
    private readonly Lazy<ItemDirectory> _items;
    private readonly Lazy<ReversalReport> _reversals;

    /// <summary>Takes the state of now.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="control">The control database.</param>
    /// <param name="files">The segments' files.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="memory">Megabytes a query may use.</param>
    public AnalysisState(ShopFolder folder, ControlDatabase control, SegmentFiles files, ShopSettings settings, int memory)
    {
        Settings = settings;
        Session = new DuckSession(folder, Environment.ProcessorCount, memory);
        try
        {
            Version = control.Read(connection =>
            {
                var source = new ChunkFunction(Session);
                var manifest = Manifest.All(connection);
                foreach (var kind in RecordKinds.All)
                {
                    var fresh = FreshRows.Read(connection, kind);
                    source.Give(fresh, [.. Enumerable.Range(0, fresh.Count)], select => Session.Run($"CREATE TABLE fresh_{kind.Name} AS {select}"));
                    var segments = manifest.FindAll(segment => string.Equals(segment.Kind, kind.Name, StringComparison.Ordinal));
                    Session.Run($"CREATE VIEW {kind.Name} AS {files.Select(kind, segments)} UNION ALL SELECT * FROM fresh_{kind.Name}");
                }

                return ControlState.Of(connection).Records;
            });
            Period = FindPeriod();
            // Nothing is asked of a shop without events, but the expression has to be valid.
            Day = ShopDays.Sql(TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone), Period?.First ?? 0, Period?.Last ?? 0, "time");
        }
        catch
        {
            Session.Dispose();
            throw;
        }

        _items = new Lazy<ItemDirectory>(() => new ItemDirectory(this));
        _reversals = new Lazy<ReversalReport>(() => ReversalTable.Make(this));
    }

    /// <summary>The settings the state was made with.</summary>
    public ShopSettings Settings { get; }

    /// <summary>The version of the records (<see cref="ShopVersion.Records"/>).</summary>
    public long Version { get; }

    /// <summary>The session; a view for each kind of record, named as it is.</summary>
    public DuckSession Session { get; }

    /// <summary>The moments of the oldest and the newest event; <see langword="null"/> without events.</summary>
    public (long First, long Last)? Period { get; }

    /// <summary>The expression for the shop's day of an event.</summary>
    public string Day { get; }

    /// <summary>What each item is. Also makes the tables <c>goods(id, code)</c> and <c>not_goods(id)</c>.</summary>
    public ItemDirectory Items => _items.Value;

    /// <summary>How returns were matched. Also makes the table <c>reversed(key_high, key_low, time, units)</c>.</summary>
    public ReversalReport Reversals => _reversals.Value;

    /// <summary>The condition that an event or sale is of goods.</summary>
    public string IsGoods => Items.HasOthers ? "item IS NOT NULL AND item NOT IN (SELECT id FROM not_goods)" : "item IS NOT NULL";

    /// <summary>A text column of a row, or <see langword="null"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    public static string? Text(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A number column of a row, or <see langword="null"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    public static long? Number(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();

    private (long First, long Last)? FindPeriod()
    {
        (long, long)? period = null;
        Session.Query("SELECT min(time), max(time) FROM events", row =>
        {
            if (!row.IsDBNull(0))
                period = (row.GetInt64(0), row.GetInt64(1));
        });
        return period;
    }
}
