using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>Short forms of reading through an open connection.</summary>
internal static class SqliteReading
{
    /// <summary>The first column of the first row, or the default where there is none.</summary>
    /// <typeparam name="T">long, string or byte[].</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The query.</param>
    /// <param name="arguments">The values of <c>$1</c>, <c>$2</c> …</param>
    public static T? Scalar<T>(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = connection.Command(sql, arguments);
        return command.ExecuteScalar() is T value ? value : default;
    }

    /// <summary>Gives each row of an answer to a reader.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The query.</param>
    /// <param name="row">Takes a row.</param>
    /// <param name="arguments">The values of <c>$1</c>, <c>$2</c> …</param>
    public static void Each(this SqliteConnection connection, string sql, Action<SqliteDataReader> row, params ReadOnlySpan<object?> arguments)
    {
        using var command = connection.Command(sql, arguments);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            row(reader);
    }

    /// <summary>A command with its arguments.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">The values of <c>$1</c>, <c>$2</c> …</param>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", arguments[i] ?? DBNull.Value);
        return command;
    }
}
