using System.Globalization;
using System.Net;
using System.Text;

namespace Kirana.Bench.Load.Http;

/// <summary>Makes the bytes of requests.</summary>
/// <param name="server">The server, whose address is the requests' host.</param>
internal sealed class Requests(IPEndPoint server)
{
    /// <summary>A question.</summary>
    /// <param name="path">Path and query, escaped.</param>
    public byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server}\r\n\r\n");

    /// <summary>Something to store.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">JSON.</param>
    public byte[] Post(string path, ReadOnlySpan<byte> body) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];

    /// <summary>A list for a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="count">The most items.</param>
    public byte[] Recommendations(string user, int count = 10) =>
        Get(string.Create(CultureInfo.InvariantCulture, $"/v1/recommendations?user={Uri.EscapeDataString(user)}&k={count}"));

    /// <summary>What goes with an item.</summary>
    /// <param name="item">The item.</param>
    public byte[] Similar(string item) => Get($"/v1/similar?item={Uri.EscapeDataString(item)}&k=10");

    /// <summary>The forecast of an item.</summary>
    /// <param name="item">The item.</param>
    public byte[] Forecast(string item) => Get($"/v1/forecasts?item={Uri.EscapeDataString(item)}&horizon=28");
}
