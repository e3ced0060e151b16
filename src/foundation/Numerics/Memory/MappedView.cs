using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Kirana.Numerics.Memory;

/// <summary>A part of a <see cref="ScratchFile"/> mapped to be read. Only what is looked at takes memory, until the view is disposed.</summary>
/// <typeparam name="T">The numbers it holds.</typeparam>
/// <remarks>Nothing given out may be used after <see cref="MemoryManager{T}.Memory"/>'s owner is disposed, and nothing may be written: the
/// span is writable in type only, as memory managers demand.</remarks>
internal sealed unsafe class MappedView<T> : MemoryManager<T> where T : unmanaged
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _count;
    private byte* _pointer;

    public MappedView(MemoryMappedFile file, long offset, int count)
    {
        _count = count;
        _view = file.CreateViewAccessor(offset, (long)count * sizeof(T), MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
        _pointer += _view.PointerOffset;
    }

    /// <summary>The numbers.</summary>
    /// <exception cref="ObjectDisposedException">The view was disposed.</exception>
    public ReadOnlySpan<T> Span => GetSpan();

    /// <inheritdoc/>
    public override Span<T> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_pointer == null, this);
        return new Span<T>(_pointer, _count);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _count);
        ObjectDisposedException.ThrowIf(_pointer == null, this);
        // Mapped memory never moves.
        return new MemoryHandle((T*)_pointer + elementIndex);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <summary>Ends the mapping; a second call does nothing.</summary>
    public void Dispose() => Dispose(disposing: true);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_pointer == null)
            return;
        _pointer = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }
}
