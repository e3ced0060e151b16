using System.Text.Json.Serialization;

namespace Kirana.Cli.Invocation;

/// <summary>How errors become JSON, apart from the results so that a wrong command line loads nothing else.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class ErrorJson : JsonSerializerContext;
