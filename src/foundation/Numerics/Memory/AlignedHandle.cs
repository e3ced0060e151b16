using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kirana.Numerics.Memory;

/// <summary>Owns native memory aligned to 64 bytes, and tells the garbage collector its weight.</summary>
internal sealed unsafe class AlignedHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Alignment = 64;

    private readonly long _bytes;

    public AlignedHandle(nuint bytes) : base(ownsHandle: true)
    {
        // Zero bytes would give a null pointer on some systems.
        bytes = Math.Max(bytes, Alignment);
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, Alignment));
        _bytes = (long)bytes;
        GC.AddMemoryPressure(_bytes);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(_bytes);
        return true;
    }
}
