using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>How the manifest becomes JSON.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(StreamManifest))]
internal sealed partial class StreamJson : JsonSerializerContext;
