using System.Text.Json.Nodes;
using Kirana.Operate.Records;
using Kirana.Server.Api.Bodies;

namespace Kirana.Server.Api.OpenApi;

/// <summary>What records look like on their way in: their schema, from their kind's own fields, and one of each that works.</summary>
internal static class RecordExamples
{
    /// <summary>What becomes of one good record.</summary>
    public const string Receipt = """{"received":1,"added":1,"alreadyPresent":0,"rejected":[],"rejectedCount":0}""";

    private static readonly Dictionary<string, string> Records = new(StringComparer.Ordinal)
    {
        ["events"] = """{"id":"web-7f3a","time":"2011-12-09T12:50:00Z","kind":"purchase","user":"17850","session":"581587","item":"85123A","quantity":6,"unit_price":2.55,"channel":"web"}""",
        ["items"] = """{"id":"85123A","title":"WHITE HANGING HEART T-LIGHT HOLDER","category":"HOME > LIGHTS","price":2.55,"unit_cost":1.10,"colour":"white"}""",
        ["users"] = """{"id":"17850","consent":true,"country":"United Kingdom"}""",
        ["sales"] = """{"item":"85123A","date":"2011-12-09","location":"London","units":12,"revenue":30.60,"stock_out":false}""",
        ["stock"] = """{"item":"85123A","time":"2011-12-09T18:00:00Z","location":"London","on_hand":140,"on_order":500,"lead_time":14}""",
        ["prices"] = """{"item":"85123A","valid_from":"2011-12-01T00:00:00Z","price":2.55,"channel":"web"}""",
    };

    /// <summary>What a body of a kind of record may be.</summary>
    /// <param name="kind">The kind.</param>
    public static BodyShape Shape(RecordKind kind)
    {
        var record = Records[kind.Name];
        var properties = new JsonObject();
        foreach (var field in kind.Fields.Where((_, column) => column != kind.RestIndex))
            properties[field.Name] = Schema(field);
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["type"] = "object", ["properties"] = properties,
                ["required"] = new JsonArray([.. kind.Fields.Where(field => field.Required).Select(field => JsonValue.Create(field.Name))]),
                ["additionalProperties"] = true, ["description"] = $"Any other field is kept in `{kind.Fields[kind.RestIndex].Name}`.",
            },
        };
        return new BodyShape(schema.ToJsonString(), $"[{record}]", record + "\n");
    }

    // Ids and numbers may be written as strings or numbers alike: what shops export is not consistent.
    private static JsonObject Schema(Field field)
    {
        var schema = field.Type switch
        {
            FieldType.Time => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            FieldType.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
            FieldType.Decimal => new JsonObject { ["type"] = new JsonArray("number", "string") },
            FieldType.Integer => new JsonObject { ["type"] = new JsonArray("integer", "string") },
            FieldType.Flag => new JsonObject { ["type"] = new JsonArray("boolean", "string") },
            FieldType.Id => new JsonObject { ["type"] = new JsonArray("string", "number"), ["maxLength"] = 256 },
            _ => new JsonObject { ["type"] = "string" },
        };
        schema["description"] = field.Meaning;
        if (field.Words.Count > 0)
            schema["enum"] = new JsonArray([.. field.Words.Select(word => JsonValue.Create(word))]);
        if (field.Type is FieldType.Decimal or FieldType.Integer && field.Minimum > long.MinValue + 1)
            schema["minimum"] = field.Minimum;
        return schema;
    }
}
