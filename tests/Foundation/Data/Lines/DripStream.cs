namespace Kirana.Tests.Foundation.Data.Lines;

/// <summary>Hands out its bytes a few at a time, as a network or a pipe does.</summary>
internal sealed class DripStream(byte[] bytes, int most) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
}
