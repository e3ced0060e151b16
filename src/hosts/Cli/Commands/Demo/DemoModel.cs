namespace Kirana.Cli.Commands.Demo;

/// <summary>A model beside its baselines.</summary>
/// <param name="Model">The kind of model that serves.</param>
/// <param name="Version">Its version.</param>
/// <param name="Metrics">Its figures on the held-out period.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="Baselines">The same figures of the models it was compared with.</param>
internal sealed record DemoModel(
    string Model, int Version, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Baselines);
