namespace Kirana.Data.Csv;

public sealed partial class CsvReader
{
    private const int SampleBytes = 1 << 16;

    private string[] ReadHeader(CsvOptions options)
    {
        MoveNext();
        if (Fault is not null)
            throw BadHeader($"The header of {Name} cannot be read: {Fault.Message}.", Fault.Code is "unclosed-quote" ? "Close the quote in the header line." : null);
        if (_fieldCount > options.MaxColumns)
            throw BadHeader($"{Name} has {_fieldCount} columns; expected at most {options.MaxColumns}.", hint: null);
        if (!options.Header)
        {
            _pending = true;
            return [.. Enumerable.Range(1, _fieldCount).Select(number => $"column{number}")];
        }

        var names = new string[_fieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            var field = _fields[i];
            names[i] = System.Text.Encoding.UTF8.GetString(field.IsUnescaped ? _unescaped.AsSpan(field.Start, field.Length) : _buffer.Available.Slice(field.Start, field.Length)).Trim();
        }

        CheckSeparator(options);
        CheckNames(names);
        return names;
    }

    private void CheckNames(string[] names)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
                throw BadHeader($"Column {i + 1} of {names.Length} in {Name} has no name.", "Name every column in the header, or say that the file has none.");
            if (!seen.TryAdd(names[i], i))
                throw BadHeader($"Columns {seen[names[i]] + 1} and {i + 1} in {Name} are both named '{names[i]}'.", "Give each column a name of its own.", names[i]);
        }
    }

    /// <summary>A single column is believed only if no other separator would give more.</summary>
    private void CheckSeparator(CsvOptions options)
    {
        if (_fieldCount > 1 || options.Separator is null)
            return;
        var better = SeparatorGuess.Of(_buffer.Available[.._recordLength]);
        if (better != _separator && SeparatorGuess.CountFields(_buffer.Available[.._recordLength], better) > 1)
            throw new DataException($"The header of {Name} has one column when split at {Spelled(_separator)}, but more when split at {Spelled(better)}.")
            {
                Code = "wrong-separator",
                File = Name,
                Row = Line,
                Hint = $"Use the separator {Spelled(better)}.",
            };
    }

    private static string Spelled(byte separator) => separator == '\t' ? "a tab" : $"'{(char)separator}'";

    /// <summary>Enough text to tell the separator by: always as much, however the window grows.</summary>
    private ReadOnlySpan<byte> FirstRecords()
    {
        while (_buffer.Available.Length < SampleBytes && _buffer.TryGrow())
        {
        }

        return _buffer.Available[..Math.Min(SampleBytes, _buffer.Available.Length)];
    }

    private DataException BadHeader(string message, string? hint, string? column = null) =>
        new(message) { Code = "bad-header", File = Name, Row = Line, Column = column, Hint = hint };
}
