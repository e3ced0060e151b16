using System.Text;
using System.Text.Unicode;
using Kirana.Data.Lines;

namespace Kirana.Data.Feedback;

/// <summary>Reads lines <c>user item item …</c>, as public benchmarks of recommenders have them: fields separated by spaces or tabs,
/// a user's items in the order of time. Sessions are read the same way.</summary>
/// <remarks>The time of an entry is its position in the user's row, from 0. A line with a user alone names a user without
/// entries; a user on several lines goes on where the earlier line ended. Gzip and Brotli are unpacked as in CSV.</remarks>
public static class UserItemsReader
{
    private const int MaxLineBytes = 1 << 28;

    /// <summary>Reads one file.</summary>
    /// <param name="stream">The file; closed at the end.</param>
    /// <param name="name">The file's name, for messages; its end tells Brotli.</param>
    /// <param name="users">A map of users to go on with; a new one by default.</param>
    /// <param name="items">A map of items to go on with; a new one by default.</param>
    /// <exception cref="DataException"><c>empty-file</c>, <c>not-text</c>, <c>bad-encoding</c>, <c>too-long</c>, <c>damaged-compression</c>.</exception>
    public static Interactions Read(Stream stream, string name, IdMap? users = null, IdMap? items = null)
    {
        var builder = new InteractionsBuilder(users, items);
        Read(stream, name, builder);
        return builder.Build();
    }

    /// <summary>Reads a training and a test file into matrices of the same users and items.</summary>
    /// <param name="train">The training file; closed at the end.</param>
    /// <param name="trainName">Its name, for messages.</param>
    /// <param name="test">The test file; closed at the end.</param>
    /// <param name="testName">Its name, for messages.</param>
    /// <returns>Two matrices of equal size that share their maps; users and items of the training file come first.</returns>
    /// <exception cref="DataException">As <see cref="Read(Stream, string, IdMap?, IdMap?)"/>.</exception>
    public static (Interactions Train, Interactions Test) ReadPair(Stream train, string trainName, Stream test, string testName)
    {
        var (users, items) = (new IdMap(), new IdMap());
        var trainBuilder = new InteractionsBuilder(users, items);
        var testBuilder = new InteractionsBuilder(users, items);
        Read(train, trainName, trainBuilder);
        Read(test, testName, testBuilder);
        return (trainBuilder.Build(), testBuilder.Build());
    }

    private static void Read(Stream stream, string name, InteractionsBuilder builder)
    {
        using var lines = new LineBuffer(new Utf8Source(stream, name, encoding: null), LineBuffer.DefaultBytes, MaxLineBytes);
        var lengths = new List<int>();
        var characters = new char[64];
        long line = 1 + lines.SkipEmptyLines();
        if (lines.Available.IsEmpty)
            throw Fault("empty-file", $"{name} is empty: expected lines 'user item item …'.", name, row: null);
        for (; !lines.Available.IsEmpty; line += 1 + lines.SkipEmptyLines())
        {
            if (!lines.TryFindLine(out var length, out var consumed))
                throw Fault("too-long", $"Line {line} of {name} is longer than {MaxLineBytes} bytes.", name, line);
            var text = lines.Available[..length];
            if (!Utf8.IsValid(text) || text.Contains((byte)0))
                throw Fault("bad-encoding", $"Line {line} of {name} holds bytes that are no text.", name, line);
            ReadLine(text, builder, lengths, ref characters);
            lines.Consume(consumed);
        }
    }

    private static void ReadLine(ReadOnlySpan<byte> text, InteractionsBuilder builder, List<int> lengths, ref char[] characters)
    {
        var user = -1;
        while (true)
        {
            text = text.TrimStart(" \t"u8);
            if (text.IsEmpty)
                return;
            var length = text.IndexOfAny((byte)' ', (byte)'\t');
            var field = length < 0 ? text : text[..length];
            text = text[field.Length..];
            if (characters.Length < field.Length)
                characters = new char[2 * field.Length];
            var id = characters.AsSpan(0, Encoding.UTF8.GetChars(field, characters));
            if (user >= 0)
            {
                builder.Add(user, builder.Items.GetOrAdd(id), time: lengths[user]++);
                continue;
            }

            user = builder.Users.GetOrAdd(id);
            while (lengths.Count <= user)
                lengths.Add(0);
        }
    }

    private static DataException Fault(string code, string message, string name, long? row) => new(message) { Code = code, File = name, Row = row };
}
