using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;

namespace Kirana.Recommend.Windows;

/// <summary>A learner that sees only the last days before the end of what it is fitted on: what was bought long ago says little of what is bought next.</summary>
/// <remarks>Its models are those of the learner inside, under the same name; its options are those of the learner inside and the window. Shoppers' histories at requests
/// stay whole. A source of <see cref="Ranking.RankedSources"/> may be one: then it sees the last days before each of the past periods, and at last those before the end.</remarks>
/// <param name="Learner">The learner inside.</param>
/// <param name="Days">The length of the window in days, at least 1.</param>
public sealed record Windowed(IRecommenderLearner Learner, int Days) : IRecommenderLearner
{
    private const string OptionName = "windowDays";

    /// <inheritdoc/>
    public string Name => Learner.Name;

    /// <inheritdoc/>
    public string Options => LearnerOptions.Write(json =>
    {
        using var inside = JsonDocument.Parse(Learner.Options);
        foreach (var option in inside.RootElement.EnumerateObject())
            option.WriteTo(json);
        json.WriteNumber(OptionName, Days);
    });

    /// <summary>The learner without a window.</summary>
    /// <param name="learner">A learner, with a window or without.</param>
    public static IRecommenderLearner Inside(IRecommenderLearner learner) => learner is Windowed windowed ? Inside(windowed.Learner) : learner;

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults().Require(Days >= 1, Days, "at least 1").ThrowIfAny(Name);
        return Learner.Fit(EventWindow.Last(interactions, Days), context);
    }

    /// <summary>A learner with the window that its options name, if they name one.</summary>
    internal static IRecommenderLearner? Read(IRecommenderLearner? learner, JsonElement options) =>
        learner is not null && options.TryGetProperty(OptionName, out var days) ? new Windowed(learner, (int)days.GetDouble()) : learner;
}
