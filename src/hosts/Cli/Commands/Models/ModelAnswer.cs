using System.Text.Json;
using Kirana.Operate.Registry;

namespace Kirana.Cli.Commands.Models;

/// <summary>A version of a model.</summary>
/// <param name="Area">Its area.</param>
/// <param name="Version">Its number.</param>
/// <param name="Kind">The kind of model.</param>
/// <param name="IsCurrent">Whether it serves.</param>
/// <param name="Created">When it was published.</param>
/// <param name="AgeDays">How long ago that is.</param>
/// <param name="Metrics">Its figures on the temporal split.</param>
/// <param name="Intervals">Their limits of 95 %: lower, upper.</param>
/// <param name="Baselines">The same of each baseline.</param>
/// <param name="Options">The learner's options.</param>
/// <param name="DataHash">The hash of the data it was fitted on.</param>
/// <param name="CodeVersion">The version of Kirana that fitted it.</param>
/// <param name="TrainSeconds">Wall seconds of training.</param>
/// <param name="CpuSeconds">CPU seconds of training.</param>
/// <param name="PeakMb">The largest resident memory by the end of training.</param>
/// <param name="FileHash">SHA-256 of the model file.</param>
/// <param name="FileBytes">Its size.</param>
internal sealed record ModelAnswer(
    string Area, int Version, string Kind, bool IsCurrent, DateTimeOffset Created, double AgeDays, IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyDictionary<string, double?[]> Intervals, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Baselines, JsonElement Options, string DataHash, string CodeVersion,
    double TrainSeconds, double CpuSeconds, double PeakMb, string FileHash, long FileBytes)
{
    /// <summary>The number of the version whose whole training it continues with later events; nothing for a whole training.</summary>
    public int? Parent { get; init; }

    /// <summary>Describes a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="isCurrent">Whether it serves.</param>
    /// <param name="now">The time its age is counted to.</param>
    public static ModelAnswer Of(ModelVersion version, bool isCurrent, DateTimeOffset now) => new(
        version.Area, version.Number, version.Kind, isCurrent, version.Created, Math.Round((now - version.Created).TotalDays, 3), Figures.Of(version.Metrics),
        version.Intervals.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, Figures.Of), StringComparer.Ordinal),
        version.Baselines.ToDictionary(pair => pair.Key, pair => Figures.Of(pair.Value), StringComparer.Ordinal), Json(version.Options), version.DataHash,
        version.CodeVersion, version.TrainSeconds, version.CpuSeconds, version.PeakMegabytes, version.FileHash, version.FileBytes) { Parent = version.Parent };

    private static JsonElement Json(string options)
    {
        using var document = JsonDocument.Parse(options.Length == 0 ? "{}" : options);
        return document.RootElement.Clone();
    }
}
