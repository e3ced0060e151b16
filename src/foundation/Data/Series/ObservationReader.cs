using System.Buffers.Text;
using System.Text;
using Kirana.Data.Lines;

namespace Kirana.Data.Series;

/// <summary>Reads a long file of series one observation after another, in the order of its lines, so that it may be larger than memory.</summary>
/// <remarks>The spellings of times and values are those of <see cref="SeriesReader"/>. Not thread-safe. <see cref="Key"/> is valid until the
/// next <see cref="TryRead"/>.</remarks>
public sealed class ObservationReader
{
    private readonly ILineReader _lines;
    private readonly SeriesOptions _options;
    private Step? _spelling;
    private int _key = -1;
    private int _time = -1;
    private int _value = -1;

    /// <summary>Reads a file.</summary>
    /// <param name="lines">The file; not closed.</param>
    /// <param name="options">How it is written down; <see cref="SeriesOptions.Default"/> by default.</param>
    public ObservationReader(ILineReader lines, SeriesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _lines = lines;
        _options = options ?? SeriesOptions.Default;
    }

    /// <summary>The finest step that the times' spelling can mean; <see cref="Step.Index"/> before the first observation.</summary>
    public Step Spelling => _spelling ?? Step.Index;

    /// <summary>The key of the observation's series, as UTF-8.</summary>
    public ReadOnlySpan<byte> Key => _lines.Field(_key);

    /// <summary>The observation's time, on the axis of <see cref="Spelling"/>.</summary>
    public long At { get; private set; }

    /// <summary>The value; NaN where missing.</summary>
    public double Value { get; private set; }

    /// <summary>The line of the file.</summary>
    public long Row => _lines.Line;

    /// <summary>Moves to the next observation.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="DataException"><c>missing-column</c>, <c>bad-time</c>, <c>bad-value</c>, <c>mixed-steps</c>, or the fault of a damaged
    /// line; each names the row.</exception>
    public bool TryRead()
    {
        var any = _lines.TryRead();
        if (any && _lines.Fault is { } fault)
            throw Bad(fault.Code, $"Row {Row} of {_lines.Name} cannot be read: {fault.Message}.", column: null, hint: null);
        if (_key < 0)
            (_key, _time, _value) = (Column(_options.SeriesColumn), Column(_options.TimeColumn), Column(_options.ValueColumn));
        if (!any)
            return false;
        var text = _lines.Field(_time);
        if (!SeriesTime.TryParse(text, out var time))
            throw Bad("bad-time", $"Row {Row} of {_lines.Name} has the time '{Text(text)}'; expected a whole number or an ISO date such as 2011-11-07.",
                _options.TimeColumn, "Write dates as year-month-day.");
        if (time.Spelling != (_spelling ??= time.Spelling))
            throw Bad("mixed-steps", $"Row {Row} of {_lines.Name} has the time '{Text(text)}', which is of the step {time.Spelling}; the rows before are of the step {_spelling}.",
                _options.TimeColumn, "Write all times of a file in the same way.");
        At = time.At;
        Value = Parse(_lines.Field(_value));
        return true;
    }

    private int Column(string name)
    {
        for (var i = 0; i < _lines.Columns.Count; i++)
            if (string.Equals(_lines.Columns[i], name, StringComparison.OrdinalIgnoreCase))
                return i;
        throw new DataException($"{_lines.Name} has no column '{name}'; it has {string.Join(", ", _lines.Columns.Select(column => $"'{column}'"))}.")
        {
            Code = "missing-column", File = _lines.Name, Column = name, Hint = "Rename the column, or say which one it is.",
        };
    }

    private double Parse(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.SequenceEqual("NA"u8) || text.SequenceEqual("NaN"u8))
            return double.NaN;
        if (Utf8Parser.TryParse(text, out double value, out var length) && length == text.Length && double.IsFinite(value))
            return value;
        throw Bad("bad-value", $"Row {Row} of {_lines.Name} has the value '{Text(text)}'; expected a finite number with a decimal point.",
            _options.ValueColumn, text.Contains((byte)',') ? "Write decimals with a point." : null);
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    private DataException Bad(string code, string message, string? column, string? hint) =>
        new(message) { Code = code, File = _lines.Name, Row = Row, Column = column, Hint = hint };
}
