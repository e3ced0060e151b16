using Kirana.Forecast;
using Kirana.Forecast.Covariates;

namespace Kirana.Pipelines.Forecast.Covariates;

/// <summary>Whether covariates of a file are used.</summary>
/// <param name="Covariates">Each covariate's trial.</param>
/// <param name="Multiplies">Whether effects multiply what is usual; they add to it else.</param>
/// <param name="Notes">What was taken to be so, one sentence each.</param>
public sealed record CovariateTrials(IReadOnlyList<CovariateTrial> Covariates, bool Multiplies, IReadOnlyList<string> Notes)
{
    /// <summary>Who forecasts in trials: the learner itself, and the median in the place of one that looks at sets, which would take minutes.</summary>
    internal static IForecaster Learner(IForecaster learner, IReadOnlyList<int> seasons) => learner is ISetForecaster ? Forecasters.Create("median", seasons) : learner;
}
