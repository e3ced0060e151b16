namespace Kirana.Cli.Commands.Forecast;

/// <summary>What the stages of a run took on the wall, in seconds; next to nothing where a run before had done them.</summary>
/// <param name="Read">Reading the file and parting its lines by series.</param>
/// <param name="Calibrate">Calibrating the intervals.</param>
/// <param name="Forecast">Fitting and forecasting.</param>
/// <param name="Write">Merging and writing the result.</param>
/// <param name="Total">All of it.</param>
/// <param name="Cpu">Time of the processors for all of it.</param>
internal sealed record ForecastFileSeconds(double Read, double Calibrate, double Forecast, double Write, double Total, double Cpu);
