using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Kirana.Server.Api.OpenApi;

/// <summary>JSON schemas of answers, from the types that are written.</summary>
internal static class Schemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>The schema of a type.</summary>
    /// <param name="type">The type.</param>
    public static JsonNode Of(JsonTypeInfo type) => type.GetJsonSchemaAsNode(Options);

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        // What may be anything has the schema `true`, which many readers of documents do not know; an empty one says the same.
        if (schema is not JsonObject named)
            named = [];
        // What is null is not written, so nothing that may be null is required.
        if (named["properties"] is JsonObject properties && named["required"] is null)
            named["required"] = new JsonArray([.. properties.Where(property => !MayBeNull(property.Value)).Select(property => JsonValue.Create(property.Key))]);
        else if (named["required"] is JsonArray required && named["properties"] is JsonObject all)
            named["required"] = new JsonArray([.. required.Select(name => (string)name!).Where(name => !MayBeNull(all[name])).Select(name => JsonValue.Create(name))]);
        if (context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false) is [DescriptionAttribute description, ..])
            named["description"] = description.Description;
        return named;
    }

    private static bool MayBeNull(JsonNode? schema) => schema is JsonObject { } named && named["type"] is JsonArray types && types.Any(type => (string?)type is "null");
}
