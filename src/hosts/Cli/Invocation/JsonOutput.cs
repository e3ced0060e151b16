using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kirana.Cli.Invocation;

/// <summary>Prints the one JSON object of a command.</summary>
internal static class JsonOutput
{
    // Standard output is no web page: quotes and letters of every language stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints a value as one line of UTF-8.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="type">How it becomes JSON.</param>
    public static void Print<T>(T value, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            JsonSerializer.Serialize(writer, value, type);
        buffer.WriteByte((byte)'\n');
        using var output = Console.OpenStandardOutput();
        buffer.WriteTo(output);
    }
}
