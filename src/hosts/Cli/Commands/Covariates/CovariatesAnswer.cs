using System.Globalization;
using Kirana.Cli.Screens;
using Kirana.Forecast.Covariates;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Forecast.Covariates;

namespace Kirana.Cli.Commands.Covariates;

/// <summary>Whether covariates are used.</summary>
/// <param name="Effects"><c>multiply</c> or <c>add</c>.</param>
/// <param name="Columns">Each covariate.</param>
/// <param name="Notes">What was taken to be so, one sentence each.</param>
internal sealed record CovariatesAnswer(string Effects, IReadOnlyList<CovariateAnswer> Columns, IReadOnlyList<string> Notes)
{
    /// <summary>Describes trials.</summary>
    /// <param name="trials">The trials; <see langword="null"/> where no covariate was given.</param>
    public static CovariatesAnswer? Of(CovariateTrials? trials) => trials is null ? null
        : new CovariatesAnswer(trials.Multiplies ? "multiply" : "add", [.. trials.Covariates.Select(CovariateAnswer.Of)], trials.Notes);

    /// <summary>Shows trials.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="trials">The trials; <see langword="null"/> where no covariate was given.</param>
    public static void Show(Screen screen, CovariateTrials? trials)
    {
        if (trials is null)
            return;
        screen.Line();
        screen.Table(["covariate", "known", "used", ">a unit more", ">95 % from", ">to", ">error avoided", ">95 % from", ">to"], trials.Covariates.Select(one => (IReadOnlyList<string>)
            [one.Name, KindOf(one.Kind), one.Used ? "yes" : "no", .. Shares(one.Effect, "0.###"), .. Shares(one.Gain, "0.0")]));
        foreach (var reason in trials.Covariates.GroupBy(one => one.Reason, StringComparer.Ordinal))
            screen.Line($"{string.Join(", ", reason.Select(one => one.Name))}: {reason.Key}.");
        foreach (var one in trials.Covariates.Where(one => one.Filled > 0))
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{one.Name}: {one.Filled} values missing from histories are taken to be as usual."));
        foreach (var note in trials.Notes)
            screen.Line(note);
        screen.Line();
    }

    /// <summary>A kind's name in files and figures.</summary>
    /// <param name="kind">The kind.</param>
    public static string KindOf(CovariateKind kind) => kind switch
    {
        CovariateKind.KnownAhead => "ahead",
        CovariateKind.PastOnly => "past",
        _ => "static",
    };

    private static string[] Shares(Interval? figure, string format) =>
        figure is { } one ? [Share(one.Estimate, format), Share(one.Lower, format), Share(one.Upper, format)] : ["–", "–", "–"];

    /// <summary>Of an effect too small for three digits behind the point, such as that of a penny, the first two that are not zero.</summary>
    private static string Share(double share, string format) =>
        (Math.Abs(share) is > 0 and < 1e-4 && format.Contains('#', StringComparison.Ordinal) ? (100 * share).ToString("+0.0e-0;-0.0e-0", CultureInfo.InvariantCulture)
            : (100 * share).ToString($"+{format};-{format};0", CultureInfo.InvariantCulture)) + " %";
}
