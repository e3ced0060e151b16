using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Memory;

namespace Kirana.Tests.Foundation.Numerics.Memory;

public class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Begins_at_a_cache_line_and_holds_zeros(int length)
    {
        for (var repeat = 0; repeat < 5; repeat++)
        {
            using var buffer = new AlignedBuffer<float>(length);
            Assert.Equal(length, buffer.Span.Length);
            Assert.False(buffer.Span.ContainsAnyExcept(0f));
            Assert.Equal(0, AddressOf(buffer.Span) % 64);
            buffer.Span.Fill(1);
        }
    }

    [Fact]
    public void After_disposal_it_refuses_and_disposing_again_is_harmless()
    {
        var buffer = new AlignedBuffer<double>(3);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void Refuses_a_negative_length() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<int>(-1));

    private static long AddressOf(Span<float> span)
    {
        ref var first = ref MemoryMarshal.GetReference(span);
        return Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref first);
    }
}
