using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>Parts the lines of a file by the hash of their series, so that each part holds whole series and fits into memory.</summary>
/// <remarks>Lines are gathered until a buffer is full; then each series' lines go to the end of its part together. A file in the order of
/// its series costs three bytes a line so, one in the order of time some more. Not thread-safe.</remarks>
internal sealed class RowPartitions : IDisposable
{
    private const int RowsHeld = 1 << 21;
    private const int StreamBytes = 1 << 16;

    private readonly FileStream[] _parts;
    private readonly Dictionary<byte[], int> _indices = new(SeriesKey.Comparer);
    private readonly List<byte[]> _keys = [];
    private readonly List<int> _counts = [];
    private readonly int[] _seriesOf = new int[RowsHeld];
    private readonly Observation[] _rows = new Observation[RowsHeld];
    private readonly Observation[] _sorted = new Observation[RowsHeld];
    private byte[] _bytes = new byte[1 << 12];
    private int _held;
    private int _last = -1;

    /// <summary>Begins the parts.</summary>
    /// <param name="path">The file of each part; an existing one is replaced.</param>
    /// <param name="count">How many there are.</param>
    public RowPartitions(Func<int, string> path, int count)
    {
        _parts = new FileStream[count];
        for (var i = 0; i < count; i++)
            _parts[i] = new FileStream(path(i), FileMode.Create, FileAccess.Write, FileShare.None, StreamBytes);
    }

    /// <summary>The part a key belongs to. Parts ascend in the hash, whatever their number.</summary>
    public static int PartOf(ReadOnlySpan<byte> key, int count) => (int)Math.BigMul(SeriesKey.Hash(key), (ulong)count, out _);

    /// <summary>Adds the reader's current observation.</summary>
    public void Add(ObservationReader reader)
    {
        if (_held == RowsHeld)
            Flush();
        var key = reader.Key;
        if (_last < 0 || !key.SequenceEqual(_keys[_last]))
            _last = IndexOf(key);
        _seriesOf[_held] = _last;
        _counts[_last]++;
        _rows[_held++] = new Observation(reader.At, reader.Row, reader.Value);
    }

    /// <summary>Writes what is left, to the disk.</summary>
    public void Complete()
    {
        Flush();
        foreach (var part in _parts)
            part.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
            part?.Dispose();
    }

    private int IndexOf(ReadOnlySpan<byte> key)
    {
        var lookup = _indices.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(key, out var index))
            return index;
        index = _keys.Count;
        lookup[key] = index;
        _keys.Add(key.ToArray());
        _counts.Add(0);
        return index;
    }

    private void Flush()
    {
        var starts = new int[_keys.Count + 1];
        for (var i = 0; i < _keys.Count; i++)
            starts[i + 1] = starts[i] + _counts[i];
        var places = starts.AsSpan(0, _keys.Count).ToArray();
        for (var row = 0; row < _held; row++)
            _sorted[places[_seriesOf[row]]++] = _rows[row];
        for (var i = 0; i < _keys.Count; i++)
            Write(_keys[i], _sorted.AsSpan(starts[i].._sorted.Length)[..(starts[i + 1] - starts[i])]);
        (_held, _last) = (0, -1);
        _indices.Clear();
        _keys.Clear();
        _counts.Clear();
    }

    private void Write(byte[] key, ReadOnlySpan<Observation> rows)
    {
        var most = key.Length + (RowBytes.Most * (2 + (3 * rows.Length)));
        if (_bytes.Length < most)
            _bytes = new byte[Math.Max(most, 2 * _bytes.Length)];
        var target = _bytes.AsSpan();
        var at = RowBytes.Write(target, (ulong)key.Length);
        key.CopyTo(target[at..]);
        at += key.Length;
        at += RowBytes.Write(target[at..], (ulong)rows.Length);
        var (time, line) = (0L, 0L);
        foreach (var row in rows)
        {
            at += RowBytes.WriteSigned(target[at..], row.At - time);
            at += RowBytes.WriteSigned(target[at..], row.Row - line);
            at += RowBytes.WriteDouble(target[at..], row.Value);
            (time, line) = (row.At, row.Row);
        }

        _parts[PartOf(key, _parts.Length)].Write(target[..at]);
    }

    private readonly record struct Observation(long At, long Row, double Value);
}
