using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Recommend;

/// <summary>Where the time of an evaluation went, in seconds.</summary>
/// <param name="Load">Reading the files (wall).</param>
/// <param name="TrainCpu">Fitting (CPU of all threads).</param>
/// <param name="TrainWall">Fitting (wall).</param>
/// <param name="ScoreCpu">Ranking all items for every case, metrics and intervals (CPU of all threads).</param>
/// <param name="ScoreWall">The same (wall).</param>
/// <param name="Tune">Choosing settings (wall); 0 if that was not asked for.</param>
public sealed record RecommendEvaluationSeconds(
    [property: JsonPropertyName("load")] double Load,
    [property: JsonPropertyName("train_cpu")] double TrainCpu,
    [property: JsonPropertyName("train_wall")] double TrainWall,
    [property: JsonPropertyName("score_cpu")] double ScoreCpu,
    [property: JsonPropertyName("score_wall")] double ScoreWall,
    [property: JsonPropertyName("tune")] double Tune);
