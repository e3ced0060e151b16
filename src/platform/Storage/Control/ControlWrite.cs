using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>One transaction of changes under way. Keeps each table's number of rows and sum of hashes in step with its rows.</summary>
/// <param name="connection">The writing connection.</param>
/// <param name="transaction">Its transaction.</param>
internal sealed class ControlWrite(SqliteConnection connection, SqliteTransaction transaction)
{
    private readonly Dictionary<string, (long Rows, UInt128 Sum)> _changes = new(StringComparer.Ordinal);

    /// <summary>The connection, for reading what the transaction sees.</summary>
    public SqliteConnection Connection { get; } = connection;

    /// <summary>A command within the transaction.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">The values of <c>$1</c>, <c>$2</c> …</param>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> arguments)
    {
        var command = Connection.Command(sql, arguments);
        command.Transaction = transaction;
        return command;
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">The values of <c>$1</c>, <c>$2</c> …</param>
    /// <returns>The number of rows changed.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = Command(sql, arguments);
        return command.ExecuteNonQuery();
    }

    /// <summary>Notes rows that were added to or removed from a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">How many; negative if removed.</param>
    /// <param name="sum">The sum of their hashes; its negative if removed.</param>
    public void Note(string table, long rows, UInt128 sum)
    {
        var (before, hash) = _changes.GetValueOrDefault(table);
        _changes[table] = (before + rows, unchecked(hash + sum));
    }

    /// <summary>Writes the totals and the new version.</summary>
    public void Finish()
    {
        foreach (var (table, change) in _changes)
        {
            var before = Totals.Of(Connection, table);
            var after = new Totals(before.Rows + change.Rows, unchecked(before.Sum + change.Sum));
            Run("INSERT OR REPLACE INTO totals(name, rows, sum, seal) VALUES ($1, $2, $3, $4)", table, after.Rows, Key.Bytes(after.Sum), after.Seal(table));
        }

        ControlSchema.Advance(this);
    }
}
