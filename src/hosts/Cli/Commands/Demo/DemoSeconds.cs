namespace Kirana.Cli.Commands.Demo;

/// <summary>Where the time of the demonstration went, in wall seconds.</summary>
/// <param name="Import">Reading, checking and storing.</param>
/// <param name="Train">Comparing models on held-out periods, choosing settings and fitting.</param>
/// <param name="Evaluate">Making the lists and the held-out forecasts that the report shows.</param>
/// <param name="Total">Everything.</param>
internal sealed record DemoSeconds(double Import, double Train, double Evaluate, double Total);
