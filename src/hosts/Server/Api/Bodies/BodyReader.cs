using System.IO.Compression;
using Kirana.Server.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kirana.Server.Api.Bodies;

/// <summary>Reads the bodies of requests within their limits: media type, size as sent and unpacked, time, and nesting.</summary>
/// <param name="options">The limits.</param>
internal sealed class BodyReader(KiranaOptions options)
{
    private const int FirstBytes = 1 << 20;

    /// <summary>How long a request with a body may take in all: to arrive, and to be stored or answered.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(60);

    private readonly BodyRoom _room = new(Math.Max(256L << 20, options.BodyBytes * 4L));

    /// <summary>Starts the time that a request with a body may take in all.</summary>
    public CancellationTokenSource Deadline() => new(LongestTime, options.Clock);

    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="takesLines">Whether the route takes NDJSON too.</param>
    /// <param name="late">Set when the time is over. That the caller is gone the body itself tells.</param>
    /// <exception cref="ProblemException">The body is none that the route takes, or too large, too slow or nested too deeply.</exception>
    public async Task<PooledBody> Read(HttpContext context, bool takesLines, CancellationToken late)
    {
        var request = context.Request;
        CheckType(request.ContentType, takesLines);
        var isPacked = IsPacked(request);
        if (request.ContentLength > options.BodyBytes)
            throw TooLarge($"The body has {request.ContentLength} bytes");
        var body = new PooledBody(_room);
        try
        {
            try
            {
                if (isPacked)
                    await using (var unpacked = new GZipStream(request.Body, CompressionMode.Decompress))
                        await Fill(body, unpacked, null, late);
                else
                    await Fill(body, request.Body, request.ContentLength, late);
            }
            catch (InvalidDataException)
            {
                throw ProblemException.Bad("damaged-compression", "The body is not sound gzip.", "Send it again, or without Content-Encoding.");
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested)
            {
                throw new ProblemException(new Problem(408, "slow-body", $"The body did not arrive within {LongestTime.TotalSeconds:0} seconds.", "Send smaller requests.") { Closes = true });
            }

            if (JsonNesting.Exceeds(body.Memory.Span, options.JsonDepth))
                throw ProblemException.Bad("deep-json", $"The JSON is nested deeper than {options.JsonDepth} levels.");
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private async Task Fill(PooledBody body, Stream source, long? length, CancellationToken cancellation)
    {
        // One byte more than announced: the last read, which finds the end, then needs no larger array.
        var least = (int)Math.Min(length + 1 ?? 4096, FirstBytes);
        while (true)
        {
            var free = body.Free(least);
            var count = await source.ReadAsync(free, cancellation);
            if (count == 0)
                return;
            body.Add(count);
            if (body.Length > options.BodyBytes)
                throw TooLarge(length is null ? "Unpacked or in chunks, the body has more than the limit" : "The body is larger than announced");
        }
    }

    private ProblemException TooLarge(string found) =>
        new(new Problem(413, "body-too-large", $"{found}; the limit is {options.BodyBytes} bytes.", "Send the records in several requests.") { Closes = true });

    private static void CheckType(string? contentType, bool takesLines)
    {
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
        var isUtf8 = type?.Charset is not { HasValue: true } charset || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        if (type is not null && isUtf8 && (Is(type, "application/json") || (takesLines && (Is(type, "application/x-ndjson") || Is(type, "application/jsonl")))))
            return;
        throw new ProblemException(new Problem(415, "media-type",
            $"The body must be application/json{(takesLines ? " or application/x-ndjson" : "")} in UTF-8, not {(string.IsNullOrEmpty(contentType) ? "unnamed" : $"'{contentType}'")}.",
            "Set the header Content-Type.") { Field = "Content-Type", Closes = true });
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsPacked(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding;
        if (encoding.Count == 0 || encoding is ["identity" or ""])
            return false;
        return encoding is ["gzip"] ? true
            : throw new ProblemException(new Problem(415, "content-encoding", $"The body is packed as '{encoding}'; this server unpacks gzip.", "Send it plain or as gzip.") { Field = "Content-Encoding", Closes = true });
    }
}
