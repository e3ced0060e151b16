using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Latency;

namespace Kirana.Bench.Load.Target;

/// <summary>A shop under load: the server this program started, or one that runs already.</summary>
internal sealed class ServedShop : IDisposable
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);
    private readonly Process? _process;

    private ServedShop(IPEndPoint address, Process? process)
    {
        Address = address;
        Requests = new Requests(address);
        _process = process;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Makes requests for it.</summary>
    public Requests Requests { get; }

    /// <summary>From the start of the process to the first answered list; 0 for a server that ran already.</summary>
    public double StartSeconds { get; private set; }

    /// <summary>The memory the server holds, in megabytes; NaN if it is not ours.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process?.Refresh();
            return (_process?.WorkingSet64 / 1e6) ?? double.NaN;
        }
    }

    /// <summary>The processor time the server has used, in seconds; NaN if it is not ours.</summary>
    public double CpuSeconds
    {
        get
        {
            _process?.Refresh();
            return _process?.TotalProcessorTime.TotalSeconds ?? double.NaN;
        }
    }

    /// <summary>A server that runs already.</summary>
    /// <param name="url">Its address, such as <c>http://127.0.0.1:5080</c>.</param>
    public static ServedShop At(Uri url) => new(new IPEndPoint(IPAddress.Parse(url.Host), url.Port), null);

    /// <summary>Starts a server on a free port of this machine and waits until it answers.</summary>
    /// <param name="tool">The program: <c>kirana.dll</c>, or an executable.</param>
    /// <param name="shop">The shop's folder.</param>
    /// <param name="user">A user to ask for.</param>
    /// <exception cref="InvalidOperationException">The server ended, or did not answer within a minute.</exception>
    public static ServedShop Start(string tool, string shop, string user)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
        string[] words = ["serve", "--shop", shop, "--port", $"{address.Port}", "--quiet"];
        var isLibrary = Path.GetExtension(tool) is ".dll";
        var start = new ProcessStartInfo(isLibrary ? "dotnet" : tool, isLibrary ? [tool, .. words] : words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var began = Stopwatch.GetTimestamp();
        var served = new ServedShop(address, Process.Start(start)!);
        served._process!.BeginOutputReadLine();
        served._process.BeginErrorReadLine();
        served.StartSeconds = served.AwaitAnswer(served.Requests.Recommendations(user), began);
        return served;
    }

    /// <summary>Kills the server at once, as a power cut would but for the disk.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
    }

    private double AwaitAnswer(byte[] request, long began)
    {
        while (Stopwatch.GetElapsedTime(began) < s_longestStart)
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"The server ended with {_process.ExitCode}. Run it by hand to see why: serve --port 0.");
            try
            {
                using var connection = Connection.Open(Address);
                var asking = connection.Ask(request).AsTask();
                if (asking.Wait(s_longestStart) && asking.Result.Succeeded)
                    return Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
            catch (Exception error) when (error is SocketException or IOException or AggregateException)
            {
                // It does not listen yet.
            }

            Clock.WaitUntil(Stopwatch.GetTimestamp() + Clock.Ticks(0.01));
        }

        throw new InvalidOperationException($"The server did not answer within {s_longestStart.TotalSeconds} s.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
