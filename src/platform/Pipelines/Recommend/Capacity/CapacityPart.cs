using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>What one source of candidates will cost.</summary>
/// <param name="Recipe">Its recipe.</param>
/// <param name="LeftOut">Why a training leaves it out; <see langword="null"/> if it does not, and then there are figures.</param>
/// <param name="FitCpuSeconds">CPU seconds of one fit.</param>
/// <param name="ModelMegabytes">What its model holds, in megabytes (10⁶ bytes).</param>
public sealed record CapacityPart(
    [property: JsonPropertyName("recipe")] string Recipe,
    [property: JsonPropertyName("left_out")] string? LeftOut,
    [property: JsonPropertyName("fit_cpu_seconds")] double? FitCpuSeconds,
    [property: JsonPropertyName("model_megabytes")] double? ModelMegabytes);
