using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Storage.Folders;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>The SQLite database that holds fresh rows, the manifest of segments, receipts, quarantine and models.</summary>
/// <remarks>Write-ahead log with every commit forced to the disk. One connection of a process writes, one transaction at a time; every reading
/// opens its own and sees one state. Among processes SQLite's own lock orders the transactions, and <see cref="WriteTurn"/> keeps the order fair.</remarks>
internal sealed class ControlDatabase : IDisposable
{
    private readonly ShopFolder _folder;
    private readonly string _readers;
    private readonly SqliteConnection? _writer;
    private readonly Lock _writing = new();
    private readonly Lock _asking = new();
    private SqliteConnection? _stateReader;
    private SqliteCommand? _stateQuery;

    private ControlDatabase(ShopFolder folder, bool write)
    {
        _folder = folder;
        _readers = new SqliteConnectionStringBuilder { DataSource = folder.Control, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ToString();
        if (!write)
            return;
        _writer = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = folder.Control, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30,
        }.ToString());
    }

    /// <summary>Makes the database of a new shop.</summary>
    /// <param name="folder">The shop.</param>
    public static void Create(ShopFolder folder)
    {
        using var database = new ControlDatabase(folder, write: true);
        database.OpenWriter();
        database.Write(ControlSchema.Create, _ => default);
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        DurableFiles.FlushFolder(folder.Data);
    }

    /// <summary>Opens the database.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="write">Whether this process may change it.</param>
    /// <param name="anyLayout">Whether an older layout will do.</param>
    public static ControlDatabase Open(ShopFolder folder, bool write, bool anyLayout = false)
    {
        if (!File.Exists(folder.Control))
            throw new DataException($"The shop in '{folder.Root}' has lost its file {folder.Relative(folder.Control)}.")
            {
                Code = "damaged-control", File = folder.Control, Hint = "Restore a backup with `kirana restore`.",
            };
        var database = new ControlDatabase(folder, write);
        try
        {
            if (write)
                database.OpenWriter();
            if (database.Read(ControlSchema.LayoutOf) != ShopSettings.CurrentVersion && !anyLayout)
                throw new DataException($"The file {folder.Relative(folder.Control)} has the layout of an older version.")
                {
                    Code = "old-shop", File = folder.Control, Hint = "Run `kirana upgrade`.",
                };
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>How often each part has changed. One small read through a statement that is kept: some 10 µs.</summary>
    public ControlState State()
    {
        try
        {
            lock (_asking)
            {
                if (_stateQuery is null)
                {
                    _stateReader = new SqliteConnection(_readers);
                    _stateReader.Open();
                    _stateQuery = _stateReader.Command(ControlState.Query);
                }

                using var row = _stateQuery.ExecuteReader();
                row.Read();
                return ControlState.Of(row);
            }
        }
        catch (SqliteException error)
        {
            throw Explained(error);
        }
    }

    /// <summary>Reads one consistent state.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="read">Reads through the connection it is given.</param>
    /// <exception cref="DataException">The database is damaged.</exception>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = new SqliteConnection(_readers);
            connection.Open();
            using var transaction = connection.BeginTransaction(deferred: true);
            return read(connection);
        }
        catch (SqliteException error)
        {
            throw Explained(error);
        }
    }

    /// <summary>Changes the database in one durable transaction; an exception leaves it as it was. Without any change nothing is committed.</summary>
    /// <param name="change">Makes the changes. One thread of the process at a time is in here.</param>
    /// <returns>The state that was committed.</returns>
    public ControlState Write(Action<ControlWrite> change) => Write(change, ControlState.Of);

    /// <summary>Changes a database that may have no state of this layout yet.</summary>
    /// <param name="change">Makes the changes.</param>
    /// <param name="before">The state it begins with.</param>
    public ControlState Write(Action<ControlWrite> change, Func<SqliteConnection, ControlState> before)
    {
        var writer = _writer ?? throw new InvalidOperationException("The shop was opened for reading; open it for writing to change it.");
        lock (_writing)
        {
            ControlWrite? write = null;
            try
            {
                using var transaction = Begin(writer);
                write = new ControlWrite(writer, transaction, before(writer));
                change(write);
                if (write.IsEmpty)
                    return write.Before;
                write.Finish();
                Steps.Reached("changes-made");
                transaction.Commit();
                Steps.Reached("changes-committed");
                return write.After;
            }
            catch (Exception error)
            {
                write?.Fail();
                if (error is SqliteException fault)
                    throw Explained(fault);
                throw;
            }
        }
    }

    /// <summary>Moves what the write-ahead log holds into the database and empties the log, so that nothing deleted is left in it.</summary>
    /// <returns><see langword="false"/> if a reading kept it from being emptied.</returns>
    public bool EmptyLog()
    {
        try
        {
            lock (_writing)
                return _writer!.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        catch (SqliteException error)
        {
            throw Explained(error);
        }
    }

    /// <summary>Copies the whole database in the state a reading sees, while others read and write on.</summary>
    /// <param name="connection">The reading's connection.</param>
    /// <param name="path">The new file.</param>
    public static void CopyTo(SqliteConnection connection, string path)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        connection.BackupDatabase(copy);
    }

    /// <summary>What SQLite's own check of pages and indices finds wrong, if anything.</summary>
    public string? Fault()
    {
        var result = Read(connection => connection.Scalar<string>("PRAGMA integrity_check(1)"));
        return string.Equals(result, "ok", StringComparison.Ordinal) ? null : result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stateQuery?.Dispose();
        _stateReader?.Dispose();
        using (var readers = new SqliteConnection(_readers))
            SqliteConnection.ClearPool(readers);
        _writer?.Dispose();
    }

    private void OpenWriter()
    {
        try
        {
            _writer!.Open();
            Execute("PRAGMA secure_delete = ON");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
            // SQLite's own waiting looks again after a few milliseconds, the driver's after 150.
            Execute("PRAGMA busy_timeout = 30000");
        }
        catch (SqliteException error)
        {
            throw Explained(error);
        }
    }

    // Whoever waits for SQLite's lock holds the turn meanwhile, so that a process which commits without a pause lets it in between.
    private SqliteTransaction Begin(SqliteConnection writer)
    {
        using (WriteTurn.Take(_folder))
            return writer.BeginTransaction(deferred: false);
    }

    private void Execute(string sql)
    {
        using var command = _writer!.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private DataException Explained(SqliteException error)
    {
        const int Full = 13, WriteFailed = 778, SyncFailed = 1034, TruncateFailed = 1546, ShmSizeFailed = 4874, Corrupt = 11, NoDatabase = 26;
        var file = _folder.Relative(_folder.Control);
        return error switch
        {
            { SqliteErrorCode: Full } or { SqliteExtendedErrorCode: WriteFailed or SyncFailed or TruncateFailed or ShmSizeFailed } =>
                new DataException($"The disk of '{_folder.Root}' is full.", error) { Code = "disk-full", File = file, Hint = "Free some space and do it again; nothing was changed." },
            { SqliteErrorCode: Corrupt or NoDatabase } =>
                new DataException($"The file {file} is damaged: {error.Message}", error) { Code = "damaged-control", File = file, Hint = "Restore a backup with `kirana restore`." },
            _ => new DataException($"The file {file} cannot be used: {error.Message}", error) { Code = "control-failed", File = file, Hint = "Check the rights and the space of the shop's folder." },
        };
    }
}
