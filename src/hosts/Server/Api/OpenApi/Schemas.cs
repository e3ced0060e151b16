using System.ComponentModel;
using System.Globalization;
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
    public static JsonNode Of(JsonTypeInfo type)
    {
        var schema = type.GetJsonSchemaAsNode(Options);
        return Unfolded(schema, schema);
    }

    // A type that occurs twice is told the second time by a reference from the root, which would be another root inside a document.
    private static JsonNode Unfolded(JsonNode node, JsonNode root)
    {
        if (node is JsonArray list)
            return new JsonArray([.. list.Select(one => one is null ? null : Unfolded(one, root))]);
        if (node is not JsonObject named)
            return node.DeepClone();
        if ((string?)named["$ref"] is { } reference)
        {
            var told = Unfolded(Target(root, reference), root);
            if (named["description"] is { } own)
                told["description"] = own.DeepClone();
            return told;
        }

        return new JsonObject(named.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Unfolded(member.Value, root))));
    }

    private static JsonNode Target(JsonNode root, string reference)
    {
        var node = root;
        foreach (var step in reference.Split('/')[1..])
            node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]!;
        return node;
    }

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
