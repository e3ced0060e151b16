using System.Buffers.Binary;
using System.Text;
using Kirana.Operate.Records;
using Kirana.Storage.Keys;

namespace Kirana.Storage.Records;

/// <summary>Records as bytes, as the control database keeps fresh ones.</summary>
/// <remarks>
/// Little-endian. Layout (1 byte), columns that hold anything (1 byte), records (4 bytes); the keys, 16 bytes each; then for each such column
/// its number (1 byte) and its values: 8 bytes a number, or for a text its UTF-8 length plus one as a varint (0 for none) and the bytes.
/// A kind only ever gains fields at its end, so bytes of an older program stay readable.
/// </remarks>
internal sealed partial class RecordChunk
{
    private const byte Layout = 1;
    private const int Header = 6;
    private const int LongestLength = 5;

    // Refuses text that is no Unicode instead of keeping something else.
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Appends a run of records to a buffer.</summary>
    /// <param name="start">The first record.</param>
    /// <param name="count">How many, at least one.</param>
    /// <param name="buffer">The buffer; grows as needed.</param>
    /// <returns>How many of its bytes are filled, from its beginning.</returns>
    /// <exception cref="ArgumentException">A text holds half a surrogate pair.</exception>
    public int Write(int start, int count, ref byte[] buffer)
    {
        var columns = Enumerable.Range(0, Kind.Fields.Count).Where(column => Holds(column, start, count)).ToArray();
        Fit(ref buffer, Header + count * Key.Size);
        buffer[0] = Layout;
        buffer[1] = (byte)columns.Length;
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(2), count);
        var at = Header;
        for (var row = start; row < start + count; row++, at += Key.Size)
            BinaryPrimitives.WriteUInt128LittleEndian(buffer.AsSpan(at), _keys[row]);
        foreach (var column in columns)
        {
            Fit(ref buffer, at + 1 + count * sizeof(long));
            buffer[at++] = (byte)column;
            if (_numbers[column] is { } numbers)
                for (var row = start; row < start + count; row++, at += sizeof(long))
                    BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at), numbers[row]);
            else
                at = WriteTexts(_texts[column].AsSpan(start, count), ref buffer, at);
        }

        return at;
    }

    /// <summary>Adds the records that bytes hold.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="texts">Keeps texts that come again.</param>
    /// <exception cref="InvalidDataException">The bytes are not records of the kind.</exception>
    public void Add(ReadOnlySpan<byte> bytes, TextCache texts)
    {
        var count = CountIn(bytes);
        var columns = bytes[1];
        Reserve(Count + count);
        for (var row = 0; row < count; row++)
            _keys[Count + row] = KeyAt(bytes, row);
        _contentKeys.AsSpan(Count, count).Clear();
        bytes = bytes[(Header + count * Key.Size)..];
        for (int i = 0, next = 0; i < columns; i++)
        {
            if (bytes.IsEmpty || bytes[0] < next || bytes[0] >= Kind.Fields.Count)
                throw new InvalidDataException("A column is not one of the kind, or out of order.");
            var column = (int)bytes[0];
            next = column + 1;
            bytes = bytes[1..];
            bytes = Kind.Fields[column].IsText ? ReadTexts(bytes, TextColumn(column).AsSpan(Count, count), texts) : ReadNumbers(bytes, NumberColumn(column).AsSpan(Count, count));
        }

        if (!bytes.IsEmpty)
            throw new InvalidDataException("Bytes follow the last column.");
        Count += count;
    }

    /// <summary>The keys of the records that bytes hold.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are no records.</exception>
    public static UInt128[] KeysIn(ReadOnlySpan<byte> bytes)
    {
        var keys = new UInt128[CountIn(bytes)];
        for (var row = 0; row < keys.Length; row++)
            keys[row] = KeyAt(bytes, row);
        return keys;
    }

    private bool Holds(int column, int start, int count) =>
        _texts[column]?.AsSpan(start, count).ContainsAnyExcept((string?)null) ?? _numbers[column]?.AsSpan(start, count).ContainsAnyExcept(RecordBatch.Missing) ?? false;

    private static int CountIn(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header || bytes[0] != Layout)
            throw new InvalidDataException("The layout is unknown.");
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[2..]);
        if (count < 1 || count > (bytes.Length - Header) / Key.Size)
            throw new InvalidDataException("There are fewer bytes than the keys take.");
        return count;
    }

    private static UInt128 KeyAt(ReadOnlySpan<byte> bytes, int row) => BinaryPrimitives.ReadUInt128LittleEndian(bytes[(Header + row * Key.Size)..]);

    private static int WriteTexts(ReadOnlySpan<string?> texts, ref byte[] buffer, int at)
    {
        foreach (var text in texts)
        {
            Fit(ref buffer, at + LongestLength + (text is null ? 0 : s_utf8.GetMaxByteCount(text.Length)));
            if (text is null)
            {
                buffer[at++] = 0;
                continue;
            }

            // Nearly every text is short, so its length takes one byte: write behind it, and only otherwise find out first.
            var length = text.Length < 42 ? s_utf8.GetBytes(text, buffer.AsSpan(at + 1)) : s_utf8.GetByteCount(text);
            for (var rest = (uint)length + 1; ; rest >>= 7)
            {
                buffer[at++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
                if (rest < 0x80)
                    break;
            }

            if (text.Length >= 42)
                s_utf8.GetBytes(text, buffer.AsSpan(at));
            at += length;
        }

        return at;
    }

    private static ReadOnlySpan<byte> ReadTexts(ReadOnlySpan<byte> bytes, Span<string?> target, TextCache texts)
    {
        for (var row = 0; row < target.Length; row++)
        {
            var (length, shift, at) = (0u, 0, 0);
            while (true)
            {
                if (at == bytes.Length || at == LongestLength)
                    throw new InvalidDataException("A text has no length.");
                var digit = bytes[at++];
                length |= (uint)(digit & 0x7F) << shift;
                shift += 7;
                if (digit < 0x80)
                    break;
            }

            bytes = bytes[at..];
            if (length == 0)
            {
                target[row] = null;
                continue;
            }

            if (length - 1 > (uint)bytes.Length)
                throw new InvalidDataException("A text is longer than the bytes that follow.");
            target[row] = texts.Text(bytes[..(int)(length - 1)]);
            bytes = bytes[(int)(length - 1)..];
        }

        return bytes;
    }

    private static ReadOnlySpan<byte> ReadNumbers(ReadOnlySpan<byte> bytes, Span<long> target)
    {
        if (bytes.Length / sizeof(long) < target.Length)
            throw new InvalidDataException("There are fewer bytes than the numbers take.");
        for (var row = 0; row < target.Length; row++)
            target[row] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(row * sizeof(long))..]);
        return bytes[(target.Length * sizeof(long))..];
    }

    private static void Fit(ref byte[] buffer, int size)
    {
        if (size > buffer.Length)
            Array.Resize(ref buffer, Math.Max(size, buffer.Length * 2));
    }
}
