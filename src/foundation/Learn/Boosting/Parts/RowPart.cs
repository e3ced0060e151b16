using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>The rows of one holder: answers what <see cref="GradientBoosting.Fit(IReadOnlyList{IRowPart}, FitContext)"/> asks of them.</summary>
/// <remarks>The features never leave it: what does are targets, weights, the counts of values that bins are chosen from, and histograms. One fit
/// at a time; not thread-safe. Memory: the bins, and about 20 bytes for each row and output.</remarks>
public sealed class RowPart : IRowPart, IDisposable
{
    private readonly TabularData _data;
    private readonly Objective? _objective;
    private readonly int _threads;
    private PartFit? _fit;

    /// <summary>Offers rows to fits.</summary>
    /// <param name="data">The rows with their roles; groups as a whole. Levels and labels may be others than those of other parts.</param>
    /// <param name="objective">What the fit minimises, as the learner has it; <see langword="null"/>, the default, where it goes by the target.</param>
    /// <param name="threads">The most threads to use, at least 1; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The data have no target.</exception>
    public RowPart(TabularData data, Objective? objective = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (data.Target is null)
            throw new ArgumentException("The data have no target; say which column is to be learnt.", nameof(data));
        (_data, _objective, _threads) = (data, objective, threads);
    }

    /// <inheritdoc/>
    public byte[] Answer(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        var reader = new MessageReader(request);
        var writer = new MessageWriter(reader.Kind);
        switch (reader.Kind)
        {
            case PartRequest.Describe:
                reader.End();
                return Describe().ToMessage();
            case PartRequest.Count:
                Count(reader, writer, cancellation);
                break;
            case PartRequest.Begin:
                Begin(reader, cancellation);
                break;
            default:
                (_fit ?? throw MessageReader.Bad("asks for a fit that did not begin")).Answer(reader, writer, cancellation);
                break;
        }

        return writer.ToArray();
    }

    /// <summary>Gives back the memory of the fit.</summary>
    public void Dispose()
    {
        _fit?.Dispose();
        _fit = null;
    }

    private PartRows Describe()
    {
        var targets = Targets.Of(_data);
        var rows = LabelledRows.Of(_data, TableSource.Of(_data), targets.Values);
        return new PartRows([.. rows.Features.Columns], targets.Labels, targets.Values, rows.Weights, rows.GroupSizes);
    }

    private void Count(MessageReader reader, MessageWriter writer, CancellationToken cancellation)
    {
        var (columns, start, total) = (reader.Columns(), reader.Int(), reader.Int());
        var (sample, seed, bySketch, maxBins) = (reader.Int(1, int.MaxValue), (ulong)reader.Long(), reader.Bool(), reader.Int(2, FeatureBins.MaxWideBins));
        reader.End();
        CheckPlace(start, total);
        var source = TableSource.Of(_data.Table, columns);
        var weights = LabelledRows.Of(_data, source, []).Weights;
        var chosen = BinFinder.SampleRows(total, sample, seed);
        if (chosen is not null)
            chosen = [.. chosen.Where(row => row >= start && row < start + _data.RowCount).Select(row => row - start)];
        for (var feature = 0; feature < columns.Length; feature++)
            (bySketch && !columns[feature].IsCategorical
                ? ValueCounts.OfAll(source, feature, weights, maxBins, cancellation)
                : ValueCounts.OfSample(source, feature, chosen)).Save(writer);
    }

    private void Begin(MessageReader reader, CancellationToken cancellation)
    {
        Dispose();
        var (columns, labels) = (reader.Columns(), reader.Texts());
        var (start, total, seed, fraction) = (reader.Int(), reader.Int(), (ulong)reader.Long(), reader.Double());
        var (name, constants, bins) = (reader.Text(), reader.Array<double>(), reader.Bins(columns));
        reader.End();
        CheckPlace(start, total);
        var objective = new GradientBoosting { Objective = _objective }.ObjectiveFor(labels);
        if (!string.Equals(objective.Name, name, StringComparison.Ordinal) || constants.Length != objective.Outputs)
            throw MessageReader.Bad($"minimises '{name}' with {constants.Length} outputs, but this part '{objective.Name}' with {objective.Outputs}");
        if (!(fraction is > 0 and <= 1))
            throw MessageReader.Bad($"draws {fraction} of the rows");
        var rows = LabelledRows.Of(_data, TableSource.Of(_data.Table, columns), Targets.Of(_data, labels).Values);
        var place = new PartPlace(start, total, seed, fraction);
        _fit = new PartFit(rows, bins, objective, constants, place, new FitContext { Threads = _threads, Cancellation = cancellation });
    }

    private void CheckPlace(int start, int total)
    {
        if (start < 0 || total < 1 || total - start < _data.RowCount)
            throw MessageReader.Bad($"puts {_data.RowCount} rows at {start} of {total}");
    }
}
