using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>One transaction of changes under way. Keeps each table's number of rows and sum of hashes in step with its rows, and counts what changed.</summary>
/// <param name="connection">The writing connection.</param>
/// <param name="transaction">Its transaction.</param>
/// <param name="before">The state the transaction began with.</param>
internal sealed class ControlWrite(SqliteConnection connection, SqliteTransaction transaction, ControlState before)
{
    private readonly Dictionary<string, (long Rows, UInt128 Sum)> _changes = new(StringComparer.Ordinal);
    private ControlState _state = before;
    private ShopPart _parts;
    private Action? _undo;

    /// <summary>The connection, for reading what the transaction sees.</summary>
    public SqliteConnection Connection { get; } = connection;

    /// <summary>The state the transaction began with.</summary>
    public ControlState Before { get; } = before;

    /// <summary>The state as it will be committed.</summary>
    public ControlState After => IsEmpty ? Before : _state.After(_parts);

    /// <summary>Whether nothing was changed.</summary>
    public bool IsEmpty => _changes.Count == 0 && _parts == ShopPart.None && _state == Before;

    /// <summary>Whether free pages may hold what was erased.</summary>
    public bool Unwiped
    {
        get => _state.Unwiped != 0;
        set => _state = _state with { Unwiped = value ? 1 : 0 };
    }

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
        var (had, hash) = _changes.GetValueOrDefault(table);
        _changes[table] = (had + rows, unchecked(hash + sum));
    }

    /// <summary>Counts a change of some parts of the shop.</summary>
    /// <param name="parts">The parts.</param>
    public void Touch(ShopPart parts) => _parts |= parts;

    /// <summary>Has something done if the transaction fails, before any other begins: what memory holds must not run ahead of the disk.</summary>
    /// <param name="undo">What to do.</param>
    public void IfFailed(Action undo) => _undo += undo;

    /// <summary>Does what was asked for in case of failure.</summary>
    public void Fail() => _undo?.Invoke();

    /// <summary>The number of a new chunk of fresh rows.</summary>
    public long NextChunk()
    {
        _state = _state with { Chunk = _state.Chunk + 1 };
        return _state.Chunk;
    }

    /// <summary>Notes that a segment's number is given.</summary>
    /// <param name="segment">The number.</param>
    public void Number(long segment) => _state = _state with { Segment = Math.Max(_state.Segment, segment) };

    /// <summary>Writes the totals and the new state.</summary>
    public void Finish()
    {
        foreach (var (table, change) in _changes)
        {
            var had = Totals.Of(Connection, table);
            var has = new Totals(had.Rows + change.Rows, unchecked(had.Sum + change.Sum));
            Run("INSERT OR REPLACE INTO totals(name, rows, sum, seal) VALUES ($1, $2, $3, $4)", table, has.Rows, Key.Bytes(has.Sum), has.Seal(table));
        }

        After.Write(this);
    }
}
