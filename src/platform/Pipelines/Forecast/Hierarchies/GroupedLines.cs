using System.Text;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>Shows lines whose series are named by several columns as <c>series,time,value</c>: the key is the groups joined by <c>|</c>, time and value are
/// the other two columns.</summary>
internal sealed class GroupedLines : ILineReader
{
    private readonly ILineReader _lines;
    private readonly string[] _groups;
    private readonly Dictionary<string, string[]> _known = new(StringComparer.Ordinal);
    private int[]? _places;
    private byte[] _key = [];
    private (int Time, int Value) _others;

    /// <summary>Reads a file.</summary>
    /// <param name="lines">The file; closed with this.</param>
    /// <param name="groups">The columns that name a series.</param>
    public GroupedLines(ILineReader lines, string[] groups) => (_lines, _groups) = (lines, groups);

    /// <inheritdoc/>
    public string Name => _lines.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = [SeriesOptions.Default.SeriesColumn, SeriesOptions.Default.TimeColumn, SeriesOptions.Default.ValueColumn];

    /// <inheritdoc/>
    public long Line => _lines.Line;

    /// <inheritdoc/>
    public LineFault? Fault => _lines.Fault;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => _lines.Raw;

    /// <inheritdoc/>
    public long BytesRead => _lines.BytesRead;

    /// <summary>The groups of a series.</summary>
    public IReadOnlyList<string> GroupsOf(string key) => _known[key];

    /// <inheritdoc/>
    public bool TryRead()
    {
        if (!_lines.TryRead())
            return false;
        if (_lines.Fault is not null)
            return true;
        _places ??= Places();
        string[] groups = [.. _places.Select(place => Encoding.UTF8.GetString(_lines.Field(place)))];
        if (Array.IndexOf(groups, "") is >= 0 and var empty)
            throw Bad("missing-group", $"Row {Line} of {Name} has no value in the column '{_groups[empty]}'.", _groups[empty], "Give it a group of its own, such as 'other'.");
        var key = string.Join('|', groups);
        if (!_known.TryAdd(key, groups) && !_known[key].SequenceEqual(groups, StringComparer.Ordinal))
            throw Bad("duplicate-key", $"Row {Line} of {Name} has groups that joined by '|' are those of another series, '{key}'.", null, "Take '|' out of the groups' names.");
        _key = Encoding.UTF8.GetBytes(key);
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => column == 0 ? _key : _lines.Field(column == 1 ? _others.Time : _others.Value);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private int[] Places()
    {
        var columns = _lines.Columns;
        int[] places = [.. _groups.Select(group => Enumerable.Range(0, columns.Count).FirstOrDefault(i => string.Equals(columns[i], group, StringComparison.OrdinalIgnoreCase), -1))];
        var shown = string.Join(", ", columns.Select(column => $"'{column}'"));
        if (Array.IndexOf(places, -1) is >= 0 and var missing)
            throw Bad("missing-column", $"{Name} has no column '{_groups[missing]}'; it has {shown}.", _groups[missing], "Name levels by the columns of the file.");
        int[] others = [.. Enumerable.Range(0, columns.Count).Except(places)];
        if (others.Length != 2)
            throw Bad("missing-column", $"Besides {string.Join(", ", _groups)}, {Name} should have the time and the value; its columns are {shown}.", null,
                "Name every column of the groups in a level, and leave others out of the file.");
        // The time comes first where the names do not tell.
        _others = string.Equals(columns[others[0]], Columns[2], StringComparison.OrdinalIgnoreCase) ? (others[1], others[0]) : (others[0], others[1]);
        return places;
    }

    private DataException Bad(string code, string message, string? column, string hint) => new(message) { Code = code, File = Name, Row = Line, Column = column, Hint = hint };
}
