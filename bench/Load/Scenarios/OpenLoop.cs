using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Latency;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>Sends requests at moments fixed beforehand, whatever became of those before, and measures each from the moment it was due: a server
/// that stalls is charged for everybody who would have come meanwhile.</summary>
internal sealed class OpenLoop : IDisposable
{
    private readonly EndPoint _server;
    private readonly int _mostConnections;
    private readonly ConcurrentStack<Connection> _idle = [];
    private readonly ConcurrentQueue<(long Due, ReadOnlyMemory<byte> Request)> _waiting = [];
    private readonly CountdownEvent _open = new(1);
    private long _measureFrom;
    private readonly ConcurrentDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private int _connections;

    /// <summary>Prepares a run.</summary>
    /// <param name="server">The server.</param>
    /// <param name="mostConnections">The most connections; requests that find none free wait, and their wait counts.</param>
    public OpenLoop(EndPoint server, int mostConnections = 256)
    {
        _server = server;
        _mostConnections = mostConnections;
    }

    /// <summary>From due to answered, without the warm-up.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>From due to sent: what the generator itself was late.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>Requests that broke, or were answered with something else than a status of the 200s.</summary>
    public long Failed => _failures.Values.Sum();

    /// <summary>What became of them: a status or an error, and how often.</summary>
    public IReadOnlyDictionary<string, long> Failures => _failures;

    /// <summary>Connections opened at the same time, at most.</summary>
    public int Connections => _connections;

    /// <summary>Runs on the calling thread, until the last answer.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="warmUp">Requests that are not measured.</param>
    /// <param name="count">Requests that are.</param>
    /// <param name="request">Makes the next request; called on the calling thread.</param>
    /// <param name="every">Called on the calling thread after every thousandth request with the number sent; nothing by default.</param>
    public void Run(double rate, long warmUp, long count, Func<ReadOnlyMemory<byte>> request, Action<long>? every = null)
    {
        var start = Stopwatch.GetTimestamp() + Clock.Ticks(0.05);
        _measureFrom = start + (long)(warmUp * (Stopwatch.Frequency / rate));
        for (long i = 0; i < warmUp + count; i++)
        {
            var due = start + (long)(i * (Stopwatch.Frequency / rate));
            var bytes = request();
            Clock.WaitUntil(due);
            _open.AddCount();
            Send(due, bytes);
            if ((i + 1) % 1000 == 0)
                every?.Invoke(i + 1);
        }

        _open.Signal();
        _open.Wait();
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
            connection.Dispose();
        _open.Dispose();
    }

    private void Send(long due, ReadOnlyMemory<byte> request)
    {
        if (_idle.TryPop(out var connection))
            _ = Serve(connection, due, request);
        else if (Interlocked.Increment(ref _connections) <= _mostConnections)
            _ = Serve(null, due, request);
        else
        {
            Interlocked.Decrement(ref _connections);
            _waiting.Enqueue((due, request));
            // One may have become idle just before.
            if (_idle.TryPop(out connection))
                Release(connection);
        }
    }

    private async Task Serve(Connection? connection, long due, ReadOnlyMemory<byte> request)
    {
        string? failure = null;
        try
        {
            if (connection is { IsStale: true })
            {
                connection.Dispose();
                connection = null;
            }

            connection ??= Connection.Open(_server);
            if (due >= _measureFrom)
                Lateness.Record(due, Stopwatch.GetTimestamp());
            var answer = await connection.Ask(request).ConfigureAwait(false);
            if (!answer.Succeeded)
                failure = $"status {answer.Status}";
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            failure = (error as SocketException)?.SocketErrorCode.ToString() ?? error.Message;
            connection?.Dispose();
            connection = null;
        }

        if (due >= _measureFrom)
            Latencies.Record(due, Stopwatch.GetTimestamp());
        if (failure is not null)
            _failures.AddOrUpdate(failure, 1, static (_, count) => count + 1);
        Release(connection);
        _open.Signal();
    }

    private void Release(Connection? connection)
    {
        if (_waiting.TryDequeue(out var next))
            _ = Serve(connection, next.Due, next.Request);
        else if (connection is null)
            Interlocked.Decrement(ref _connections);
        else
        {
            _idle.Push(connection);
            if (!_waiting.IsEmpty && _idle.TryPop(out connection))
                Release(connection);
        }
    }
}
