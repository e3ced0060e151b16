using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>One fit as a part sees it: its bins, scores and derivatives, and where its rows lie in the tree that grows.</summary>
internal sealed class PartFit : IDisposable
{
    private readonly Objective _objective;
    private readonly PartPlace _place;
    private readonly int _threads;
    private readonly BinnedTable _table;
    private readonly LabelledRows _rows;
    private readonly double[][] _scores;
    private readonly GradientPair[][] _pairs;
    private readonly PartTree _tree;
    private int[]? _sample;

    /// <summary>Begins a fit.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bins">The bins of each feature.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="constants">The score of each output before any tree.</param>
    /// <param name="place">Where the rows lie among all.</param>
    /// <param name="context">Threads and cancellation.</param>
    public PartFit(LabelledRows rows, FeatureBins[] bins, Objective objective, double[] constants, PartPlace place, FitContext context)
    {
        (_rows, _objective, _place, _threads) = (rows, objective, place, context.Threads);
        _table = BinnedTable.From(rows.Features, bins, ColumnPacking.Of(bins, place.Total), _threads, context.Cancellation);
        _scores = RawScores.Of(rows.Features, constants, [], context);
        _pairs = Array.ConvertAll(constants, _ => new GradientPair[rows.Rows + TreeGrower.PairPadding]);
        _tree = new PartTree(_table, _threads);
    }

    /// <summary>Answers a request of a round.</summary>
    /// <exception cref="Data.DataException"><c>bad-message</c>.</exception>
    public void Answer(MessageReader reader, MessageWriter writer, CancellationToken cancellation)
    {
        switch (reader.Kind)
        {
            case PartRequest.Gradients:
                var round = reader.Int(0, int.MaxValue);
                reader.End();
                _sample = _place.Sample(round, _table.Rows);
                for (var k = 0; k < _pairs.Length; k++)
                {
                    _objective.Gradients(_scores, _rows, k, Own(k), _threads, cancellation);
                    var range = ExactSums.RangeOf(Own(k), null, _threads, cancellation);
                    writer.Add(range.Gradient).Add(range.Hessian);
                }

                break;
            case PartRequest.Units:
                for (var k = 0; k < _pairs.Length; k++)
                {
                    var (gradient, hessian) = ExactSums.UnitsOf(Own(k), null, new PairRange(reader.Int(), reader.Int()), _threads, cancellation);
                    writer.Add(gradient).Add(hessian);
                }

                reader.End();
                break;
            case PartRequest.Root:
                var (output, grid) = (reader.Int(0, _pairs.Length - 1), new PairGrid(reader.Double(), reader.Double()));
                reader.End();
                ExactSums.Round(Own(output), grid, _threads, cancellation);
                _tree.Begin(_pairs[output], _sample, writer);
                break;
            case PartRequest.Divide:
                _tree.Divide(reader, writer);
                break;
            case PartRequest.Add:
                _tree.Add(reader, _scores[reader.Int(0, _scores.Length - 1)], cancellation);
                break;
            default:
                throw MessageReader.Bad($"is of the unknown kind {(byte)reader.Kind}");
        }
    }

    public void Dispose()
    {
        _tree.Dispose();
        _table.Dispose();
    }

    private Memory<GradientPair> Own(int output) => _pairs[output].AsMemory(0, _table.Rows);
}
