using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;

namespace Kirana.Storage.Imports;

/// <summary>The lines an import sets aside until it commits. The n-th line of equal reason and text of a source is kept once, however often it comes.</summary>
/// <param name="source">The source's logical name.</param>
internal sealed class QuarantineStage(string source) : IDisposable
{
    /// <summary>The longest part of a line that is kept.</summary>
    public const int TextLimit = 4096;

    private readonly List<(QuarantinedLine Line, UInt128 Key)> _lines = [];
    private readonly Dictionary<UInt128, long> _seen = [];

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    public void Add(QuarantinedLine line)
    {
        var key = KeyOf(source, line);
        var occurrence = _seen.GetValueOrDefault(key);
        _seen[key] = occurrence + 1;
        _lines.Add((line with { Text = Cut(line.Text) }, Key.Of(key, occurrence)));
    }

    /// <summary>What two lines have in common that are one.</summary>
    /// <param name="source">Where the line came from.</param>
    /// <param name="line">The line.</param>
    public static UInt128 KeyOf(string source, QuarantinedLine line)
    {
        var hash = ContentHash.Start;
        hash.Add(source);
        hash.Add(line.Reason);
        hash.Add(line.Text);
        return hash.Value;
    }

    /// <summary>The part of a line that is kept.</summary>
    /// <param name="text">The line.</param>
    public static string Cut(string text) => text.Length > TextLimit ? text[..TextLimit] : text;

    /// <summary>Keeps the lines that are not kept yet.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="import">The import's number.</param>
    public void Insert(ControlWrite write, long import)
    {
        var table = ControlSchema.Quarantine;
        var id = table.NextId(write.Connection);
        using var find = write.Command("SELECT 1 FROM quarantine WHERE key = $1", "");
        foreach (var (line, key) in _lines)
        {
            find.Parameters[0].Value = Key.Bytes(key);
            if (find.ExecuteScalar() is null)
                table.Insert(write, id++, import, line.File, line.Line, line.Reason, line.Column, line.Detail, line.Text, Key.Bytes(key), 0L);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Clear();

    /// <summary>The newest lines.</summary>
    /// <param name="control">The database.</param>
    /// <param name="limit">The most lines.</param>
    public static List<QuarantinedLine> Newest(ControlDatabase control, int limit) =>
        control.Read(connection => ControlSchema.Quarantine.Some(connection, limit, "import DESC, id", (_, values) => new QuarantinedLine(
            (string)values[1]!, (long)values[2]!, (string)values[3]!, (string?)values[4], (string)values[5]!, (string)values[6]!)));
}
