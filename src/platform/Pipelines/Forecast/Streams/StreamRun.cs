using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Covariates;
using Kirana.Numerics.Threading;
using Kirana.Pipelines.Forecast.Covariates;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>One run of a <see cref="ForecastStreaming"/>, stage by stage: <see cref="Part"/>, <see cref="Calibrate"/>,
/// <see cref="Forecast"/>, <see cref="Save"/>.</summary>
/// <remarks>Not thread-safe. Disposing keeps the parts once all lines lie in them (<see cref="IsResumable"/>), so that another run may go on;
/// <see cref="Save"/> throws them away.</remarks>
public sealed class StreamRun : IDisposable
{
    private const int SeriesOfBlock = 64;
    private const int RowsBetweenReports = 1 << 16;
    private const int FailuresShown = 10;

    // So many parts are in memory at once; more threads share them.
    private const int PartsAtOnce = 8;

    // Nothing else is ever deleted from the folder.
    private static readonly string[] Own = ["rows-*", "forecasts-*", "manifest.json*"];

    private readonly ForecastStreaming _options;
    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly double[] _levels;
    private StreamManifest _manifest;
    private CalibratedBatch? _calibrated;
    private CovariateForecaster? _learned;
    private Step _step;
    private long _series;

    internal StreamRun(ForecastStreaming options, string work, int parts)
    {
        _options = options;
        _levels = [.. options.Levels];
        _folder = Path.GetFullPath(options.Output) + ".parts";
        Directory.CreateDirectory(_folder);
        _lock = Lock(Path.Combine(_folder, "lock"));
        try
        {
            var before = options.Resume ? StreamManifest.Load(_folder) : null;
            if (before is not null && !string.Equals(before.Work, work, StringComparison.Ordinal))
                throw new DataException($"What '{_folder}' holds is of another run: the file, an option or the program has changed since.")
                {
                    Code = "other-run", File = _folder, Hint = "Begin again without --resume, or with the options of that run.",
                };
            _manifest = before ?? Begin(work, parts);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Of covariates, whether each is used, from <see cref="Calibrate"/> on; <see langword="null"/> where none was given.</summary>
    public CovariateTrials? Covariates { get; private set; }

    /// <summary>Whether what was done is worth going on with.</summary>
    public bool IsResumable => _manifest.Rows is not null;

    /// <summary>Parts the lines of the file; nothing is left to do where a run before has.</summary>
    /// <param name="context">Cancellation and progress (bytes).</param>
    /// <exception cref="DataException">A line cannot be read; the message names it.</exception>
    public void Part(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_manifest.Rows is not null)
            return;
        using var lines = _options.Lines();
        using var parts = new RowPartitions(RowsOf, _manifest.Parts);
        var reader = new ObservationReader(lines, _options.Series);
        var (rows, length) = (0L, new FileInfo(_options.File).Length);
        while (reader.TryRead())
        {
            parts.Add(reader);
            if (++rows % RowsBetweenReports != 0)
                continue;
            context.Cancellation.ThrowIfCancellationRequested();
            // In lines, so that their rate can be told: the file's share of bytes tells how many there will be.
            context.Progress?.Report(new FitProgress("", rows, (long)(rows * ((double)length / Math.Max(1, Math.Min(length, lines.BytesRead))))));
        }

        parts.Complete();
        context.Progress?.Report(new FitProgress("", rows, rows));
        Keep(_manifest with { Rows = rows, Spelling = reader.Spelling });
    }

    /// <summary>Tells the step of the series and calibrates intervals, on the series with the smallest hashes.</summary>
    /// <param name="context">Threads, cancellation, progress (series), seed.</param>
    [MemberNotNull(nameof(_calibrated))]
    public void Calibrate(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_manifest.Rows is null)
            throw new InvalidOperationException("The lines were not parted yet.");
        var batch = _options.Batch;
        var most = batch.Intervals?.PooledSeries ?? SeriesOfBlock;
        var sample = new List<(ulong Hash, SeriesRows Rows)>();
        for (var part = 0; part < _manifest.Parts && sample.Count < most; part++)
            sample.AddRange(PartitionFile.Read(RowsOf(part)).Select(one => (SeriesKey.Hash(one.Key), one.Rows)));
        sample.Sort((a, b) => a.Hash != b.Hash ? a.Hash.CompareTo(b.Hash) : string.CompareOrdinal(a.Rows.Key, b.Rows.Key));
        SeriesRows[] chosen = [.. sample.Take(most).Select(one => one.Rows)];
        _step = SeriesRows.StepOf(_manifest.Spelling, chosen, Name, _options.Series);
        TimeSeries[] series = [.. chosen.Select(rows => Dense(rows, out _)).OfType<TimeSeries>()];
        if (_options.Covariates is { } input)
        {
            var beside = Beside(CovariateReading.Of(input), context);
            _learned = new WithCovariates { Learner = batch.Learner, Trial = CovariateTrials.Learner(batch.Learner, _options.Seasons), Columns = beside.Columns }
                .Learn(series, batch.Season, _options.Horizon, context with { Progress = null });
            Covariates = new CovariateTrials(_learned.Trials, _learned.Multiplies, beside.Notes);
            batch = batch with { Learner = _learned };
        }

        _calibrated = CalibratedBatch.Of(batch, series, context);
    }

    /// <summary>Forecasts every part that no run before has.</summary>
    /// <param name="context">Threads, cancellation, progress (series), seed.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; finished parts are kept.</exception>
    public void Forecast(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_calibrated is null)
            Calibrate(context with { Progress = null });
        int[] parts = [.. Enumerable.Range(0, _manifest.Parts).Where(part => !File.Exists(ForecastsOf(part)))];
        // Parts are alike in size, so the lines of all tell those of some, and lines how many series there will be.
        var lines = (double)(_manifest.Rows ?? 0) * parts.Length / _manifest.Parts;
        var (series, read) = (0L, 0L);
        Blocks.Run(parts.Length, 1, Math.Min(context.Threads, PartsAtOnce), context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                ForecastPart.Write(ForecastsOf(parts[i]), Entries(PartitionFile.Read(RowsOf(parts[i])), context, Told));
        });
        if (parts.Length == _manifest.Parts)
            _series = series;

        void Told(int more, int rows)
        {
            var done = Interlocked.Add(ref series, more);
            context.Progress?.Report(new FitProgress("", done, Math.Max(done, (long)(done * (lines / Interlocked.Add(ref read, rows))))));
        }
    }

    /// <summary>Gives out every forecast in the order of the keys, and throws the parts away when they are saved.</summary>
    /// <param name="save">Writes the forecasts and makes the file visible.</param>
    /// <param name="context">Cancellation and progress (series).</param>
    public StreamResult Save(Action<IEnumerable<SeriesForecast>> save, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(save);
        ArgumentNullException.ThrowIfNull(context);
        var failures = new List<string>();
        var (series, failed) = (0L, 0L);
        save(Forecasts());
        context.Progress?.Report(new FitProgress("", series, series));
        Discard();
        return new StreamResult(series, series * _options.Horizon, _manifest.Rows ?? 0, failed, failures);

        IEnumerable<SeriesForecast> Forecasts()
        {
            foreach (var entry in PartMerge.Merge(Enumerable.Range(0, _manifest.Parts).Select(part => ForecastPart.Read(ForecastsOf(part), _levels, _options.Horizon))))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (entry.Forecast is { } forecast)
                {
                    series++;
                    if (series % SeriesOfBlock == 0)
                        context.Progress?.Report(new FitProgress("", series, Math.Max(series, _series)));
                    yield return forecast;
                    continue;
                }

                failed++;
                if (failures.Count < FailuresShown)
                    failures.Add(entry.Failure!);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsResumable)
            Discard();
        _lock.Dispose();
    }

    private string Name => Path.GetFileName(_options.File);

    /// <summary>Lays covariates beside all series, whose ends are looked up part by part.</summary>
    private SetCovariates Beside(CovariateReading reading, FitContext context)
    {
        var origins = new List<SetCovariates.Origin>();
        for (var part = 0; part < _manifest.Parts; part++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var (_, rows) in PartitionFile.Read(RowsOf(part)))
                if (Dense(rows, out _) is { } series)
                    origins.Add(new SetCovariates.Origin(series.Key, series.Axis.Shift(series.Length)));
        }

        return SetCovariates.Of(reading, origins, _step, _options.Horizon, origins.Count == 0 ? 0 : origins.Max(origin => origin.Next.Start));
    }

    /// <summary>Forecasts the series of a part, block by block, in order.</summary>
    private IEnumerable<PartEntry> Entries(List<(byte[] Key, SeriesRows Rows)> series, FitContext context, Action<int, int> told)
    {
        var entries = new PartEntry[series.Count];
        Blocks.Run(series.Count, SeriesOfBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var block = new List<TimeSeries>(end - start);
            var rows = 0;
            for (var i = start; i < end; i++)
            {
                rows += series[i].Rows.Count;
                if (Dense(series[i].Rows, out var failure) is { } one)
                    block.Add(one);
                else
                    entries[i] = new PartEntry(series[i].Rows.Key, null, failure);
            }

            var model = _calibrated!.Fit(block, context);
            for (var (i, k) = (start, 0); i < end; i++)
            {
                if (entries[i] is not null)
                    continue;
                var effects = _learned?.EffectsOf(block[k], _options.Seasons[0]) ?? CovariateEffects.None;
                entries[i] = new PartEntry(series[i].Rows.Key, model.Forecast(k++, _options.Horizon, effects, _levels), null);
            }

            told(end - start, rows);
        });
        return entries;
    }

    private TimeSeries? Dense(SeriesRows rows, out string? failure)
    {
        try
        {
            failure = null;
            return rows.ToSeries(_manifest.Spelling, _step, Name, _options.Series);
        }
        catch (DataException error)
        {
            failure = error.Message;
            return null;
        }
    }

    private StreamManifest Begin(string work, int parts)
    {
        DeleteOwn();
        return Keep(new StreamManifest(work, parts, null, Step.Index));
    }

    /// <summary>Takes away everything of this run, and the folder if nothing else is in it.</summary>
    private void Discard()
    {
        if (!Directory.Exists(_folder))
            return;
        DeleteOwn();
        _lock.Dispose();
        File.Delete(_lock.Name);
        if (!Directory.EnumerateFileSystemEntries(_folder).Any())
            Directory.Delete(_folder);
    }

    private void DeleteOwn()
    {
        foreach (var file in Own.SelectMany(pattern => Directory.EnumerateFiles(_folder, pattern)).ToList())
            File.Delete(file);
    }

    private StreamManifest Keep(StreamManifest manifest)
    {
        manifest.Save(_folder);
        return _manifest = manifest;
    }

    private string RowsOf(int part) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"rows-{part:D4}"));

    private string ForecastsOf(int part) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"forecasts-{part:D4}"));

    private FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"Another run uses '{_folder}'; wait until it ends, or choose another output.", error);
        }
    }
}
