using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>A learner that takes part in a comparison.</summary>
/// <param name="Name">Its name, such as <c>boosting</c>.</param>
/// <param name="Settings">The settings among which it is tuned; the first is what it does by default.</param>
public sealed record PlannedCandidate(string Name, IReadOnlyList<PlannedSetting> Settings)
{
    /// <summary>Where options are searched for in ranges, those; none by default. The ways to choose columns are then those of <see cref="Settings"/>.</summary>
    public IReadOnlyList<PlannedRange> Ranges { get; init; } = [];

    /// <summary>How many points of the ranges are tried beside the default; 0, the default, where the settings are what is tried.</summary>
    public int Trials { get; init; }

    /// <summary>How many settings are tried beside the default.</summary>
    [JsonIgnore]
    public int Tries => Trials > 0 ? Trials : Settings.Count - 1;

    /// <summary>The settings in which something is chosen of the columns, one for each way, and one with all.</summary>
    internal IReadOnlyList<PlannedSetting> Choices => [.. Settings.DistinctBy(setting => (setting.Columns, setting.Choice))];

    /// <summary>The sum of something over the default and all that is tried; of ranges by their middles.</summary>
    internal double Sum(Func<PlannedSetting, double> cost) => Trials > 0
        ? cost(Settings[0]) + Trials * Choices.Average(choice => cost(At(range => range.Middle, choice)))
        : Settings.Sum(cost);

    /// <summary>The most of something.</summary>
    internal double Most(Func<PlannedSetting, double> cost) => Trials > 0
        ? Math.Max(cost(Settings[0]), Choices.Max(choice => cost(At(range => range.Middle, choice))))
        : Settings.Max(cost);

    /// <summary>The default with every range at a value and the columns of another setting.</summary>
    internal PlannedSetting At(Func<PlannedRange, double> value, PlannedSetting choice) =>
        Ranges.Aggregate(Settings[0] with { Columns = choice.Columns, Choice = choice.Choice }, (setting, range) => range.Set(setting, value(range)));
}
