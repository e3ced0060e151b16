using Kirana.Data;
using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>How many rows a table holds and what their hashes add up to: a lost, added or changed row shows.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Sum">The sum of the rows' hashes modulo 2^128.</param>
internal readonly record struct Totals(long Rows, UInt128 Sum)
{
    /// <summary>The totals of a table; zero where nothing was ever written.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="DataException">The totals themselves are damaged.</exception>
    public static Totals Of(SqliteConnection connection, string table)
    {
        var totals = default(Totals);
        connection.Each("SELECT rows, sum, seal FROM totals WHERE name = $1", row =>
        {
            totals = new Totals(row.GetInt64(0), Key.From(row.GetFieldValue<byte[]>(1)));
            if (!row.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(totals.Seal(table)))
                throw Damage(table, "its totals do not fit their hash");
        }, table);
        return totals;
    }

    /// <summary>Compares with what was read.</summary>
    /// <param name="table">The table.</param>
    /// <param name="found">The totals of the rows read.</param>
    /// <exception cref="DataException">They differ (<c>damaged-control</c>).</exception>
    public void Check(string table, Totals found)
    {
        if (found.Rows != Rows)
            throw Damage(table, $"{Rows} rows were written and {found.Rows} are there");
        if (found.Sum != Sum)
            throw Damage(table, "its rows do not add up to their hash");
    }

    /// <summary>The error of a damaged table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="what">What is wrong.</param>
    public static DataException Damage(string table, string what) =>
        new($"The table {table} of data/control.db is damaged: {what}.")
        {
            Code = "damaged-control", File = "data/control.db", Hint = "Restore a backup with `kirana restore`.",
        };

    /// <summary>A hash of the totals.</summary>
    /// <param name="table">The table they belong to.</param>
    public byte[] Seal(string table)
    {
        var hash = ContentHash.Start;
        hash.Add(table);
        hash.Add((ulong)Rows);
        hash.Add((ulong)(Sum >> 64));
        hash.Add((ulong)Sum);
        return Key.Bytes(hash.Value);
    }
}
