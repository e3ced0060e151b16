using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data;
using Kirana.Data.Batches;
using Kirana.Operate.Records;
using Kirana.Storage.Folders;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Records;

/// <summary>Reads the records of one state of the store: segment by segment, then the fresh ones.</summary>
/// <param name="folder">The shop.</param>
/// <param name="files">The segments' files.</param>
/// <param name="kind">The kind of record.</param>
/// <param name="segments">The segments.</param>
/// <param name="fresh">The fresh records.</param>
/// <param name="lease">Keeps the segments' files in place until the reader is disposed.</param>
internal sealed class RecordReader(
    ShopFolder folder, SegmentFiles files, RecordKind kind, IReadOnlyList<Segment> segments, RecordChunk fresh, IDisposable lease)
    : IBatchReader<RecordBatch>
{
    private const int BatchRows = 16_384;

    private readonly RecordBatch _batch = new(kind, BatchRows);
    private DuckSession? _session;
    private DuckDBCommand? _command;
    private DuckDBDataReader? _rows;
    private int _segment;
    private int _freshRow;

    /// <inheritdoc/>
    public bool TryRead([NotNullWhen(true)] out RecordBatch? batch)
    {
        _batch.Count = 0;
        while (_batch.Count == 0 && _segment < segments.Count)
            ReadSegment();
        if (_batch.Count == 0)
            ReadFresh();
        batch = _batch.Count > 0 ? _batch : null;
        return batch is not null;
    }

    /// <summary>Takes a row of <see cref="SegmentFiles.Select"/> into a batch.</summary>
    /// <param name="batch">The batch, with room.</param>
    /// <param name="row">The row.</param>
    public static void Take(RecordBatch batch, DuckDBDataReader row)
    {
        var at = batch.Count++;
        batch.Keys[at] = new UInt128(row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1));
        for (var column = 0; column < batch.Kind.Fields.Count; column++)
            if (batch.Kind.Fields[column].IsText)
                batch.Texts(column)[at] = row.IsDBNull(column + 2) ? null : row.GetString(column + 2);
            else
                batch.Numbers(column)[at] = row.IsDBNull(column + 2) ? RecordBatch.Missing : row.GetInt64(column + 2);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows?.Dispose();
        _command?.Dispose();
        _session?.Dispose();
        lease.Dispose();
    }

    private void ReadSegment()
    {
        _session ??= new DuckSession(folder, threads: 1, memory: 256);
        try
        {
            _rows ??= Open(segments[_segment]);
            while (_batch.Count < BatchRows && _rows.Read())
                Take(_batch, _rows);
        }
        catch (DuckDBException error)
        {
            throw _session.Explained(error);
        }

        if (_batch.Count == BatchRows)
            return;
        _rows.Dispose();
        _command!.Dispose();
        _rows = null;
        _segment++;
    }

    private DuckDBDataReader Open(Segment segment)
    {
        _command = _session!.Connection.CreateCommand();
        _command.CommandText = files.Select(kind, [segment]);
        _command.UseStreamingMode = true;
        return _command.ExecuteReader();
    }

    private void ReadFresh()
    {
        for (; _freshRow < fresh.Count && _batch.Count < BatchRows; _freshRow++, _batch.Count++)
        {
            _batch.Keys[_batch.Count] = fresh.Keys[_freshRow];
            for (var column = 0; column < kind.Fields.Count; column++)
                if (kind.Fields[column].IsText)
                    _batch.Texts(column)[_batch.Count] = fresh.Text(column, _freshRow);
                else
                    _batch.Numbers(column)[_batch.Count] = fresh.Number(column, _freshRow);
        }
    }
}
