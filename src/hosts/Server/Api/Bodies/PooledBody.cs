using System.Buffers;

namespace Kirana.Server.Api.Bodies;

/// <summary>The body of one request in borrowed memory.</summary>
/// <param name="room">What all bodies may take together.</param>
internal sealed class PooledBody(BodyRoom room) : IDisposable
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Its length so far.</summary>
    public int Length => _length;

    /// <summary>Free memory behind the body, at least one byte.</summary>
    /// <param name="least">The bytes the whole body is expected to need.</param>
    public Memory<byte> Free(int least)
    {
        if (_length == _bytes.Length || _bytes.Length < least)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(_bytes.Length * 2, 4096), least));
            if (!room.TryTake(larger.Length - _bytes.Length))
            {
                ArrayPool<byte>.Shared.Return(larger);
                throw BodyRoom.Full();
            }

            _bytes.AsSpan(0, _length).CopyTo(larger);
            Return();
            _bytes = larger;
        }

        return _bytes.AsMemory(_length);
    }

    /// <summary>Notes that free memory was filled.</summary>
    /// <param name="count">The bytes filled.</param>
    public void Add(int count) => _length += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        room.Give(_bytes.Length);
        Return();
        _bytes = [];
        _length = 0;
    }

    private void Return()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
