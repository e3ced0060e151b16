using System.Buffers;
using Kirana.Data.Lines;

namespace Kirana.Data.Csv;

public sealed partial class CsvReader
{
    // What ends the fast way: a line end, or a byte that needs a closer look.
    private static readonly SearchValues<byte> Stops = SearchValues.Create("\n\r\"\0"u8);

    private bool _insideQuotes;
    private bool _holdsNul;

    private enum Outcome
    {
        Complete,
        NeedsMore,
        BrokenQuote,
    }

    /// <summary>Parses the record at the window's beginning.</summary>
    private Outcome Parse()
    {
        (_fieldCount, _unescapedLength, _insideQuotes, _holdsNul) = (0, 0, false, false);
        var text = _buffer.Available;
        var end = text.IndexOfAny(Stops);
        if (end >= 0 && text[end] is (byte)'"' or (byte)'\0')
            return ParseCarefully(text);
        if (end < 0 && !_buffer.IsFinal)
            return Outcome.NeedsMore;

        // No quote in the line: its fields are what lies between the separators.
        var record = end < 0 ? text : text[..end];
        var start = 0;
        while (true)
        {
            var length = record[start..].IndexOf(_separator);
            if (length < 0)
                break;
            Take(start, length, isUnescaped: false);
            start += length + 1;
        }

        Take(start, record.Length - start, isUnescaped: false);
        return Complete(record.Length, lines: 1);
    }

    /// <summary>Parses a record that holds quotes, field by field.</summary>
    private Outcome ParseCarefully(ReadOnlySpan<byte> text)
    {
        _holdsNul = true;
        var at = 0;
        while (true)
        {
            if (at < text.Length && text[at] == '"')
            {
                var outcome = ParseQuoted(text, ref at);
                if (outcome != Outcome.Complete)
                    return outcome;
            }
            else
            {
                var length = text[at..].IndexOfAny(_fieldEnds);
                if (length < 0 && !_buffer.IsFinal)
                    return Outcome.NeedsMore;
                length = length < 0 ? text.Length - at : length;
                Take(at, length, isUnescaped: false);
                at += length;
            }

            if (at == text.Length || text[at] != _separator)
                return Complete(at, LinesIn(text[..at]) + 1);
            at++;
        }
    }

    /// <summary>Parses a quoted field from its opening quote to the byte behind its closing one.</summary>
    /// <remarks>
    /// A quote that never closes makes this read up to the limit and then return to the next line. That costs no more than
    /// twice the file however many quotes there are: behind an opening quote that does not close every run of quotes is even,
    /// so none of those lines begins another such field.
    /// </remarks>
    private Outcome ParseQuoted(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at + 1;
        var from = start;
        var doubled = 0;
        while (true)
        {
            var quote = text[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                _insideQuotes = true;
                return _buffer.IsFinal ? Outcome.BrokenQuote : Outcome.NeedsMore;
            }

            at = from + quote + 1;
            if (at == text.Length && !_buffer.IsFinal)
                return Outcome.NeedsMore;
            if (at == text.Length || text[at] == _separator || text[at] is (byte)'\n' or (byte)'\r')
                break;
            if (text[at] != '"')
                return Outcome.BrokenQuote;
            doubled++;
            from = at + 1;
        }

        var content = text[start..(at - 1)];
        if (doubled == 0)
            Take(start, content.Length, isUnescaped: false);
        else
            Take(Unescape(content, content.Length - doubled), content.Length - doubled, isUnescaped: true);
        return Outcome.Complete;
    }

    /// <summary>Copies a field with each doubled quote once.</summary>
    /// <returns>Where the copy begins.</returns>
    private int Unescape(ReadOnlySpan<byte> content, int length)
    {
        var start = _unescapedLength;
        _unescapedLength += length;
        if (_unescaped.Length < _unescapedLength)
            Array.Resize(ref _unescaped, Math.Max(_unescapedLength, 2 * _unescaped.Length));
        var target = _unescaped.AsSpan(start);
        while (true)
        {
            var quote = content.IndexOf((byte)'"');
            if (quote < 0)
                break;
            content[..(quote + 1)].CopyTo(target);
            target = target[(quote + 1)..];
            content = content[(quote + 2)..];
        }

        content.CopyTo(target);
        return start;
    }

    private void Take(int start, int length, bool isUnescaped)
    {
        // More fields than columns are counted for the message, not kept.
        if (_fieldCount < _mostFields)
        {
            if (_fieldCount == _fields.Length)
                Array.Resize(ref _fields, Math.Min(2 * _fields.Length, _mostFields));
            _fields[_fieldCount] = new FieldRange(start, length, isUnescaped);
        }

        _fieldCount++;
    }

    private Outcome Complete(int length, int lines)
    {
        var end = 0;
        if (length < _buffer.Available.Length && !_buffer.TryLineEnd(length, out end))
            return Outcome.NeedsMore;
        (_recordLength, _consumed, _lineCount) = (length, length + end, lines);
        return Outcome.Complete;
    }

    /// <summary>Gives out the first line alone, so that one stray quote does not swallow what follows.</summary>
    private void TakeFirstLine()
    {
        if (!_buffer.TryFindLine(out _recordLength, out _consumed))
        {
            SkipLongLine();
            return;
        }

        (_fieldCount, _lineCount) = (0, 1);
        Fault = new LineFault("unclosed-quote", _insideQuotes
            ? $"expected a closing quote within {_maxRecordBytes} bytes or before the end of the file, found none"
            : "expected a separator or line end behind a closing quote, found more text (a quote within quotes is doubled)");
    }

    private void SkipLongLine()
    {
        _longRaw = _buffer.Available[..Math.Min(RawBytes, _buffer.Available.Length)].ToArray();
        (_rawIsLong, _fieldCount, _recordLength, _consumed, _lineCount) = (true, 0, 0, 0, 1);
        _buffer.SkipLine();
        Fault = new LineFault("too-long", $"expected a record of at most {_maxRecordBytes} bytes, found a longer line");
    }

    private static int LinesIn(ReadOnlySpan<byte> text)
    {
        var lines = text.Count((byte)'\n');
        for (var at = text.IndexOf((byte)'\r'); at >= 0; at = text.IndexOf((byte)'\r'))
        {
            text = text[(at + 1)..];
            if (text.IsEmpty || text[0] != '\n')
                lines++;
        }

        return lines;
    }
}
