using System.Text.Json.Serialization;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Recommend;

/// <summary>What <c>kirana evaluate recommend FILE</c> answers.</summary>
public sealed record RecommendEvaluationResult
{
    /// <summary>Figures by name (<c>recall@20</c>, <c>ndcg@20</c>, <c>mrr@20</c>, <c>hit@20</c>, <c>precision@20</c>, <c>map@20</c>,
    /// <c>coverage@20</c>): the mean over cases with its bootstrap interval of 95 %.</summary>
    [JsonPropertyName("metrics")]
    public required IReadOnlyDictionary<string, Interval> Metrics { get; init; }

    /// <summary>The same after fitting on the validation items too, if that was asked for.</summary>
    [JsonPropertyName("refit_metrics")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, Interval>? RefitMetrics { get; init; }

    /// <summary>The recipe's name.</summary>
    [JsonPropertyName("recipe")]
    public required string Recipe { get; init; }

    /// <summary>The options of the learner that was fitted, as JSON.</summary>
    [JsonPropertyName("options")]
    public required string Options { get; init; }

    /// <summary>What tuning tried, if it was asked for.</summary>
    [JsonPropertyName("tuning")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TuningTrial>? Tuning { get; init; }

    /// <summary>Why tuning chose the recipe and its settings, as a sentence, if it was asked for.</summary>
    [JsonPropertyName("why")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }

    /// <summary>The number of cases asked.</summary>
    [JsonPropertyName("cases")]
    public required int Cases { get; init; }

    /// <summary>Users or sessions, items and events of the training part.</summary>
    [JsonPropertyName("train")]
    public required TrainingSize Train { get; init; }

    /// <summary>Where the time went.</summary>
    [JsonPropertyName("seconds")]
    public required RecommendEvaluationSeconds Seconds { get; init; }

    /// <summary>The largest resident memory of the process, in megabytes.</summary>
    [JsonPropertyName("peak_mb")]
    public required double PeakMegabytes { get; init; }
}
