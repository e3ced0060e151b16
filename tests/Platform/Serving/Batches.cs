using Kirana.Operate.Records;
using Kirana.Operate.Stores;

namespace Kirana.Tests.Platform.Serving;

/// <summary>Batches of single events.</summary>
internal static class Batches
{
    private static readonly RecordKind Kind = RecordKinds.Events;
    private static long _key;

    /// <summary>One event with a key of its own.</summary>
    public static RecordAppend Event(string? user, string? item, DateTimeOffset time, string kind = "purchase", decimal? rating = null)
    {
        var batch = new RecordBatch(Kind, 1) { Count = 1 };
        foreach (var field in Kind.Fields)
            if (!field.IsText)
                batch.Numbers(Kind.IndexOf(field.Name))[0] = RecordBatch.Missing;
        batch.Keys[0] = (UInt128)Interlocked.Increment(ref _key);
        batch.Texts(Kind.IndexOf("user"))[0] = user;
        batch.Texts(Kind.IndexOf("item"))[0] = item;
        batch.Texts(Kind.IndexOf("kind"))[0] = kind;
        batch.Numbers(Kind.IndexOf("time"))[0] = LiveShop.Micros(time);
        if (rating is { } given)
            batch.Numbers(Kind.IndexOf("rating"))[0] = (long)(given * 10_000m);
        return new RecordAppend(batch, KeysAreContent: false, []);
    }
}
