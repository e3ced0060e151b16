using System.Globalization;
using DuckDB.NET.Data;
using Kirana.Data;
using Kirana.Storage.Folders;

namespace Kirana.Storage.Segments;

/// <summary>A throw-away analytical database in memory that sees the shop's folder and nothing else.</summary>
internal sealed class DuckSession : IDisposable
{
    private readonly string _folder;

    /// <summary>Opens a session.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="threads">Threads a query may use.</param>
    /// <param name="memory">Megabytes a query may use before it spills into the shop's scratch folder.</param>
    public DuckSession(ShopFolder folder, int threads, int memory)
    {
        _folder = folder.Root;
        Connection = new DuckDBConnection("DataSource=:memory:");
        Connection.Open();
        Run(string.Create(CultureInfo.InvariantCulture, $"""
            SET memory_limit = '{memory}MB';
            SET threads = {threads};
            SET temp_directory = {Quote(folder.Scratch)};
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET preserve_insertion_order = true;
            SET allowed_directories = [{Quote(folder.Root)}];
            SET enable_external_access = false;
            SET lock_configuration = true;
            """));
    }

    /// <summary>The connection.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>A string as an SQL literal.</summary>
    /// <param name="text">The string.</param>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Runs statements without a result.</summary>
    /// <param name="sql">The statements.</param>
    public void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException error)
        {
            throw Explained(error);
        }
    }

    /// <summary>Runs a query and gives each row of the answer to a reader, while the query still runs.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="row">Takes a row.</param>
    public void Query(string sql, Action<DuckDBDataReader> row)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                row(reader);
        }
        catch (DuckDBException error)
        {
            throw Explained(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();

    /// <summary>The error as a shop reports it.</summary>
    /// <param name="error">What the database said.</param>
    public DataException Explained(DuckDBException error) =>
        error.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("File too large", StringComparison.OrdinalIgnoreCase)
            ? new DataException($"The disk of '{_folder}' is full.", error) { Code = "disk-full", File = _folder, Hint = "Free some space and do it again; nothing was changed." }
            // Damage is found by the hashes before a file is read, so this is something else, such as too little memory.
            : new DataException($"The records of '{_folder}' could not be processed: {error.Message}", error) { Code = "analysis-failed", File = _folder, Hint = "Close other programs if memory is short; run `kirana check` otherwise." };
}
