using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Memory;

/// <summary>A part of a <see cref="MappedFile"/> as memory. Holds on to the file, which owns the mapping.</summary>
internal sealed unsafe class MappedPart(MappedFile file, long offset, int length) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        var part = file.Span(offset, length);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(part), part.Length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, length);
        // Mapped memory never moves.
        return new MemoryHandle(Unsafe.AsPointer(ref MemoryMarshal.GetReference(GetSpan()[elementIndex..])));
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
