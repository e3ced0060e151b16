using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Recommend;

/// <summary>How much there was to learn from.</summary>
/// <param name="Users">Users or sessions.</param>
/// <param name="Items">Items, those that occur in the test part only among them.</param>
/// <param name="Events">Events.</param>
public sealed record TrainingSize(
    [property: JsonPropertyName("users")] int Users,
    [property: JsonPropertyName("items")] int Items,
    [property: JsonPropertyName("events")] long Events);
