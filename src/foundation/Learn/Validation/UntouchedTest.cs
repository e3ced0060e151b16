using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Metrics;
using Kirana.Learn.Resampling;

namespace Kirana.Learn.Validation;

/// <summary>Rows put aside before anything is learnt, whose score is read once: a score that is read, acted upon and read again is a score of training rows.</summary>
/// <remarks>Thread-safe: of several readers one gets the score.</remarks>
public sealed class UntouchedTest
{
    private readonly TabularData _rows;
    private int _readings;

    private UntouchedTest(TabularData rows) => _rows = rows;

    /// <summary>The number of rows.</summary>
    public int RowCount => _rows.RowCount;

    /// <summary>Whether the score has been read.</summary>
    public bool IsRead => Volatile.Read(ref _readings) > 0;

    /// <summary>Puts rows aside.</summary>
    /// <param name="data">All rows with their roles.</param>
    /// <param name="share">The share to put aside, between 0 and 1; 0.2 by default.</param>
    /// <param name="kind">How rows are parted: by default the latest rows, whole groups, or each class by itself, as the table needs it.</param>
    /// <param name="seed">The seed of the parting; 1 by default.</param>
    /// <returns>The rows to learn from and the rows put aside.</returns>
    /// <exception cref="ArgumentException">The share lies outside its range, or the kind needs a role that no column has.</exception>
    /// <exception cref="DataException"><c>too-few-rows</c>: one part would be empty.</exception>
    public static (TabularData Training, UntouchedTest Test) Cut(TabularData data, double share = 0.2, FoldKind kind = FoldKind.Automatic, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(share is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        var (rest, part) = RowShare.Part(data, [.. Enumerable.Range(0, data.RowCount)], share, kind, seed);
        return (data.Take(rest), new UntouchedTest(data.Take(part)));
    }

    /// <summary>Reads the score of the model that was chosen. Once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scores">What is measured; <see langword="null"/>, the default, for <see cref="Scoring.For(RowPredictions)"/>.</param>
    /// <param name="level">The level of the intervals, a percentile bootstrap over rows, or groups where there are; 0.95 by default.</param>
    /// <param name="resamples">The resamples, at least 1; 200 by default.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <exception cref="InvalidOperationException">The score has been read before.</exception>
    /// <exception cref="ArgumentException">A score does not fit the predictions, or a number lies outside its range.</exception>
    /// <exception cref="DataException">The model cannot predict these rows.</exception>
    public TestReading Read(ITableModel model, IReadOnlyList<Score>? scores = null, double level = 0.95, int resamples = 200, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        // A model that cannot be asked, or a score that does not fit, tells nothing, so that it does not count as a reading.
        var predictions = RowPredictions.Of(model, _rows);
        var measured = (scores ?? Scoring.For(predictions)).Select(score => (score, MetricInterval.Of(
            predictions.Count, rows => score.Of(predictions.Take(rows)), level, resamples, seed, predictions.Groups))).ToArray();
        if (Interlocked.Increment(ref _readings) > 1)
            throw new InvalidOperationException(
                "The score of these rows has been read before. Whatever was chosen by it has seen them, and another reading would look better than the model is; put other rows aside, or compare models by cross-validation and read once.");
        return new TestReading(predictions, measured);
    }
}
