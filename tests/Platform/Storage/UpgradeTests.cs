using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Storage;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;
using Microsoft.Data.Sqlite;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>A shop of version 1 becomes one of today with everything it held.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly RecordKind Events = RecordKinds.Events;

    /// <summary>Events as version 1 had them, before they gained fields.</summary>
    private static readonly Field[] s_fields = [.. Events.Fields.Take(Events.RestIndex + 1)];
    private readonly TemporaryFolder _folder = new();
    private readonly List<Dictionary<string, object?>> _sealed = [.. Enumerable.Range(0, 5).Select(i => Event("view", Noon.AddDays(i), $"u{i}", id: $"old {i}"))];
    private readonly List<Dictionary<string, object?>> _fresh = [.. Enumerable.Range(0, 30).Select(i => Event("purchase", Noon.AddHours(i), i % 2 == 0 ? null : "ü", $"i{i}", i, 2.5m))];
    private readonly string _hash;

    public UpgradeTests()
    {
        using (var shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings { Name = "Old" }))
        {
            Import(shop.Records, Events, _sealed);
            shop.Records.Seal();
            shop.Registry.Publish(RegistryContract.Draft("forecast"), RegistryContract.Model(1));
            shop.Registry.Promote("forecast", 1);
            Import(shop.Records, Events, _fresh);
            _hash = shop.Records.DataHash();
        }

        MakeOld();
        var settings = Path.Combine(_folder.Shop, "kirana.json");
        File.WriteAllText(settings, "// mine\n" + File.ReadAllText(settings).Replace("\"version\": 2", "\"version\": /* old */ 1", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_is_kept()
    {
        var refused = Assert.Throws<DataException>(() => EmbeddedShop.Open(_folder.Shop, ShopAccess.Write));
        Assert.Equal("old-shop", refused.Code);
        Assert.Contains("kirana upgrade", refused.Hint, StringComparison.Ordinal);
        Assert.Equal(1, EmbeddedShop.Upgrade(_folder.Shop));
        Assert.Equal(2, EmbeddedShop.Upgrade(_folder.Shop));
        Assert.StartsWith("// mine", File.ReadAllText(Path.Combine(_folder.Shop, "kirana.json")), StringComparison.Ordinal);
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        Assert.Empty(shop.Verify());
        Assert.Equal(_hash, shop.Records.DataHash());
        Assert.Equal("Old", shop.Settings.Name);
        Assert.Equal(_sealed.Concat(_fresh).Select(row => Line(Events, row)).Order(StringComparer.Ordinal), ReadAll(shop.Records, Events).Order(StringComparer.Ordinal));
        Assert.Equal("an old line", Assert.Single(shop.Records.Quarantine(9)).Text);
        Assert.Equal(1, shop.Registry.Current("forecast")!.Number);
        Assert.Equal(2, shop.Records.Imports().Count);
        Assert.True(shop.Version().Records >= 7);
        // Known records stay known, new ones and new kinds of them come in.
        Assert.Equal(0, Import(shop.Records, Events, _sealed.Concat(_fresh)).Added);
        Assert.Equal([0], Append(shop, [Event("view", Noon, id: "new")]).Added.Single());
        Assert.Equal(1, Import(shop.Records, RecordKinds.Stock, [new(StringComparer.Ordinal) { ["item"] = "i1", ["time"] = Micros(Noon), ["on_hand"] = 5L }]).Added);
        shop.Access.Make("a key", Operate.Access.AccessScope.Read);
        Assert.Null(shop.Rules.Current());
        Assert.Equal(1, shop.Rules.Save("{}").Number);
    }

    [Fact]
    public void Ended_between_database_and_settings_it_goes_on()
    {
        EmbeddedShop.Upgrade(_folder.Shop);
        var settings = Path.Combine(_folder.Shop, "kirana.json");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("/* old */ 2", "1", StringComparison.Ordinal));
        Assert.Equal(1, EmbeddedShop.Upgrade(_folder.Shop));
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal(_hash, shop.Records.DataHash());
    }

    [Fact]
    public void A_damaged_row_stops_it_and_nothing_is_changed()
    {
        Do("UPDATE fresh_events SET f_item = 'other' WHERE id = 3");
        Assert.Equal("damaged-control", Assert.Throws<DataException>(() => EmbeddedShop.Upgrade(_folder.Shop)).Code);
        Assert.Equal("old-shop", Assert.Throws<DataException>(() => EmbeddedShop.Open(_folder.Shop, ShopAccess.Read)).Code);
        Do("UPDATE fresh_events SET f_item = 'i2' WHERE id = 3");
        Assert.Equal(1, EmbeddedShop.Upgrade(_folder.Shop));
    }

    // The tables of version 1, by its own statements, with the rows the shop holds.
    private void MakeOld()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Shop, "data", "control.db")};Pooling=False");
        connection.Open();
        var chunk = FreshRows.Read(connection, Events);
        using var transaction = connection.BeginTransaction();
        var write = new ControlWrite(connection, transaction, default);
        foreach (var kind in RecordKinds.All)
        {
            write.Run($"DROP TABLE fresh_{kind.Name}");
            write.Run($"DELETE FROM totals WHERE name = 'fresh_{kind.Name}'");
            if (kind.Name is not ("stock" or "prices"))
                write.Run($"CREATE TABLE fresh_{kind.Name}(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, content BLOB NOT NULL, "
                    + string.Join(", ", kind.Fields.Take(kind.RestIndex + 1).Select(field => $"\"f_{field.Name}\" {(field.IsText ? "TEXT" : "INTEGER")}")) + ") STRICT");
        }

        UInt128 sum = 0;
        for (var row = 0; row < chunk.Count; row++)
        {
            var at = row;
            write.Run($"INSERT INTO fresh_events VALUES ({string.Join(", ", Enumerable.Range(1, s_fields.Length + 3).Select(i => $"${i}"))})",
            [
                (long)row + 1, Key.Bytes(chunk.Keys[row]), Key.Bytes(chunk.ContentOf(row)),
                .. s_fields.Select((field, column) => field.IsText ? (object?)chunk.Text(column, at) : chunk.Number(column, at) is var number && number == RecordBatch.Missing ? null : number),
            ]);
            sum += chunk.ContentOf(row);
        }

        write.Note("fresh_events", chunk.Count, sum);
        foreach (var table in (string[])["access_keys", "quarantine", "state"])
        {
            write.Run($"DROP TABLE {table}");
            write.Run("DELETE FROM totals WHERE name = $1", table);
        }

        var quarantine = new SealedTable("quarantine", "import INTEGER NOT NULL", "file TEXT NOT NULL", "line INTEGER NOT NULL",
            "reason TEXT NOT NULL", "fault_column TEXT", "detail TEXT NOT NULL", "text TEXT NOT NULL", "key BLOB NOT NULL UNIQUE");
        write.Run(quarantine.Sql);
        quarantine.Insert(write, 1, 1L, "f", 7L, "bad-date", null, "no date", "an old line", new byte[16]);
        write.Run(ControlState.Sql);
        write.Finish();
        write.Run("DROP TABLE state");
        write.Run("CREATE TABLE state(id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT");
        write.Run("INSERT INTO state(id, version) VALUES (1, 7)");
        write.Run("PRAGMA user_version = 0");
        transaction.Commit();
    }

    private void Do(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Shop, "data", "control.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
