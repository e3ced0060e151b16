using System.Net;
using System.Net.Sockets;
using Kirana.Data;

namespace Kirana.Server.Hosting;

/// <summary>Finds out whether a server can listen where it is told to, before it is built.</summary>
internal static class Ports
{
    private const int Tried = 100;

    /// <summary>Checks that a port is free.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port; 0 always is.</param>
    /// <exception cref="DataException"><c>port-in-use</c>, with the next free one; <c>bad-address</c>; <c>port-forbidden</c>.</exception>
    public static void Check(IPAddress address, int port)
    {
        switch (port == 0 ? SocketError.Success : Try(address, port))
        {
            case SocketError.Success:
                return;
            case SocketError.AddressAlreadyInUse:
                throw new DataException($"Port {port} of {address} is in use by another program.")
                {
                    Code = "port-in-use",
                    Hint = Next(address, port) is { } free ? $"--port {free} is free." : "Choose another with --port N.",
                };
            case SocketError.AccessDenied:
                throw new DataException($"This user may not listen on port {port} of {address}.") { Code = "port-forbidden", Hint = "Choose a port above 1023 with --port N." };
            case var error:
                throw new DataException($"This machine cannot listen on {address}: {new SocketException((int)error).Message}.") { Code = "bad-address", Hint = "Choose an address of this machine with --bind." };
        }
    }

    /// <summary>The next free port, or <see langword="null"/> where none is near.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port after which it is looked for.</param>
    public static int? Next(IPAddress address, int port)
    {
        for (var next = port + 1; next <= Math.Min(port + Tried, IPEndPoint.MaxPort); next++)
            if (Try(address, next) == SocketError.Success)
                return next;
        return null;
    }

    private static SocketError Try(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
    }
}
