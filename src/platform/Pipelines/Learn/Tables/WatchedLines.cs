using Kirana.Data.Fitting;
using Kirana.Data.Lines;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Lines of which only some columns, and only so many at a time, are read; tells how far the file is.</summary>
internal sealed class WatchedLines : ILineReader
{
    private const int BetweenReports = 1 << 10;

    private readonly ILineReader _lines;
    private readonly long _bytes;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly int[]? _places;
    private long _left = long.MaxValue;
    private long _read;

    /// <param name="lines">The lines; disposed with this.</param>
    /// <param name="bytes">The file's length; 0 if unknown.</param>
    /// <param name="progress">Told how far the file is.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="places">The columns wanted, by their places; all where <see langword="null"/>.</param>
    public WatchedLines(ILineReader lines, long bytes, IProgress<FitProgress>? progress, CancellationToken cancellation, int[]? places = null)
    {
        (_lines, _bytes, _progress, _cancellation, _places) = (lines, bytes, progress, cancellation, places);
        Columns = places is null ? lines.Columns : [.. places.Select(place => lines.Columns[place])];
    }

    public string Name => _lines.Name;

    public IReadOnlyList<string> Columns { get; }

    public long Line => _lines.Line;

    public LineFault? Fault => _lines.Fault;

    public ReadOnlySpan<byte> Raw => _lines.Raw;

    public long BytesRead => _lines.BytesRead;

    /// <summary>Ends the reading after so many more lines, until the next call.</summary>
    public void Allow(int lines) => _left = lines;

    public bool TryRead()
    {
        if (_read++ % BetweenReports == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            _progress?.Report(new FitProgress("", _lines.BytesRead, _bytes));
        }

        return _left-- > 0 && _lines.TryRead();
    }

    public ReadOnlySpan<byte> Field(int column) => _lines.Field(_places is null ? column : _places[column]);

    public void Dispose() => _lines.Dispose();
}
