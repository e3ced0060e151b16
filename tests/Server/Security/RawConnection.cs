using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kirana.Tests.Server.Security;

/// <summary>A connection on which a test writes what no client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _tcp = new();
    private NetworkStream _stream = null!;

    public static async Task<RawConnection> Open(int port)
    {
        var connection = new RawConnection();
        await connection._tcp.ConnectAsync(IPAddress.Loopback, port);
        connection._stream = connection._tcp.GetStream();
        return connection;
    }

    public async Task Write(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task Write(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Says that nothing more will be written; reading goes on.</summary>
    public void CloseSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Everything that comes until the server closes.</summary>
    public async Task<string> ReadToEnd()
    {
        using var reader = new StreamReader(_stream, Encoding.UTF8);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The status line; empty where the server closes without one.</summary>
    public async Task<string> ReadStatus()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        try
        {
            while (await _stream.ReadAsync(one) == 1 && one[0] != '\n')
                line.Append((char)one[0]);
        }
        catch (IOException)
        {
            return "";
        }

        return line.ToString().TrimEnd();
    }

    public void Dispose() => _tcp.Dispose();
}
