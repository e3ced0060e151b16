using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>How plans become JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WorkPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
