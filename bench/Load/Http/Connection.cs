using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kirana.Bench.Load.Http;

/// <summary>One kept-alive HTTP/1.1 connection on a bare socket: bytes out, status and body in. One request at a time.</summary>
/// <remarks>The generator shares its two cores with the server, so it spends a tenth of what a full client would.</remarks>
internal sealed class Connection : IDisposable
{
    // Servers close connections that nobody uses; no client should trust one of this age.
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _received = new byte[1 << 14];
    private byte[] _body = new byte[1 << 14];
    private long _used = Stopwatch.GetTimestamp();

    private Connection()
    {
    }

    /// <summary>Whether it was unused for so long that the server may be about to close it.</summary>
    public bool IsStale => Stopwatch.GetElapsedTime(_used) > s_longestRest;

    /// <summary>Connects.</summary>
    /// <param name="server">The server.</param>
    public static Connection Open(EndPoint server)
    {
        var connection = new Connection();
        try
        {
            connection._socket.Connect(server);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and waits for its answer. What can be sent at once is sent before this returns.</summary>
    /// <param name="request">Head and body.</param>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="IOException">The server closed it, or sent what is no HTTP.</exception>
    public async ValueTask<Answer> Ask(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], SocketFlags.None).ConfigureAwait(false);
        for (var length = 0; ;)
        {
            if (length == _received.Length)
                Array.Resize(ref _received, 2 * length);
            var more = await _socket.ReceiveAsync(_received.AsMemory(length), SocketFlags.None).ConfigureAwait(false);
            if (more == 0)
                throw new IOException("The server closed the connection before it answered.");
            length += more;
            if (ResponseParser.TryParse(_received.AsSpan(0, length), ref _body, out var status, out var bodyLength))
            {
                _used = Stopwatch.GetTimestamp();
                return new Answer(status, _body.AsMemory(0, bodyLength));
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
