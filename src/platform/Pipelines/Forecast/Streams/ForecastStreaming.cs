using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Lines;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Choice;
using Kirana.Forecast.Intervals;
using Kirana.Pipelines.Forecast.Covariates;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>Forecasts every series of a long file <c>series,time,value</c> that may be larger than memory: <c>kirana forecast --file FILE</c>.</summary>
/// <remarks>
/// The lines, in any order, are parted by the hash of their series into files beside the output; intervals are calibrated on the series
/// with the smallest hashes, a sample that no order of the file can sway; then each part is forecast and kept as a file; at last the parts
/// are merged in the order of the keys. What is done is kept until the output is whole, so a run that was stopped goes on where it stood.
/// Memory holds one part for each thread, whatever the number of series. The result does not depend on the order of the lines, on threads
/// or on stops.
/// </remarks>
public sealed record ForecastStreaming
{
    // A part of this size is some four thousand series of a year of days: enough work, little memory.
    private const long BytesOfPart = 32 << 20;

    // Every part is an open file while lines are parted.
    private const int MostParts = 512;

    // Packed text, and Parquet, is about this much larger as lines.
    private const int Unpacked = 8;

    private const int BytesHashed = 1 << 20;

    /// <summary>The file of series.</summary>
    public required string File { get; init; }

    /// <summary>Opens the file where it is of a format that this room does not know, such as Parquet; <see langword="null"/> else.</summary>
    public Func<ILineReader>? Open { get; init; }

    /// <summary>Where the result will be. What the run keeps until then lies beside it, in a folder of this name and <c>.parts</c>.</summary>
    public required string Output { get; init; }

    /// <summary>Steps ahead, 1 to <see cref="BatchModel.LongestHorizon"/>.</summary>
    public required int Horizon { get; init; }

    /// <summary>The seasons in steps; one of 1 (none) by default.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [1];

    /// <summary>The forecaster, one of <see cref="Forecasters.Names"/>; the cheapest tier of automatic choice by default.</summary>
    public string Model { get; init; } = "auto-fast";

    /// <summary>The quantiles' levels, ascending, between 0 and 1; 0.1, 0.5 and 0.9 by default. Empty: no intervals are made.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [0.1, 0.5, 0.9];

    /// <summary>How the file is written down.</summary>
    public SeriesOptions Series { get; init; } = SeriesOptions.Default;

    /// <summary>What is known beside the series, held in memory; nothing by default. What helps is chosen on the sample on which intervals are calibrated.</summary>
    public CovariateInput? Covariates { get; init; }

    /// <summary>Whether a run that was stopped goes on; otherwise, the default, what it left is thrown away.</summary>
    public bool Resume { get; init; }

    /// <summary>How many parts there are; 0, the default, for what the file's size asks for. The result does not depend on it.</summary>
    public int Parts { get; init; }

    /// <summary>Begins a run, or goes on with one.</summary>
    /// <param name="seed">The seed of the learners.</param>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is named.</exception>
    /// <exception cref="DataException"><c>no-such-file</c>; <c>other-run</c>: what is there to resume had other options or another input.</exception>
    /// <exception cref="IOException">The folder of the parts cannot be made, or another run uses it.</exception>
    public StreamRun Begin(ulong seed)
    {
        Check();
        if (!System.IO.File.Exists(File))
            throw new DataException($"There is no file '{File}'.") { Code = "no-such-file", File = File, Hint = "Check the name and the folder." };
        return new StreamRun(this, WorkHash(seed), Parts > 0 ? Parts : PartsFor(new FileInfo(File).Length));
    }

    /// <summary>Runs all stages.</summary>
    /// <param name="save">Writes the forecasts, which come once and in the order of their keys, and makes the file visible.</param>
    /// <param name="context">Seed, threads, progress, cancellation, clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is named.</exception>
    /// <exception cref="DataException">The file is no such series, or the run to resume is another one.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; it can be resumed.</exception>
    public StreamResult Run(Action<IEnumerable<SeriesForecast>> save, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(save);
        ArgumentNullException.ThrowIfNull(context);
        using var run = Begin(context.Seed);
        run.Part(context);
        run.Calibrate(context);
        run.Forecast(context);
        return run.Save(save, context);
    }

    internal ForecastBatch Batch => new()
    {
        // Whoever forecasts millions of series adds them up, which medians cannot be.
        Learner = Forecasters.Create(Model, Seasons) switch { AutoEnsemble auto => auto with { Loss = PointLoss.Squared }, var other => other },
        Season = Seasons[0],
        Horizon = Horizon,
        Intervals = Levels.Count == 0 ? null : new ConformalIntervals { Levels = Levels },
    };

    internal ILineReader Lines() => Open is not null ? Open()
        : LineReaders.Open(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), Path.GetFileName(File));

    private void Check()
    {
        var faults = new List<string>();
        if (Horizon is < 1 or > BatchModel.LongestHorizon)
            faults.Add($"The horizon is {Horizon}; it must lie between 1 and {BatchModel.LongestHorizon}.");
        if (Seasons.Count == 0 || Seasons.Any(season => season < 1))
            faults.Add($"The seasons are {string.Join(", ", Seasons)}; at least one of 1 or more is needed.");
        if (Levels.Any(level => level is not (> 0 and < 1)) || !Levels.Zip(Levels.Skip(1)).All(pair => pair.First < pair.Second))
            faults.Add($"The quantiles are {string.Join(", ", Levels)}; they must ascend strictly between 0 and 1.");
        if (Parts is < 0 or > MostParts)
            faults.Add($"There are {Parts} parts; 1 to {MostParts} are possible, 0 for what the file's size asks for.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
        _ = Batch;
    }

    private int PartsFor(long bytes)
    {
        var isPacked = Open is not null || Path.GetExtension(File) is ".gz" or ".br";
        return (int)Math.Clamp((bytes * (isPacked ? Unpacked : 1) / BytesOfPart) + 1, 1, MostParts);
    }

    /// <summary>What makes two runs the same: the program, the options, and of the file its name, length, time of change and both ends;
    /// a hash of all of it would cost as much as reading it once more.</summary>
    private string WorkHash(ulong seed)
    {
        var file = new FileInfo(File);
        var version = typeof(ForecastStreaming).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{version}|{file.FullName}|{file.Length}|{file.LastWriteTimeUtc:O}|{Horizon}|{string.Join(',', Seasons)}|{Model}|{string.Join(',', Levels)}|{Series}|{seed}")
            + (Covariates is null ? "" : "|" + Covariates.Identity);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        using var handle = System.IO.File.OpenHandle(File);
        var bytes = new byte[BytesHashed];
        hash.AppendData(bytes, 0, RandomAccess.Read(handle, bytes, 0));
        hash.AppendData(bytes, 0, RandomAccess.Read(handle, bytes, Math.Max(0, file.Length - bytes.Length)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
