using System.Globalization;
using Kirana.Cli.Reports.Learn;
using Kirana.Cli.Screens;
using Kirana.Pipelines.Learn.Decisions;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Shows a person what calls by a model do.</summary>
internal static class DecisionScreen
{
    private const int MostClasses = 8;

    /// <summary>Shows it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="labels">The classes.</param>
    public static void Show(Screen screen, DecisionOutcome outcome, IReadOnlyList<string> labels)
    {
        if (labels.Count > MostClasses)
            return;
        screen.Heading("What rows are called");
        screen.Table(["true class", .. labels.Select(label => $">called {label}")], labels.Select((label, truth) => (IReadOnlyList<string>)
            [label, .. labels.Select((_, called) => outcome.Confusion[truth * labels.Count + called].ToString("#,0", CultureInfo.InvariantCulture))]));
        screen.Line(Words(outcome, labels));
    }

    /// <summary>The rule and what it saves, in words.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="labels">The classes.</param>
    public static string Words(DecisionOutcome outcome, IReadOnlyList<string> labels)
    {
        if (outcome.Rule.Costs is null)
            return "The more probable class is called; say what wrong calls cost with --cost to call what is cheapest.";
        var rule = outcome.Rule.Threshold switch
        {
            > 1 => $"'{labels[1]}' is never called: it does not pay",
            { } threshold => string.Create(CultureInfo.InvariantCulture, $"'{labels[1]}' is called from a probability of {threshold:0.000} on, {(outcome.IsFromRows ? "the cheapest threshold on rows held out in training" : "the cheapest threshold where probabilities mean what they say")}"),
            _ => "The class of least expected cost is called",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{rule}. A row costs {outcome.Cost!.Value.Estimate:0.####} on average ({outcome.Cost.Value.Lower:0.####} to {outcome.Cost.Value.Upper:0.####}); always calling '{labels[outcome.BlindClass!.Value]}' would cost {outcome.BlindCost:0.####}, calling the more probable class {outcome.UsualCost:0.####}. On 1,000 rows the model saves {GlanceSection.Number(1000 * (outcome.BlindCost!.Value - outcome.Cost.Value.Estimate))}.");
    }
}
