using System.Buffers.Text;
using System.Text;

namespace Kirana.Bench.Load.Http;

/// <summary>A request that stores events, made once: before each sending only the digits of the ids are written anew.</summary>
internal sealed class EventBatch
{
    private const int Digits = 12;
    private readonly byte[] _request;
    private readonly int[] _places;

    /// <summary>Makes the request.</summary>
    /// <param name="requests">Makes the request.</param>
    /// <param name="prefix">What the ids begin with, for this batch alone.</param>
    /// <param name="size">The events.</param>
    /// <param name="ids">Users and items to choose from.</param>
    /// <param name="time">When the events happened.</param>
    public EventBatch(Requests requests, string prefix, int size, ShopIds ids, DateTimeOffset time)
    {
        Prefix = prefix;
        Size = size;
        var mark = $"{prefix}{new string('#', Digits)}";
        var body = new StringBuilder("[");
        for (var i = 0; i < size; i++)
            body.Append(i > 0 ? ",\n" : "").Append("{\"id\":\"").Append(mark).Append("\",\"time\":\"").Append(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))
                .Append("\",\"kind\":\"view\",\"user\":").Append(ShopIds.Json(ids.User())).Append(",\"item\":").Append(ShopIds.Json(ids.Item())).Append('}');
        _request = requests.Post("/v1/events", Encoding.UTF8.GetBytes(body.Append(']').ToString()));

        _places = new int[size];
        var text = Encoding.UTF8.GetBytes(mark);
        for (int i = 0, from = 0; i < size; i++)
        {
            var at = from + _request.AsSpan(from).IndexOf(text);
            _places[i] = at + text.Length - Digits;
            from = at + text.Length;
        }
    }

    /// <summary>What the ids begin with.</summary>
    public string Prefix { get; }

    /// <summary>The events.</summary>
    public int Size { get; }

    /// <summary>How many times new ids were given; batch n holds the numbers n × size to (n + 1) × size − 1.</summary>
    public long Sent { get; private set; }

    /// <summary>The request with ids that were never sent before.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        var number = Sent++ * Size;
        foreach (var place in _places)
            Utf8Formatter.TryFormat(number++, _request.AsSpan(place, Digits), out _, new System.Buffers.StandardFormat('D', Digits));
        return _request;
    }
}
