using System.Text.Json.Serialization;
using Kirana.Cli.Commands.Covariates;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>The forecasts of a file of series.</summary>
/// <param name="Out">The result's full path.</param>
/// <param name="Model">The forecaster.</param>
/// <param name="Series">Series forecast.</param>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Lines">Lines of the file.</param>
/// <param name="Failed">Series that could not be forecast.</param>
/// <param name="Failures">Of these the first: what is wrong.</param>
/// <param name="Seconds">Time on the wall and of the processors, in all.</param>
/// <param name="Rate">Series a second of <paramref name="Seconds"/>.</param>
/// <param name="PeakMb">The largest resident memory.</param>
internal sealed record ForecastFileAnswer(
    string Out, string Model, long Series, long Rows, long Lines, long Failed, IReadOnlyList<string> Failures, ForecastFileSeconds Seconds, double Rate, double PeakMb)
{
    /// <summary>Whether covariates are used; <see langword="null"/> where none was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CovariatesAnswer? Covariates { get; init; }
}
