using System.Text;
using Kirana.Operate.Contracts;
using Kirana.Operate.Records;
using Kirana.Storage.Appends;
using Kirana.Storage.Control;
using Kirana.Storage.Records;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Erasure;

/// <summary>Deletes a person: segments that hold records of the user are written anew without them, and one transaction swaps them, cleans the
/// fresh rows and the quarantine.</summary>
/// <param name="store">The store.</param>
/// <param name="user">The user's id.</param>
internal sealed class UserErasure(EmbeddedRecords store, string user)
{
    private static readonly (RecordKind Kind, string Field)[] s_places = [(RecordKinds.Events, "user"), (RecordKinds.Users, "id")];

    /// <summary>Deletes.</summary>
    /// <returns>The number of records and quarantined lines deleted.</returns>
    public long Run()
    {
        var manifest = store.Control.Read(Manifest.All);
        var rewriting = new SegmentRewriting(store);
        var rewritten = s_places.SelectMany(place => manifest
            .Where(segment => string.Equals(segment.Kind, place.Kind.Name, StringComparison.Ordinal))
            .Select(segment => rewriting.Without(place.Kind, segment, place.Field, user)).OfType<RewrittenSegment>()).ToList();

        var deleted = rewritten.Sum(segment => segment.Removed);
        store.Take([.. rewritten.Select(segment => segment.Rest).OfType<Segment>()], (write, _) =>
        {
            foreach (var segment in rewritten)
                ControlSchema.Segments.Delete(write, segment.Old.Id);
            deleted += s_places.Sum(place => Fresh(write, place.Kind, place.Field)) + Lines(write);
            if (deleted > 0)
                write.Touch(ShopPart.Records | ShopPart.Layout);
        });
        return deleted;
    }

    private long Fresh(ControlWrite write, RecordKind kind, string field)
    {
        var column = kind.IndexOf(field);
        var name = Encoding.UTF8.GetBytes(user);
        var concerned = new List<(long Id, byte[] Bytes)>();
        FreshRows.Each(write.Connection, kind, 0, (id, _, _, bytes) =>
        {
            // Nearly every chunk is passed over without being decoded.
            if (bytes.AsSpan().IndexOf(name) >= 0)
                concerned.Add((id, bytes));
            return true;
        });
        var texts = new Utf8Interner(bits: 10);
        return concerned.Sum(chunk => FreshRows.Replace(write, kind, chunk.Id, chunk.Bytes, texts,
            (records, row) => !string.Equals(records.Text(column, row), user, StringComparison.Ordinal)));
    }

    private long Lines(ControlWrite write)
    {
        var naming = ControlSchema.Quarantine.All(write.Connection, (id, values) => (Id: id, Detail: (string)values[5]!, Text: (string)values[6]!, Appended: (long)values[8]!))
            .FindAll(line => Names(line.Text) || Names(line.Detail));
        foreach (var line in naming)
        {
            ControlSchema.Quarantine.Delete(write, line.Id);
            if (line.Appended > 0)
                AppendedLines.Removed(write);
        }

        return naming.Count;
    }

    // As a word of its own: user 12 is not named by 2012.
    private bool Names(string text)
    {
        for (var at = text.IndexOf(user, StringComparison.Ordinal); at >= 0; at = text.IndexOf(user, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsWord(text[at - 1])) && (at + user.Length == text.Length || !IsWord(text[at + user.Length])))
                return true;
        return false;
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';
}
