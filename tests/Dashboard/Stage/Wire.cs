using System.Net;
using System.Net.Sockets;

namespace Kirana.Tests.Dashboard.Stage;

/// <summary>A wire between a browser and a server that can be cut, mended, and laid to another server.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _ends = [];
    private readonly Lock _lock = new();
    private bool _cut;
    private Uri _server;

    /// <summary>Lays a wire.</summary>
    /// <param name="server">The server at its end.</param>
    public Wire(Uri server)
    {
        _server = server;
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The base of all pages, at this end.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Breaks every connection; new ones are broken at once.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _cut = true;
            foreach (var end in _ends)
                end.Close();
            _ends.Clear();
        }
    }

    /// <summary>Lets connections through again.</summary>
    /// <param name="server">The server at the end from now on; the same as before if <see langword="null"/>.</param>
    public void Mend(Uri? server = null)
    {
        lock (_lock)
            (_cut, _server) = (false, server ?? _server);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cut();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Join(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The wire was taken away.
        }
    }

    private async Task Join(TcpClient near)
    {
        var far = new TcpClient();
        try
        {
            Uri server;
            lock (_lock)
            {
                _ends.AddRange([near, far]);
                server = _server;
                if (_cut)
                    throw new IOException("The wire is cut.");
            }

            await far.ConnectAsync(IPAddress.Loopback, server.Port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either end may go at any moment.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
