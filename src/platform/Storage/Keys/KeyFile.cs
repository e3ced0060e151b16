using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Kirana.Storage.Keys;

/// <summary>A file of sorted keys, 16 bytes each, high byte first, looked up in ascending order.</summary>
/// <remarks>
/// A window of the file is held. Because keys are spread evenly, the place of a key is guessed from its value; a wrong guess moves the window
/// and costs time, never a wrong answer. Looking up many keys thus reads the file once from front to end, looking up few reads a page for each.
/// Not thread-safe.
/// </remarks>
internal sealed class KeyFile : IDisposable
{
    private const int Window = 1024;

    private readonly SafeFileHandle _file;
    private readonly long _count;
    private readonly UInt128[] _keys = new UInt128[Window];
    private readonly byte[] _bytes = new byte[Window * Key.Size];
    private long _start;
    private int _filled;
    private int _at;

    /// <summary>Opens a file of keys.</summary>
    /// <param name="path">The file.</param>
    public KeyFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        _count = RandomAccess.GetLength(_file) / Key.Size;
    }

    /// <summary>Writes sorted keys.</summary>
    /// <param name="path">The file, new.</param>
    /// <param name="sorted">The keys, ascending.</param>
    /// <param name="durable">Whether they must be on the disk when the call returns.</param>
    public static void Write(string path, IEnumerable<UInt128> sorted, bool durable)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        Span<byte> bytes = stackalloc byte[Key.Size];
        foreach (var key in sorted)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
            stream.Write(bytes);
        }

        stream.Flush(durable);
    }

    /// <summary>All keys of a file, ascending.</summary>
    /// <param name="path">The file.</param>
    public static UInt128[] Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var keys = new UInt128[bytes.Length / Key.Size];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Key.From(bytes.AsSpan(i * Key.Size, Key.Size));
        return keys;
    }

    /// <summary>How often a key occurs.</summary>
    /// <param name="key">The key; not below the one asked for before, for speed only.</param>
    public long CountOf(UInt128 key)
    {
        if (_count == 0)
            return 0;
        if (!Holds(key))
            Seek(key);
        var at = _at = FirstNotBelow(key);
        if (at == _filled || _keys[at] != key)
            return 0;
        // Equal keys may go on before and behind the window.
        while (at == 0 && _start > 0)
        {
            var first = _start;
            Load(Math.Max(0, first - Window + 1));
            at = (int)(first - _start);
            while (at > 0 && _keys[at - 1] == key)
                at--;
            if (at > 0)
                break;
        }

        return CountFrom(key, at);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private long CountFrom(UInt128 key, int at)
    {
        var found = 0L;
        while (true)
        {
            while (at < _filled && _keys[at] == key)
            {
                at++;
                found++;
            }

            if (at < _filled || _start + _filled == _count)
                return found;
            // With the last key still in the window: a key at its front would have to be sought in the window before.
            Load(_start + _filled - 1);
            at = 1;
        }
    }

    // Keys come in ascending order, so the place is near the last one: double the stride until it is passed, then halve it.
    private int FirstNotBelow(UInt128 key)
    {
        var low = _at < _filled && _keys[_at] <= key && (_at == 0 || _keys[_at - 1] < key) ? _at : 0;
        var stride = 1;
        while (low + stride < _filled && _keys[low + stride] < key)
            stride *= 2;
        var high = Math.Min(low + stride, _filled);
        low += stride / 2;
        if (_keys[low] >= key)
            return low;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (_keys[middle] < key)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private bool Holds(UInt128 key) => _filled > 0 && _keys[0] <= key && key <= _keys[_filled - 1];

    private void Seek(UInt128 key)
    {
        // Not multiplied in 128 bits: the high half of the key says where in the file it would lie if keys were perfectly even.
        var guess = (long)Math.BigMul((ulong)(key >> 64), (ulong)_count, out _);
        var start = Math.Max(0, guess - Window / 2);
        if (_filled == 0 || start < _start || start > _start + _filled)
            Load(start);
        while (_start > 0 && _keys[0] > key)
            Load(Math.Max(0, _start - Window));
        while (_start + _filled < _count && _keys[_filled - 1] < key)
            Load(_start + _filled);
    }

    private void Load(long start)
    {
        var wanted = (int)Math.Min(Window, _count - start);
        var bytes = _bytes.AsSpan(0, wanted * Key.Size);
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_file, bytes[done..], start * Key.Size + done);
            if (read == 0)
                throw new EndOfStreamException("A file of keys became shorter while it was read.");
            done += read;
        }

        for (var i = 0; i < wanted; i++)
            _keys[i] = Key.From(bytes.Slice(i * Key.Size, Key.Size));
        _start = start;
        _filled = wanted;
        _at = 0;
    }
}
