using System.Text;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>Many parts, each in the order of its keys, read as one in the order of all keys.</summary>
internal static class PartMerge
{
    /// <summary>Merges parts; each is read once, forwards.</summary>
    /// <param name="parts">The parts; no key is in two of them.</param>
    public static IEnumerable<PartEntry> Merge(IEnumerable<IEnumerable<PartEntry>> parts)
    {
        var readers = new List<IEnumerator<PartEntry>>();
        try
        {
            var queue = new PriorityQueue<IEnumerator<PartEntry>, byte[]>(SeriesKey.Comparer);
            foreach (var part in parts)
            {
                readers.Add(part.GetEnumerator());
                if (readers[^1].MoveNext())
                    queue.Enqueue(readers[^1], Encoding.UTF8.GetBytes(readers[^1].Current.Key));
            }

            while (queue.TryPeek(out var reader, out _))
            {
                yield return reader.Current;
                if (reader.MoveNext())
                    queue.DequeueEnqueue(reader, Encoding.UTF8.GetBytes(reader.Current.Key));
                else
                    queue.Dequeue();
            }
        }
        finally
        {
            foreach (var reader in readers)
                reader.Dispose();
        }
    }
}
