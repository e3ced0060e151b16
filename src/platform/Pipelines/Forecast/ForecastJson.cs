using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Forecast;

/// <summary>JSON of this room, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForecastRecipe))]
internal sealed partial class ForecastJson : JsonSerializerContext;
