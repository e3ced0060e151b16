using System.Buffers.Text;

namespace Kirana.Bench.Load.Http;

/// <summary>Takes an HTTP/1.1 response apart: a status, and a body by its length or in chunks.</summary>
internal static class ResponseParser
{
    /// <summary>Parses a response if all of it is there.</summary>
    /// <param name="received">What came so far.</param>
    /// <param name="body">Takes the body; grows as needed.</param>
    /// <param name="status">The status.</param>
    /// <param name="bodyLength">The bytes of the body.</param>
    /// <returns>Whether the response is whole.</returns>
    /// <exception cref="IOException">It is no HTTP/1.1 response.</exception>
    public static bool TryParse(ReadOnlySpan<byte> received, ref byte[] body, out int status, out int bodyLength)
    {
        (status, bodyLength) = (0, 0);
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = received[..(end + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out status, out _))
            throw new IOException("The server answered something else than HTTP/1.1.");

        var rest = received[(end + 4)..];
        if (Header(head, "transfer-encoding"u8).SequenceEqual("chunked"u8))
            return TryReadChunks(rest, ref body, out bodyLength);
        Utf8Parser.TryParse(Header(head, "content-length"u8), out int length, out _);
        if (rest.Length < length)
            return false;
        Append(rest[..length], ref body, ref bodyLength);
        return true;
    }

    private static bool TryReadChunks(ReadOnlySpan<byte> rest, ref byte[] body, out int bodyLength)
    {
        bodyLength = 0;
        while (rest.IndexOf("\r\n"u8) is >= 0 and var line)
        {
            if (!Utf8Parser.TryParse(rest[..line], out int length, out _, 'x'))
                throw new IOException("The server sent a chunk without a length.");
            rest = rest[(line + 2)..];
            if (rest.Length < length + 2)
                return false;
            if (length == 0)
                return true;
            Append(rest[..length], ref body, ref bodyLength);
            rest = rest[(length + 2)..];
        }

        return false;
    }

    /// <summary>A header's value, or nothing.</summary>
    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        while (head.IndexOf("\r\n"u8) is >= 0 and var end)
        {
            var line = head[..end];
            if (line.Length > name.Length && line[name.Length] == ':' && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name))
                return line[(name.Length + 1)..].Trim((byte)' ');
            head = head[(end + 2)..];
        }

        return [];
    }

    private static void Append(ReadOnlySpan<byte> part, ref byte[] body, ref int length)
    {
        if (body.Length < length + part.Length)
            Array.Resize(ref body, Math.Max(2 * body.Length, length + part.Length));
        part.CopyTo(body.AsSpan(length));
        length += part.Length;
    }
}
