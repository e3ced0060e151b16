using System.Text.Json;

namespace Kirana.Tests.Server.Api;

/// <summary>Checks JSON against the part of JSON Schema 2020-12 that our document uses. Properties that a schema does not name are errors
/// unless it says that there may be others.</summary>
internal sealed class JsonSchema(JsonElement document)
{
    /// <summary>What breaks the schema, each with its place.</summary>
    public IReadOnlyList<string> Check(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        Check(schema, value, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(Resolve(reference.GetString()!), value, place, faults);
            return;
        }

        if (schema.TryGetProperty("type", out var type) && !IsOf(type, value))
        {
            faults.Add($"{place} is {value.ValueKind}, not {type}");
            return;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
            faults.Add($"{place} is {value}, not one of {words}");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var (index, item) in value.EnumerateArray().Index())
                Check(items, item, $"{place}[{index}]", faults);
        if (value.ValueKind == JsonValueKind.Object)
            CheckObject(schema, value, place, faults);
    }

    private void CheckObject(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                faults.Add($"{place} has no {name}");
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
            if (hasProperties && properties.TryGetProperty(property.Name, out var own))
                Check(own, property.Value, $"{place}.{property.Name}", faults);
            else if (hasOthers ? others.ValueKind == JsonValueKind.False : hasProperties)
                faults.Add($"{place}.{property.Name} is not in the schema");
            else
                Check(others, property.Value, $"{place}.{property.Name}", faults);
    }

    private JsonElement Resolve(string reference)
    {
        var at = document;
        foreach (var part in reference.Split('/')[1..])
            at = at.GetProperty(part);
        return at;
    }

    private static bool IsOf(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOf(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => false,
        };
}
