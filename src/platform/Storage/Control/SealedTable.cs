using Kirana.Data;
using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>A small table whose every row carries a hash of its values: SQLite does not notice a flipped bit, this does.</summary>
/// <param name="name">The table.</param>
/// <param name="columns">Its columns besides <c>id</c> and <c>seal</c>, each with its type.</param>
internal sealed class SealedTable(string name, params string[] columns)
{
    private readonly string[] _names = [.. columns.Select(column => column.Split(' ')[0])];

    /// <summary>The table's name.</summary>
    public string Name { get; } = name;

    /// <summary>The statement that makes it.</summary>
    public string Sql => $"CREATE TABLE {Name}(id INTEGER PRIMARY KEY, {string.Join(", ", columns)}, seal BLOB NOT NULL) STRICT";

    /// <summary>Adds a row.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="id">The row's number.</param>
    /// <param name="values">The values in the order of the columns: long, string, byte[] or <see langword="null"/>.</param>
    public void Insert(ControlWrite write, long id, params object?[] values)
    {
        var seal = Seal(id, values);
        write.Run($"INSERT INTO {Name}(id, {string.Join(", ", _names)}, seal) VALUES ({string.Join(", ", Enumerable.Range(1, values.Length + 2).Select(i => $"${i}"))})",
            [id, .. values, Key.Bytes(seal)]);
        write.Note(Name, 1, seal);
    }

    /// <summary>Removes a row.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="id">The row's number.</param>
    public void Delete(ControlWrite write, long id)
    {
        var seal = write.Connection.Scalar<byte[]>($"SELECT seal FROM {Name} WHERE id = $1", id)
            ?? throw new InvalidOperationException($"{Name} have no row {id}.");
        write.Run($"DELETE FROM {Name} WHERE id = $1", id);
        write.Note(Name, -1, unchecked(UInt128.Zero - Key.From(seal)));
    }

    /// <summary>The number of the next row.</summary>
    /// <param name="connection">The connection.</param>
    public long NextId(SqliteConnection connection) => connection.Scalar<long>($"SELECT coalesce(max(id), 0) + 1 FROM {Name}");

    /// <summary>Reads all rows in the order of their numbers and checks them, and that none is missing.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="make">Makes it of number and values.</param>
    /// <exception cref="DataException">A row is damaged or missing.</exception>
    public List<T> All<T>(SqliteConnection connection, Func<long, object?[], T> make)
    {
        var rows = new List<T>();
        UInt128 sum = 0;
        Read(connection, "ORDER BY id", (id, values, seal) =>
        {
            rows.Add(make(id, values));
            sum += seal;
        });
        Totals.Of(connection, Name).Check(Name, new Totals(rows.Count, sum));
        return rows;
    }

    /// <summary>Reads the newest rows, newest first, and checks each.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="limit">The most rows to read.</param>
    /// <param name="order">The order.</param>
    /// <param name="make">Makes it of number and values.</param>
    public List<T> Some<T>(SqliteConnection connection, int limit, string order, Func<long, object?[], T> make)
    {
        var rows = new List<T>();
        Read(connection, $"ORDER BY {order} LIMIT {limit}", (id, values, _) => rows.Add(make(id, values)));
        return rows;
    }

    private void Read(SqliteConnection connection, string order, Action<long, object?[], UInt128> row) =>
        connection.Each($"SELECT id, {string.Join(", ", _names)}, seal FROM {Name} {order}", reader =>
        {
            var values = new object?[_names.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.IsDBNull(i + 1) ? null : reader.GetValue(i + 1);
            var id = reader.GetInt64(0);
            // Damage may also change of what kind a value is.
            if (!Array.TrueForAll(values, CanSeal) || reader.GetValue(values.Length + 1) is not byte[] kept)
                throw Totals.Damage(Name, $"row {id} holds a value of another kind");
            var seal = Seal(id, values);
            if (!kept.AsSpan().SequenceEqual(Key.Bytes(seal)))
                throw Totals.Damage(Name, $"row {id} does not fit its hash");
            row(id, values, seal);
        });

    private static bool CanSeal(object? value) => value is null or long or string or byte[];

    private static UInt128 Seal(long id, object?[] values)
    {
        var hash = ContentHash.Start;
        hash.Add((ulong)id);
        foreach (var value in values)
            switch (value)
            {
                case null: hash.Add(0); break;
                case long number: hash.Add(1); hash.Add((ulong)number); break;
                case string text: hash.Add(2); hash.Add(text); break;
                case byte[] bytes: hash.Add(3); hash.Add(Convert.ToHexString(bytes)); break;
                default: throw new ArgumentException($"A sealed row holds no {value.GetType().Name}.", nameof(values));
            }

        return hash.Value;
    }
}
