using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Imports;
using Kirana.Storage.Keys;

namespace Kirana.Storage.Appends;

/// <summary>The quarantine of lines that arrived by appends. Bounded, for anybody may send rubbish for ever: the oldest give way to the newest.</summary>
internal static class AppendedLines
{
    /// <summary>The most such lines that are kept.</summary>
    public const int Kept = 100_000;

    /// <summary>The most of one append that are kept; who sent them learns of all.</summary>
    public const int KeptOfOne = 1_000;

    // Not a table: counts the lines of this kind among the others, in step with them.
    private const string Count = "quarantine_appended";

    /// <summary>Keeps the lines that are not kept yet.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="appends">The batches that came with the lines.</param>
    /// <returns>How many were not kept yet.</returns>
    public static int Insert(ControlWrite write, IReadOnlyList<RecordAppend> appends)
    {
        var table = ControlSchema.Quarantine;
        var (import, id, added) = (0L, 0L, 0);
        foreach (var append in appends)
            foreach (var line in append.Rejected)
            {
                if (added == KeptOfOne)
                    return added;
                var key = Key.Bytes(QuarantineStage.KeyOf("append " + append.Batch.Kind.Name, line));
                if (write.Connection.Scalar<long>("SELECT count(*) FROM quarantine WHERE key = $1", key) > 0)
                    continue;
                if (id == 0)
                {
                    import = ControlSchema.Imports.NextId(write.Connection);
                    id = table.NextId(write.Connection);
                    MakeRoom(write);
                }

                table.Insert(write, id++, import, line.File, line.Line, line.Reason, line.Column, line.Detail, QuarantineStage.Cut(line.Text), key, 1L);
                write.Note(Count, 1, 0);
                added++;
            }

        return added;
    }

    /// <summary>Takes note that one of these lines was deleted.</summary>
    /// <param name="write">The transaction.</param>
    public static void Removed(ControlWrite write) => write.Note(Count, -1, 0);

    private static void MakeRoom(ControlWrite write)
    {
        if (Totals.Of(write.Connection, Count).Rows + KeptOfOne <= Kept)
            return;
        var oldest = new List<long>();
        write.Connection.Each($"SELECT id FROM quarantine WHERE appended = 1 ORDER BY id LIMIT {KeptOfOne}", row => oldest.Add(row.GetInt64(0)));
        foreach (var id in oldest)
            ControlSchema.Quarantine.Delete(write, id);
        write.Note(Count, -oldest.Count, 0);
    }
}
