namespace Kirana.Pipelines.Forecast;

/// <summary>Time taken, in seconds.</summary>
/// <param name="Cpu">CPU time of the whole process.</param>
/// <param name="Wall">Time on the wall.</param>
public readonly record struct ForecastSeconds(double Cpu, double Wall);
