using System.Text;
using System.Text.Json;
using Kirana.Operate.Records;
using Kirana.Pipelines.Serving;
using Kirana.Pipelines.Words;
using Kirana.Server.Api.Problems;

namespace Kirana.Server.Api.Bodies;

/// <summary>Reads the visit that a list is asked for.</summary>
internal static class SessionReader
{
    private const int MostEvents = 1000;
    private const int MostExcluded = 10_000;
    private const int IdBytes = 256;

    private static readonly string[] Fields = ["user", "events", "exclude", "context"];
    private static readonly string[] ContextFields = ["country", "location", "channel", "device", "referrer", "query"];
    private static readonly string[] EventFields = ["item", "kind", "time"];

    /// <summary>What the body may be.</summary>
    public static BodyShape Shape { get; } = new(
        $$$"""
        {"type":"object","additionalProperties":false,"properties": {
          "user":{"type":"string","description":"The user's id, whose history counts too; left out for a stranger."},
          "events":{"type":"array","maxItems":{{{MostEvents}}} ,"description":"What happened in the visit, oldest first.","items":{"type":"object","additionalProperties":false,"required":["item","kind"],"properties": {
            "item":{"type":"string","description":"The item's id; unknown ones are passed over."},
            "kind":{"type":"string","enum":[{{{string.Join(',', RecordKinds.EventWords.Select(word => $"\"{word}\""))}}}] },
            "time":{"type":"string","format":"date-time","description":"When; now where missing."} } } },
          "exclude":{"type":"array","maxItems":{{{MostExcluded}}},"description":"Items that must not be listed.","items":{"type":"string"} },
          "context":{"type":"object","additionalProperties":false,"description":"What is known of the visitor. Where from and by what counts for who has no history; what matches the query comes first for everybody.","properties": {
            {{{string.Join(',', ContextFields.Select(field => $"\"{field}\":{{\"type\":\"string\"}}"))}}} } } } }
        """,
        """{"user":"17850","events":[{"item":"85123A","kind":"view"},{"item":"22423","kind":"cart","time":"2011-12-09T12:50:00Z"}],"exclude":["POST"],"context":{"country":"France","query":"lunch bag"}}""");

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="depth">The deepest nesting.</param>
    /// <exception cref="ProblemException">The body is no such object.</exception>
    public static SessionRequest Read(ReadOnlyMemory<byte> body, int depth)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
            return Session(document.RootElement);
        }
        catch (JsonException error)
        {
            throw ProblemException.Bad("bad-json", error.LineNumber is { } line ? $"The body is not JSON: it breaks at line {line + 1}, byte {error.BytePositionInLine + 1}."
                : "The body is not JSON, or has a name twice.");
        }
        catch (InvalidOperationException)
        {
            throw ProblemException.Bad("bad-json", "The body holds a string that is not Unicode.");
        }
    }

    private static SessionRequest Session(JsonElement root)
    {
        Expect(root, JsonValueKind.Object, "the body", "an object");
        string? user = null;
        List<SessionEvent> events = [];
        List<string> exclude = [];
        VisitorContext? context = null;
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (property.NameEquals("user"))
                user = Id(property.Value, "user");
            else if (property.NameEquals("events"))
                foreach (var item in Array(property.Value, "events", MostEvents))
                    events.Add(Event(item, $"events[{events.Count}]"));
            else if (property.NameEquals("exclude"))
                foreach (var item in Array(property.Value, "exclude", MostExcluded))
                    exclude.Add(Id(item, $"exclude[{exclude.Count}]"));
            else if (property.NameEquals("context"))
                context = Context(property.Value);
            else
                throw Unknown(property.Name, "", Fields);
        }

        return new SessionRequest(user, events, exclude) { Context = context };
    }

    private static VisitorContext Context(JsonElement element)
    {
        Expect(element, JsonValueKind.Object, "context", "an object");
        var context = new VisitorContext();
        foreach (var property in element.EnumerateObject())
        {
            if (!ContextFields.Contains(property.Name, StringComparer.Ordinal))
                throw Unknown(property.Name, "context.", ContextFields);
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var text = Id(property.Value, $"context.{property.Name}");
            context = property.Name switch
            {
                "country" => context with { Country = text },
                "location" => context with { Location = text },
                "channel" => context with { Channel = text },
                "device" => context with { Device = text },
                "referrer" => context with { Referrer = text },
                _ => context with { Query = text },
            };
        }

        return context;
    }

    private static SessionEvent Event(JsonElement element, string place)
    {
        Expect(element, JsonValueKind.Object, place, "an object");
        string? item = null, kind = null;
        DateTimeOffset? time = null;
        foreach (var property in element.EnumerateObject())
        {
            if (property.NameEquals("item"))
                item = Id(property.Value, place + ".item");
            else if (property.NameEquals("kind"))
                kind = Kind(property.Value, place + ".kind");
            else if (!property.NameEquals("time"))
                throw Unknown(property.Name, place + ".", EventFields);
            else if (property.Value.ValueKind != JsonValueKind.Null)
                time = property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetDateTimeOffset(out var moment) ? moment.ToUniversalTime()
                    : throw Wrong(place + ".time", "a time such as 2011-12-09T12:50:00Z");
        }

        return new SessionEvent(item ?? throw Wrong(place + ".item", "an item's id; it is missing"), kind ?? throw Wrong(place + ".kind", "a kind of event; it is missing"), time);
    }

    private static string Kind(JsonElement element, string place)
    {
        Expect(element, JsonValueKind.String, place, "a string");
        var word = element.GetString()!;
        return RecordKinds.EventWords.Contains(word, StringComparer.Ordinal) ? word
            : throw ProblemException.Bad("unknown-word", $"{place} is one of {string.Join(", ", RecordKinds.EventWords)}.",
                NearestWords.Nearest(word, RecordKinds.EventWords) is { } meant ? $"Did you mean '{meant}'?" : null, place);
    }

    private static string Id(JsonElement element, string place)
    {
        Expect(element, JsonValueKind.String, place, "a string");
        var id = element.GetString()!;
        return id.Length > 0 && Encoding.UTF8.GetByteCount(id) <= IdBytes ? id : throw Wrong(place, $"an id of 1 to {IdBytes} bytes");
    }

    private static JsonElement.ArrayEnumerator Array(JsonElement element, string place, int most)
    {
        Expect(element, JsonValueKind.Array, place, "an array");
        return element.GetArrayLength() <= most ? element.EnumerateArray() : throw Wrong(place, $"an array of at most {most}");
    }

    private static void Expect(JsonElement element, JsonValueKind kind, string place, string expected)
    {
        if (element.ValueKind != kind)
            throw Wrong(place, expected);
    }

    private static ProblemException Wrong(string place, string expected) => ProblemException.Bad("wrong-type", $"{place} must be {expected}.", field: place);

    private static ProblemException Unknown(string name, string place, string[] known) =>
        ProblemException.Bad("unknown-field", $"There is no field '{place}{(name.Length > 60 ? name[..60] + "…" : name)}'.",
            NearestWords.Nearest(name, known) is { } meant ? $"Did you mean '{meant}'?" : $"There are {string.Join(", ", known)}.");
}
