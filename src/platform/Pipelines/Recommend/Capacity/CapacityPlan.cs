using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>What a shop of a size will need, told from two smaller made shops on this machine.</summary>
/// <param name="Shop">The size.</param>
/// <param name="Probes">The made shops that were measured, the smaller one first.</param>
/// <param name="Parts">The sources, those that are left out too.</param>
/// <param name="Needs">What is needed in all.</param>
/// <param name="TrainHours">Wall hours of a training on this machine's processors.</param>
/// <param name="Processors">The processors of this machine.</param>
/// <param name="ListsPerSecond">Lists asked for in a second.</param>
/// <param name="ServeProcessors">Processors like those of this machine that lists need.</param>
public sealed record CapacityPlan(
    [property: JsonPropertyName("shop")] ShopSize Shop,
    [property: JsonPropertyName("probes")] IReadOnlyList<CapacityProbe> Probes,
    [property: JsonPropertyName("sources")] IReadOnlyList<CapacityPart> Parts,
    [property: JsonPropertyName("needs")] CapacityFigures Needs,
    [property: JsonPropertyName("train_hours")] double TrainHours,
    [property: JsonPropertyName("processors")] int Processors,
    [property: JsonPropertyName("lists_per_second")] double ListsPerSecond,
    [property: JsonPropertyName("serve_processors")] int ServeProcessors);
