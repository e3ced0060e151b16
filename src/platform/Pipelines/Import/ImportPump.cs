using System.Collections.Concurrent;
using System.Text;
using Kirana.Data.Lines;
using Kirana.Operate.Contracts;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Import;

/// <summary>Reads and checks lines on one thread while the calling thread stores them, a few batches in flight.</summary>
internal sealed class ImportPump
{
    private const int RowsPerBatch = 8192;
    private const int Batches = 4;
    private const int LongestText = 4096;

    private readonly RecordParser _parser;
    private readonly IRecordImport? _store;
    private readonly ImportTally _tally;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly long _totalBytes;
    private readonly BlockingCollection<Load> _full = new(Batches);
    private readonly BlockingCollection<Load> _free = new(Batches);

    /// <summary>Creates a pump.</summary>
    /// <param name="parser">Checks the lines.</param>
    /// <param name="store">Takes them; <see langword="null"/> to check only.</param>
    /// <param name="tally">Counts them, and gives a hopeless file up.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="totalBytes">The source's size; 0 if unknown.</param>
    public ImportPump(RecordParser parser, IRecordImport? store, ImportTally tally, IProgress<ImportProgress>? progress, long totalBytes)
    {
        _parser = parser;
        _store = store;
        _tally = tally;
        _progress = progress;
        _totalBytes = totalBytes;
        for (var i = 0; i < Batches; i++)
            _free.Add(new Load(new RecordBatch(parser.Kind, RowsPerBatch)));
    }

    /// <summary>Moves every line of the readers, one reader after the other.</summary>
    /// <param name="readers">The readers, at least one.</param>
    /// <param name="cancellation">Ends the work; nothing is kept.</param>
    public void Run(IReadOnlyList<ILineReader> readers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Factory.StartNew(() => Read(readers, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var load in _full.GetConsumingEnumerable(stop.Token))
            {
                if (_store is not null)
                    Store(load, _store);
                _progress?.Report(new ImportProgress(load.RowsRead, load.BytesRead, _totalBytes));
                load.Clear();
                _free.Add(load, CancellationToken.None);
            }
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }

        reading.GetAwaiter().GetResult();
    }

    private void Store(Load load, IRecordImport store)
    {
        if (load.Batch.Count > 0)
            store.Write(load.Batch, _parser.KeysAreContent);
        foreach (var line in load.SetAside)
            store.Quarantine(line);
    }

    private void Read(IReadOnlyList<ILineReader> readers, CancellationToken cancellation)
    {
        try
        {
            var load = _free.Take(cancellation);
            foreach (var reader in readers)
                while (reader.TryRead())
                {
                    if (_parser.Parse(reader, load.Batch) is { } violation)
                    {
                        var line = new QuarantinedLine(reader.Name, reader.Line, violation.Reason, violation.Column, violation.Detail, Show(reader.Raw));
                        load.SetAside.Add(line);
                        _tally.SetAside(line, _parser.Money);
                    }
                    else
                        _tally.Accept(_parser.Money);

                    if (load.Batch.Count + load.SetAside.Count < RowsPerBatch)
                        continue;
                    _tally.GiveUpIfHopeless(reader.Name);
                    Send(load, reader, cancellation);
                    load = _free.Take(cancellation);
                }

            Send(load, readers[^1], cancellation);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private void Send(Load load, ILineReader reader, CancellationToken cancellation)
    {
        load.RowsRead = _tally.Rows;
        load.BytesRead = reader.BytesRead;
        _full.Add(load, cancellation);
    }

    private static string Show(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    /// <summary>A batch on its way, with the lines set aside among its own.</summary>
    private sealed class Load(RecordBatch batch)
    {
        public RecordBatch Batch { get; } = batch;

        public List<QuarantinedLine> SetAside { get; } = [];

        public long RowsRead { get; set; }

        public long BytesRead { get; set; }

        public void Clear()
        {
            Batch.Count = 0;
            SetAside.Clear();
        }
    }
}
