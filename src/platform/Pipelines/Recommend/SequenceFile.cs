using System.Text;
using Kirana.Data;
using Kirana.Data.Feedback;

namespace Kirana.Pipelines.Recommend;

/// <summary>Reads lines <c>user item item …</c> (or <c>session item item …</c>), separated by spaces or tabs, items in time order.</summary>
/// <remarks>Streams: memory holds the events, never a line. An event's place in the file is its time, so
/// a later session is newer where lines are in time order. A user on several lines has
/// them one after another. Empty lines and users without items are allowed.</remarks>
public static class SequenceFile
{
    private const int LongestId = 256;
    private const int MostItemsOfLine = 1_000_000;
    private const int BufferBytes = 1 << 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="users">The map of users, which grows.</param>
    /// <param name="items">The map of items, which grows.</param>
    /// <param name="cancellation">Looked at each 64 KB.</param>
    /// <exception cref="DataException">There is no such file, it holds no event, or a line is not of this form; the message names the line.</exception>
    public static Interactions Read(string path, IdMap users, IdMap items, CancellationToken cancellation = default)
    {
        using var stream = Open(path);
        return Read(stream, path, users, items, cancellation);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 text.</param>
    /// <param name="name">The name for messages.</param>
    /// <param name="users">The map of users, which grows.</param>
    /// <param name="items">The map of items, which grows.</param>
    /// <param name="cancellation">Looked at each 64 KB.</param>
    /// <exception cref="DataException">There is no event, or a line is not of this form; the message names the line.</exception>
    public static Interactions Read(Stream stream, string name, IdMap users, IdMap items, CancellationToken cancellation = default)
    {
        var lines = new Lines(name, users, items);
        var buffer = new byte[BufferBytes];
        while (stream.Read(buffer) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Take(buffer.AsSpan(0, count));
        }

        return lines.Finish();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"There is no file {path}.", e) { Code = "no-such-file", File = path, Hint = "Check the path." };
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            var what = Directory.Exists(path) ? "is a directory" : "cannot be read";
            throw new DataException($"{path} {what}; expected a text file of lines `user item item …`.", e) { Code = "unreadable-file", File = path, Hint = "Give a readable text file." };
        }
    }

    /// <summary>The state between two blocks of bytes.</summary>
    private sealed class Lines(string name, IdMap users, IdMap items)
    {
        private readonly InteractionsBuilder _builder = new(users, items);
        private readonly byte[] _id = new byte[LongestId];
        private int _idLength;
        private int _user = -1;
        private int _itemsOfLine;
        private long _line = 1;
        private long _events;

        public void Take(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                switch (value)
                {
                    case (byte)' ' or (byte)'\t' or (byte)'\r':
                        EndId();
                        break;
                    case (byte)'\n':
                        EndLine();
                        break;
                    case 0:
                        throw Fault("bad-encoding", "holds a zero byte", "Save the file as UTF-8; UTF-16 and binary files cannot be read.");
                    default:
                        if (_idLength == LongestId)
                            throw Fault("id-too-long", $"holds an id of more than {LongestId} bytes", "Ids are separated by spaces or tabs and have at most 256 bytes.");
                        _id[_idLength++] = value;
                        break;
                }
            }
        }

        public Interactions Finish()
        {
            EndLine();
            if (_events == 0)
                throw new DataException($"{name} holds no event; expected lines `user item item …`.") { Code = "empty-file", File = name, Hint = "Give a file with at least one user and one item." };
            return _builder.Build();
        }

        private void EndId()
        {
            if (_idLength == 0)
                return;
            var id = Decode();
            _idLength = 0;
            if (_user < 0)
            {
                _user = users.GetOrAdd(id);
                return;
            }

            if (++_itemsOfLine > MostItemsOfLine)
                throw Fault("line-too-long", $"holds more than {MostItemsOfLine} items", "Each user or session has a line of its own.");
            _builder.Add(_user, items.GetOrAdd(id), 1, _events++);
        }

        private void EndLine()
        {
            EndId();
            (_user, _itemsOfLine) = (-1, 0);
            _line++;
        }

        private string Decode()
        {
            var id = _id.AsSpan(0, _idLength);
            // A byte order mark may stand before the first id.
            if (_line == 1 && _user < 0 && id.StartsWith(Encoding.UTF8.Preamble))
                id = id[Encoding.UTF8.Preamble.Length..];
            try
            {
                return StrictUtf8.GetString(id);
            }
            catch (DecoderFallbackException)
            {
                throw Fault("bad-encoding", "is not UTF-8", "Save the file as UTF-8.");
            }
        }

        private DataException Fault(string code, string what, string hint) =>
            new($"Line {_line} of {name} {what}; expected `user item item …`.") { Code = code, File = name, Row = _line, Hint = hint };
    }
}
