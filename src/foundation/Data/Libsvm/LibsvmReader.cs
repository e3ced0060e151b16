using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Kirana.Data.Lines;

namespace Kirana.Data.Libsvm;

/// <summary>Reads lines of the form <c>label [qid:group] index:value …</c>, the sparse text format of LIBSVM and SVMrank, one after another.</summary>
/// <remarks>What follows a <c>#</c> is a comment. Gzip is known by its content, Brotli by the name's end <c>.br</c>. Empty lines are passed over.
/// Not thread-safe; spans are valid until the next <see cref="TryRead"/>.</remarks>
public sealed class LibsvmReader : IDisposable
{
    /// <summary>The largest index of a value.</summary>
    public const int MaxIndex = 1 << 24;

    private const int MaxLineBytes = 1 << 28;

    private readonly LineBuffer _buffer;
    private readonly List<int> _indices = [];
    private readonly List<float> _values = [];

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file; closed with the reader, or at once if it is not text.</param>
    /// <param name="name">The file's name, for messages; its end tells Brotli.</param>
    /// <exception cref="DataException"><c>not-text</c>, <c>damaged-compression</c>.</exception>
    public LibsvmReader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Name = name;
        try
        {
            _buffer = new LineBuffer(new Utf8Source(stream, name, TextEncoding.Utf8), LineBuffer.DefaultBytes, MaxLineBytes);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The one-based line of the current row.</summary>
    public long Line { get; private set; }

    /// <summary>The current row's label: a class, a number or a relevance.</summary>
    public double Label { get; private set; }

    /// <summary>The number behind <c>qid:</c>; <see langword="null"/> where the row names no group.</summary>
    public long? Group { get; private set; }

    /// <summary>The indices of the values that are written down, ascending, from 0 or 1; all others are 0.</summary>
    public ReadOnlySpan<int> Indices => CollectionsMarshal.AsSpan(_indices);

    /// <summary>The values beside <see cref="Indices"/>; finite.</summary>
    public ReadOnlySpan<float> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>Bytes read from the file so far, before decompression, for progress.</summary>
    public long BytesRead => _buffer.Source.BytesRead;

    /// <summary>Whether a file's first line is of this form.</summary>
    /// <param name="stream">The file; closed.</param>
    /// <param name="name">The file's name; its end tells Brotli.</param>
    public static bool Knows(Stream stream, string name)
    {
        try
        {
            using var reader = new LibsvmReader(stream, name);
            return reader.TryRead() && (reader._indices.Count > 0 || reader.Group is not null);
        }
        catch (DataException)
        {
            return false;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="DataException"><c>bad-line</c>: a line is not of this form, its indices do not ascend, or a number is not finite.</exception>
    public bool TryRead()
    {
        while (true)
        {
            Line += _buffer.SkipEmptyLines();
            if (_buffer.Available.IsEmpty)
                return false;
            Line++;
            if (!_buffer.TryFindLine(out var length, out var consumed))
                throw Bad($"is longer than {MaxLineBytes} bytes");
            var line = _buffer.Available[..length];
            var comment = line.IndexOf((byte)'#');
            var found = Parse((comment < 0 ? line : line[..comment]).Trim(" \t"u8));
            _buffer.Consume(consumed);
            if (found)
                return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private bool Parse(ReadOnlySpan<byte> line)
    {
        _indices.Clear();
        _values.Clear();
        Group = null;
        if (line.IsEmpty)
            return false;
        var word = Next(ref line);
        Label = TryNumber(word, out var label) ? label : throw Bad($"begins with '{Shown(word)}'; expected a label that is a finite number");
        while (!line.IsEmpty)
            Add(Next(ref line));
        return true;
    }

    private void Add(ReadOnlySpan<byte> word)
    {
        var colon = word.IndexOf((byte)':');
        if (colon < 0)
            throw Bad($"has '{Shown(word)}'; expected index:value");
        var value = word[(colon + 1)..];
        if (word[..colon].SequenceEqual("qid"u8))
        {
            Group = _indices.Count == 0 && Group is null && Utf8Parser.TryParse(value, out long group, out var used) && used == value.Length
                ? group
                : throw Bad($"has '{Shown(word)}'; expected qid and a whole number, once, behind the label");
            return;
        }

        if (!Utf8Parser.TryParse(word[..colon], out int index, out var length) || length != colon || index is < 0 or > MaxIndex)
            throw Bad($"has '{Shown(word)}'; expected an index from 0 to {MaxIndex.ToString(CultureInfo.InvariantCulture)}");
        if (_indices.Count > 0 && index <= _indices[^1])
            throw Bad($"has the index {index} behind {_indices[^1]}; expected ascending indices");
        if (!TryNumber(value, out var number) || !float.IsFinite((float)number))
            throw Bad($"has '{Shown(word)}'; expected a finite number behind the colon");
        _indices.Add(index);
        _values.Add((float)number);
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[end..].TrimStart(" \t"u8);
        return word;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out double number) =>
        Utf8Parser.TryParse(text, out number, out var length) && length == text.Length && double.IsFinite(number);

    private static string Shown(ReadOnlySpan<byte> word) => Encoding.UTF8.GetString(word[..Math.Min(word.Length, 60)]);

    private DataException Bad(string what) => new($"Line {Line} of {Name} {what}.")
    {
        Code = "bad-line", File = Name, Row = Line, Hint = "A line is a label, perhaps qid:group, then index:value pairs with ascending indices.",
    };
}
