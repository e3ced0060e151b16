using System.Runtime.InteropServices;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Batches;

/// <summary>One number for each row in a scratch file. Different parts may be read and written by several threads.</summary>
/// <typeparam name="T">The number.</typeparam>
internal sealed class ScratchColumn<T>(string folder) : IDisposable where T : unmanaged
{
    private readonly ScratchFile _file = new(folder);

    /// <summary>How many numbers have been appended.</summary>
    public int Count { get; private set; }

    private static int Size => Marshal.SizeOf<T>();

    /// <summary>Adds numbers behind the last one.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Append(ReadOnlySpan<T> values)
    {
        Write(Count, values);
        Count += values.Length;
    }

    public void Read(int start, Span<T> values) => _file.Read((long)start * Size, MemoryMarshal.AsBytes(values));

    public void Write(int start, ReadOnlySpan<T> values) => _file.Write((long)start * Size, MemoryMarshal.AsBytes(values));

    /// <summary>Maps all numbers, when no more are to be appended.</summary>
    public MappedView<T> Map() => _file.Map<T>(0, Count);

    public void Dispose() => _file.Dispose();
}
