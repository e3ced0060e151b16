namespace Kirana.Pipelines.Recommend;

/// <summary>One setting that tuning tried.</summary>
/// <param name="Options">The learner's options as JSON.</param>
/// <param name="Score">The figure that decides, on the cut.</param>
public sealed record TuningTrial(string Options, double Score)
{
    /// <summary>The name of the recipe.</summary>
    public string Recipe { get; init; } = "";

    /// <summary>1 if it was fitted on all shoppers or sessions of the cut, n if on every n-th.</summary>
    public int Every { get; init; } = 1;
}
