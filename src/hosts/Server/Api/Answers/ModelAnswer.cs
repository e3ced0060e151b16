using System.ComponentModel;
using System.Text.Json;
using Kirana.Operate.Registry;

namespace Kirana.Server.Api.Answers;

/// <summary>One version of a model.</summary>
/// <param name="Area">Its area.</param>
/// <param name="Number">Its number.</param>
/// <param name="Kind">The kind of model.</param>
/// <param name="Serves">Whether it serves.</param>
/// <param name="Created">When it was published.</param>
/// <param name="Metrics">Its figures.</param>
/// <param name="Intervals">Their 95 % intervals, lower and upper, by the same names.</param>
/// <param name="Baselines">The same of each baseline.</param>
/// <param name="Options">The learner's options.</param>
/// <param name="DataHash">The hash of its data.</param>
/// <param name="CodeVersion">The version of Kirana that fitted it.</param>
/// <param name="TrainSeconds">Wall seconds of training.</param>
/// <param name="FileHash">SHA-256 of its file.</param>
/// <param name="FileBytes">The size of its file.</param>
internal sealed record ModelAnswer(
    string Area, int Number, string Kind,
    [property: Description("Whether it answers at the moment.")] bool Serves,
    DateTimeOffset Created,
    [property: Description("Its figures on the temporal split, by name.")] IReadOnlyDictionary<string, double?> Metrics,
    [property: Description("Their 95 % intervals, lower and upper, by the same names.")] IReadOnlyDictionary<string, double?[]> Intervals,
    [property: Description("The same figures of each baseline.")] IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Baselines,
    [property: Description("The learner's options.")] JsonElement Options,
    string DataHash, string CodeVersion, double TrainSeconds, string FileHash, long FileBytes)
{
    /// <summary>Describes a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="serves">Whether it serves.</param>
    public static ModelAnswer Of(ModelVersion version, bool serves)
    {
        using var options = JsonDocument.Parse(version.Options.Length == 0 ? "{}" : version.Options);
        return new ModelAnswer(version.Area, version.Number, version.Kind, serves, version.Created, Numbers(version.Metrics),
            version.Intervals.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, Finite), StringComparer.Ordinal),
            version.Baselines.ToDictionary(pair => pair.Key, pair => Numbers(pair.Value), StringComparer.Ordinal), options.RootElement.Clone(),
            version.DataHash, version.CodeVersion, version.TrainSeconds, version.FileHash, version.FileBytes);
    }

    // JSON has no NaN: a figure that could not be computed is null.
    private static IReadOnlyDictionary<string, double?> Numbers(IReadOnlyDictionary<string, double> figures) =>
        figures.ToDictionary(pair => pair.Key, pair => Finite(pair.Value), StringComparer.Ordinal);

    private static double? Finite(double figure) => double.IsFinite(figure) ? figure : null;
}
