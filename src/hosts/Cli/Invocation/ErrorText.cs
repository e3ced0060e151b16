using System.Text;

namespace Kirana.Cli.Invocation;

/// <summary>Writes an error for a person: what, where, what next.</summary>
internal static class ErrorText
{
    /// <summary>The lines of an error.</summary>
    /// <param name="error">The error.</param>
    public static string Of(CommandError error)
    {
        var text = new StringBuilder($"error: {error.Message}");
        var place = string.Join(", ", new[]
        {
            error.File ?? "",
            error.Row is { } row ? $"row {row}" : "",
            error.Column is { } column ? $"column {column}" : "",
        }.Where(part => part.Length > 0));
        if (place.Length > 0)
            text.Append("\n   at: ").Append(place);
        if (error.Hint is not null)
            text.Append("\n hint: ").Append(error.Hint);
        return text.ToString();
    }
}
