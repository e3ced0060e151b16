using System.Text;
using Kirana.Data;
using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>Reads a part that <see cref="RowPartitions"/> wrote.</summary>
internal static class PartitionFile
{
    /// <summary>Reads every series of a part.</summary>
    /// <param name="path">The part.</param>
    /// <returns>The series in the order of their keys.</returns>
    /// <exception cref="DataException"><c>damaged-part</c>.</exception>
    public static List<(byte[] Key, SeriesRows Rows)> Read(string path)
    {
        var source = File.ReadAllBytes(path).AsSpan();
        var series = new Dictionary<byte[], SeriesRows>(SeriesKey.Comparer);
        var lookup = series.GetAlternateLookup<ReadOnlySpan<byte>>();
        try
        {
            for (var at = 0; at < source.Length;)
            {
                var length = (int)RowBytes.Read(source, ref at);
                var key = source.Slice(at, length);
                at += length;
                if (!lookup.TryGetValue(key, out var rows))
                    lookup[key] = rows = new SeriesRows(Encoding.UTF8.GetString(key));
                var (time, line) = (0L, 0L);
                for (var left = RowBytes.Read(source, ref at); left > 0; left--)
                {
                    time += RowBytes.ReadSigned(source, ref at);
                    line += RowBytes.ReadSigned(source, ref at);
                    rows.Add(time, RowBytes.ReadDouble(source, ref at), line);
                }
            }
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new DataException($"'{path}' is cut or damaged.", error) { Code = "damaged-part", File = path, Hint = "Begin again without --resume." };
        }

        var sorted = series.Select(pair => (pair.Key, pair.Value)).ToList();
        sorted.Sort((a, b) => SeriesKey.Comparer.Compare(a.Key, b.Key));
        return sorted;
    }
}
