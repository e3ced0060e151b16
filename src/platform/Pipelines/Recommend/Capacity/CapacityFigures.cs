using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>What a shop's recommender costs, planned or measured. Megabytes are 10⁶ bytes.</summary>
/// <param name="TrainCpuSeconds">CPU seconds of one training of ranked sources.</param>
/// <param name="TrainMegabytes">The most memory it holds, the shop's purchases included.</param>
/// <param name="ModelMegabytes">The model file.</param>
/// <param name="ServeMegabytes">What serving holds: the model and everybody's purchases.</param>
/// <param name="ListCpuMilliseconds">CPU milliseconds of a list of ten, in the mean.</param>
public sealed record CapacityFigures(
    [property: JsonPropertyName("train_cpu_seconds")] double TrainCpuSeconds,
    [property: JsonPropertyName("train_megabytes")] double TrainMegabytes,
    [property: JsonPropertyName("model_megabytes")] double ModelMegabytes,
    [property: JsonPropertyName("serve_megabytes")] double ServeMegabytes,
    [property: JsonPropertyName("list_cpu_milliseconds")] double ListCpuMilliseconds);
