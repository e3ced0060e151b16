using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Kirana.Data.Lines;

namespace Kirana.Operate.Contracts;

/// <summary>The 128-bit identity of a record: XxHash128 over length-prefixed parts, so that no two different lists of parts read the same.</summary>
/// <remarks>
/// By id: kind, id. By content: scope, then name and value of every column that is not empty, ordered by name, so neither the order of the
/// columns nor an added empty one changes a line's identity. Values are taken as the file has them, before any reading: mending a mapping
/// and importing again recognises the lines. XxHash128 is not cryptographic: among 10¹⁰ honest lines two collide by chance with
/// probability below 10⁻¹⁸, and who can choose a shop's lines can harm that shop more simply than by a collision. Not thread-safe.
/// </remarks>
internal sealed class ContentKey
{
    private readonly byte[] _scope;
    private (byte[] Name, int Column)[] _columns = [];
    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>Creates the keys of one kind or source.</summary>
    /// <param name="scope">What keeps the keys apart from others': the kind for ids, kind and source for content.</param>
    public ContentKey(params ReadOnlySpan<string> scope)
    {
        foreach (var part in scope)
            Append(Encoding.UTF8.GetBytes(part));
        _scope = _buffer[.._length];
    }

    /// <summary>Learns the columns of the lines.</summary>
    /// <param name="columns">Their names.</param>
    public void Bind(IReadOnlyList<string> columns)
    {
        var order = Enumerable.Range(0, columns.Count).OrderBy(i => columns[i], StringComparer.Ordinal);
        _columns = [.. order.Select(i => (Encoding.UTF8.GetBytes(columns[i]), i))];
    }

    /// <summary>The key of a record by one or more of its values.</summary>
    /// <param name="line">The line.</param>
    /// <param name="columns">The columns of the values; −1 for none.</param>
    public UInt128 OfValues(ILineReader line, ReadOnlySpan<int> columns)
    {
        Begin();
        foreach (var column in columns)
            Append(column < 0 ? default : FieldReader.Trim(line.Field(column)));
        return XxHash128.HashToUInt128(_buffer.AsSpan(0, _length));
    }

    /// <summary>The key of a record by everything its line says.</summary>
    /// <param name="line">The line.</param>
    public UInt128 OfContent(ILineReader line)
    {
        Begin();
        foreach (var (name, column) in _columns)
        {
            var value = line.Field(column);
            if (value.IsEmpty)
                continue;
            Append(name);
            Append(value);
        }

        return XxHash128.HashToUInt128(_buffer.AsSpan(0, _length));
    }

    private void Begin()
    {
        _scope.CopyTo(_buffer.AsSpan());
        _length = _scope.Length;
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        var needed = _length + part.Length + sizeof(int);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length), part.Length);
        part.CopyTo(_buffer.AsSpan(_length + sizeof(int)));
        _length = needed;
    }
}
