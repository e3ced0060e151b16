namespace Kirana.Operate.Registry;

/// <summary>One trained model as the registry keeps it. Immutable once published.</summary>
/// <param name="Area"><c>recommend</c> or <c>forecast</c>.</param>
/// <param name="Number">The version's number within its area, from 1.</param>
/// <param name="Kind">The kind of model, such as <c>implicit-als</c>.</param>
/// <param name="Created">When it was published.</param>
/// <param name="Metrics">Its figures on the temporal split, by name.</param>
/// <param name="Baselines">The same figures of each baseline, by baseline.</param>
/// <param name="Options">The learner's options as JSON.</param>
/// <param name="DataHash">The hash of the data it was fitted on.</param>
/// <param name="CodeVersion">The version of Kirana that fitted it.</param>
/// <param name="TrainSeconds">Wall seconds of training.</param>
/// <param name="CpuSeconds">CPU seconds of training.</param>
/// <param name="PeakMegabytes">The process's largest resident memory by the end of training.</param>
/// <param name="FileHash">SHA-256 of the model file, lower-case hex.</param>
/// <param name="FileBytes">The size of the model file.</param>
public sealed record ModelVersion(
    string Area, int Number, string Kind, DateTimeOffset Created, IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Baselines, string Options, string DataHash, string CodeVersion,
    double TrainSeconds, double CpuSeconds, double PeakMegabytes, string FileHash, long FileBytes)
{
    /// <summary>Its figures on the temporal split, by name; those of a slice are named <c>slice/figure</c>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = FlatFigures.Estimates(Metrics);

    /// <summary>The limits of 95 % of its figures, by name: lower, upper. Not every figure has them.</summary>
    public IReadOnlyDictionary<string, double[]> Intervals { get; init => field = value ?? field; } = FlatFigures.Limits(Metrics);

    /// <summary>The number of the version whose whole training it continues with later events; <see langword="null"/> for a whole training. Its figures then are that version's.</summary>
    public int? Parent { get; init; }

    /// <summary>The weight of each kind of event that the model learnt from, which histories at requests keep; <see langword="null"/> for purchases alone.</summary>
    public IReadOnlyDictionary<string, float>? Weights { get; init; }

    /// <summary>The moment of the newest event it learnt from; <see langword="null"/> if that was not kept.</summary>
    public DateTimeOffset? LearntUntil { get; init; }

    /// <summary>The same figures of each baseline, by baseline.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Baselines { get; init; } = FlatFigures.Estimates(Baselines);
}
