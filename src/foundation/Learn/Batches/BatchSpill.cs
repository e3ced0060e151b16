using System.Runtime.InteropServices;
using Kirana.Data;
using Kirana.Data.Batches;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Batches;

/// <summary>Reads a stream of batches once and puts its rows into scratch files.</summary>
/// <remarks>Cuts are chosen from a sample of all rows, and how many there are is known only at the end: so the values wait in a file for
/// their bins, and the stream need not be read again.</remarks>
internal sealed class BatchSpill : IDisposable
{
    private readonly string _folder;
    private readonly ScratchFile _file;
    private readonly ScratchColumn<float> _targets;
    private readonly ScratchColumn<float>? _weights;
    private readonly GroupRuns? _groups;
    private readonly BatchShape _shape;
    private readonly LevelCodes[] _levels;
    private readonly TargetCodes _targetCodes;
    private readonly SpillLayout _layout;
    private readonly float[] _block;
    private int _rows;
    private bool _isHanded;

    private BatchSpill(TabularData first, string folder)
    {
        (_folder, _shape) = (folder, new BatchShape(first));
        _levels = [.. _shape.Features.Select(_ => new LevelCodes())];
        _targetCodes = new TargetCodes(first);
        _groups = first.Group is null ? null : new GroupRuns();
        _layout = new SpillLayout(_shape.Features.Length);
        _block = new float[_layout.BlockValues];
        try
        {
            _file = new ScratchFile(folder);
            _targets = new ScratchColumn<float>(folder);
            _weights = first.Weight is null ? null : new ScratchColumn<float>(folder);
        }
        catch
        {
            _file?.Dispose();
            _targets?.Dispose();
            throw;
        }
    }

    /// <summary>Reads all batches; those without rows are passed over.</summary>
    /// <exception cref="ArgumentException">The batches have no target.</exception>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>changed-columns</c>: a batch has other columns than the first,
    /// or a fault of a table in memory.</exception>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written to.</exception>
    public static SpilledRows Read(IBatchReader<TabularData> batches, string folder, FitContext context)
    {
        BatchSpill? spill = null;
        try
        {
            while (batches.TryRead(out var batch))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (batch.RowCount == 0)
                    continue;
                spill ??= new BatchSpill(batch, folder);
                spill.Add(batch);
                context.Progress?.Report(new FitProgress("rows", spill._rows, 0));
            }

            return spill?.ToRows() ?? throw new DataException("The batches have no rows.") { Code = "no-rows", Hint = "Check the filter or the file." };
        }
        finally
        {
            spill?.Dispose();
        }
    }

    public void Dispose()
    {
        if (_isHanded)
            return;
        _file.Dispose();
        _targets.Dispose();
        _weights?.Dispose();
    }

    private void Add(TabularData batch)
    {
        if (batch.RowCount > int.MaxValue - _rows)
            throw new DataException($"There are more than {int.MaxValue} rows.") { Code = "too-large", Hint = "Fit on a sample of the rows." };
        var sources = _shape.Match(batch, _rows);
        var codes = sources.Select((source, f) => source is CategoryColumn categories ? _levels[f].Of(categories) : []).ToArray();
        AddFeatures(new TableSource(batch.RowCount, sources, _shape.Features, codes));
        _targets.Append(_targetCodes.Of(batch, _rows));
        if (_weights is not null)
        {
            var weights = new float[batch.RowCount];
            batch.Weight!.CopyTo(weights);
            _weights.Append(weights);
        }

        _groups?.Add(batch.Group!, _rows);
        _rows += batch.RowCount;
    }

    private void AddFeatures(TableSource source)
    {
        for (var at = 0; at < source.Rows;)
        {
            var row = _rows + at;
            var inside = row % _layout.BlockRows;
            var count = Math.Min(source.Rows - at, _layout.BlockRows - inside);
            for (var f = 0; f < source.Features; f++)
                source.Read(f, at, _block.AsSpan(f * _layout.BlockRows + inside, count));
            at += count;
            if (inside + count == _layout.BlockRows)
                _file.Write(_layout.Offset(0, row - inside), MemoryMarshal.AsBytes(_block.AsSpan()));
        }
    }

    private SpilledRows ToRows()
    {
        if (_rows % _layout.BlockRows != 0)
            _file.Write(_layout.Offset(0, _rows - _rows % _layout.BlockRows), MemoryMarshal.AsBytes(_block.AsSpan()));
        _targetCodes.Finish(_targets);
        CheckWeights();
        var columns = _shape.Features.Select((column, f) => column with { Levels = [.. _levels[f].Levels] }).ToArray();
        var rows = new SpilledRows(
            _folder, _file, new SpilledSource(_file, _layout, _rows, columns), _targets, _weights, _groups?.Sizes ?? [], _targetCodes.Labels);
        _isHanded = true;
        return rows;
    }

    private void CheckWeights()
    {
        if (_weights is null)
            return;
        using var view = _weights.Map();
        LabelledRows.CheckWeights(view.Span);
    }
}
