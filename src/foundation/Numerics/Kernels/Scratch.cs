using Kirana.Numerics.Memory;

namespace Kirana.Numerics.Kernels;

/// <summary>One growing aligned buffer per thread for the packed panels of the matrix kernels, so that steady use allocates nothing.</summary>
/// <remarks>Only a kernel that calls no other user of it may hold its span.</remarks>
internal static class Scratch<T> where T : unmanaged
{
    [ThreadStatic]
    private static AlignedBuffer<T>? t_buffer;

    /// <summary>At least the asked number of elements, with any content.</summary>
    public static Span<T> Take(int length)
    {
        if (t_buffer is not { } buffer || buffer.Length < length)
        {
            t_buffer?.Dispose();
            t_buffer = buffer = new AlignedBuffer<T>(length);
        }

        return buffer.Span[..length];
    }
}
