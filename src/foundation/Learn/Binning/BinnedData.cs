using Kirana.Data.Tables;

namespace Kirana.Learn.Binning;

/// <summary>A table whose features were put into bins once, for any number of fits: with other options, on some of the rows, by folds, or to go
/// on with a model. Made by the <c>Bin</c> method of a learner.</summary>
/// <remarks>Bins look at features alone, never at the target, so folds and searches may share them. About 2 bytes for each row and feature, which
/// the fits read where they lie. Immutable and thread-safe; dispose it when no fit needs it any more.</remarks>
public sealed class BinnedData : IDisposable
{
    private readonly BinnedTable _table;
    private bool _isDisposed;

    internal BinnedData(TabularData data, LabelledRows rows, string[] labels, BinningOptions options, BinnedTable table) =>
        (Data, Rows, Labels, Options, _table) = (data, rows, labels, options, table);

    /// <summary>The table.</summary>
    public TabularData Data { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Rows.Rows;

    /// <summary>The rows with what is to be learnt.</summary>
    internal LabelledRows Rows { get; }

    /// <summary>The labels of the classes in all rows; none where the target is a number.</summary>
    internal string[] Labels { get; }

    /// <summary>How the bins were chosen.</summary>
    internal BinningOptions Options { get; }

    /// <summary>Gives back the memory of the bins. Fits must have ended.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _table.Dispose();
    }

    /// <summary>The bins, for a learner that wants such ones.</summary>
    /// <param name="wanted">How the learner would choose them.</param>
    /// <exception cref="ArgumentException">They were chosen in another way.</exception>
    /// <exception cref="ObjectDisposedException">The bins are gone.</exception>
    internal BinnedTable For(BinningOptions wanted)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return wanted == Options ? _table : throw new ArgumentException(
            $"The learner wants {Words(wanted)}, but the data have {Words(Options)}; bin them by this learner, or give it the same options.", nameof(wanted));
    }

    /// <summary>Refuses rows that are not some of the table's, ascending.</summary>
    /// <exception cref="ArgumentException">There is no row, or one lies outside or does not follow the one before.</exception>
    internal void Check(int[] rows)
    {
        if (rows.Length == 0)
            throw new ArgumentException("There are no rows to fit on.", nameof(rows));
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] >= RowCount || rows[i] <= (i == 0 ? -1 : rows[i - 1]))
                throw new ArgumentException($"Row {rows[i]} at place {i}: expected rows from 0 to {RowCount - 1}, ascending and each once.", nameof(rows));
    }

    private static string Words(BinningOptions options) =>
        $"{options.MaxBins} bins of at least {options.MinRowsPerBin} rows{(options.BySketch ? " by a weighted sketch" : "")}";
}
