using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kirana.Storage.Settings;

/// <summary>Changes settings in the text that somebody wrote: only members whose values changed are written anew, so that comments, order and
/// layout of everything else stay.</summary>
internal static class SettingsEdit
{
    private static readonly JsonReaderOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The text with the changes in it, or <see langword="null"/> if a member was taken away, which only a whole new text can show.</summary>
    /// <param name="text">The settings as written.</param>
    /// <param name="before">What they mean, defaults filled in.</param>
    /// <param name="after">What they shall mean.</param>
    public static byte[]? Apply(ReadOnlySpan<byte> text, JsonObject before, JsonObject after)
    {
        var reader = new Utf8JsonReader(text, s_lenient);
        reader.Read();
        var changes = new List<Change>();
        if (!Compare(ref reader, before, after, changes))
            return null;

        var edited = new List<byte>(text.Length);
        var copied = 0;
        foreach (var change in changes.OrderBy(change => change.Start))
        {
            edited.AddRange(text[copied..change.Start]);
            edited.AddRange(Encoding.UTF8.GetBytes(change.Text));
            copied = change.End;
        }

        edited.AddRange(text[copied..]);
        return [.. edited];
    }

    // Notes the changes of one object; the reader stands at its beginning, and at its end afterwards.
    private static bool Compare(ref Utf8JsonReader reader, JsonObject before, JsonObject after, List<Change> changes)
    {
        if (before.Any(member => !after.ContainsKey(member.Key)))
            return false;
        var depth = reader.CurrentDepth + 1;
        var end = (int)reader.BytesConsumed;
        var written = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            written.Add(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var (old, wanted) = (before[name], after[name]);
            if (reader.TokenType == JsonTokenType.StartObject && old is JsonObject oldObject && wanted is JsonObject wantedObject)
            {
                if (!Compare(ref reader, oldObject, wantedObject, changes))
                    return false;
            }
            else
            {
                reader.Skip();
                if (!JsonNode.DeepEquals(old, wanted))
                    changes.Add(new Change(start, (int)reader.BytesConsumed, Text(wanted, depth)));
            }

            end = (int)reader.BytesConsumed;
        }

        var added = string.Join(',', after.Where(member => !written.Contains(member.Key) && !JsonNode.DeepEquals(before[member.Key], member.Value))
            .Select(member => $"\n{Indent(depth)}{JsonSerializer.Serialize(member.Key, SettingsJson.Default.String)}: {Text(member.Value, depth)}"));
        if (added.Length > 0)
            changes.Add(new Change(end, end, written.Count > 0 ? "," + added : added + "\n" + Indent(depth - 1)));
        return true;
    }

    private static string Text(JsonNode? value, int depth) =>
        (value?.ToJsonString(s_indented) ?? "null").Replace("\n", "\n" + Indent(depth), StringComparison.Ordinal);

    private static string Indent(int depth) => new(' ', 2 * depth);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Change(int Start, int End, string Text);
}
