using Kirana.Forecast.Covariates;

namespace Kirana.Cli.Commands.Covariates;

/// <summary>Whether a covariate is used.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>ahead</c>, <c>past</c> or <c>static</c>.</param>
/// <param name="Used">Whether forecasts use it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Effect">What one unit more does to the usual, as a share of it.</param>
/// <param name="EffectLimits">Its limits of 95 %.</param>
/// <param name="Gain">The share of the error avoided with it, on what was held out inside the history.</param>
/// <param name="GainLimits">Its limits of 95 %.</param>
/// <param name="Filled">Values missing from the histories looked at.</param>
internal sealed record CovariateAnswer(
    string Name, string Kind, bool Used, string Reason, double? Effect, double?[]? EffectLimits, double? Gain, double?[]? GainLimits, int Filled)
{
    /// <summary>Describes a trial.</summary>
    /// <param name="trial">The trial.</param>
    public static CovariateAnswer Of(CovariateTrial trial) => new(
        trial.Name, CovariatesAnswer.KindOf(trial.Kind), trial.Used, trial.Reason,
        trial.Effect is { } effect ? Figures.Of(effect.Estimate) : null, trial.Effect is { } limits ? [Figures.Of(limits.Lower), Figures.Of(limits.Upper)] : null,
        trial.Gain is { } gain ? Figures.Of(gain.Estimate) : null, trial.Gain is { } range ? [Figures.Of(range.Lower), Figures.Of(range.Upper)] : null, trial.Filled);
}
