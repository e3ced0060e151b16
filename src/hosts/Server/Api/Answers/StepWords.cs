using Kirana.Data.Series;

namespace Kirana.Server.Api.Answers;

/// <summary>The words for the steps of a shop's forecasts.</summary>
internal static class StepWords
{
    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } = ["day", "week"];

    /// <summary>The word of a step.</summary>
    /// <param name="step">The step.</param>
    public static string Of(Step step) => step == Step.Week ? "week" : "day";

    /// <summary>The step of a word; day where there is none.</summary>
    /// <param name="word">The word.</param>
    public static Step Parse(string? word) => word is "week" ? Step.Week : Step.Day;
}
