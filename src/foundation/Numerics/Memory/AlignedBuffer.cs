namespace Kirana.Numerics.Memory;

/// <summary>Zeroed memory outside the managed heap that begins at a multiple of 64 bytes: a cache line and the widest register.</summary>
/// <typeparam name="T">A type without references.</typeparam>
/// <remarks>Dispose it when done; a forgotten one is freed some time after it is unreachable. A span of it must not outlive it.
/// Not thread-safe.</remarks>
public sealed unsafe class AlignedBuffer<T> : IDisposable where T : unmanaged
{
    private readonly AlignedHandle _handle;

    /// <summary>Allocates.</summary>
    /// <param name="length">The number of elements, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _handle = new AlignedHandle((nuint)length * (nuint)sizeof(T));
        Span.Clear();
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return new Span<T>((void*)_handle.DangerousGetHandle(), Length);
        }
    }

    /// <summary>Frees the memory; a second call does nothing.</summary>
    public void Dispose() => _handle.Dispose();
}
