using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Forests;

public sealed partial class Forest
{
    private const int OutOfBagRows = 256;

    /// <summary>Predicts the training rows by the trees that did not see them: an estimate of the test error without test rows.</summary>
    /// <remarks>Breiman 2001, § 3.1. Which rows a tree saw follows from the seed, so only the rows have to be given again; they are known
    /// by a hash.</remarks>
    /// <param name="training">The rows the forest was fitted on.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="InvalidOperationException">Every tree saw every row.</exception>
    /// <exception cref="ArgumentException">These are not the rows of the fit.</exception>
    /// <exception cref="DataException">The table does not fit the model.</exception>
    public OutOfBag OutOfBag(TabularData training, FitContext context) => OutOfBag(Known(training), context);

    internal OutOfBag OutOfBag(LabelledRows rows, FitContext context)
    {
        var bags = BagsOf(rows, context);
        var outputs = Math.Max(1, Classes);
        var (predictions, counts, losses) = (new float[rows.Rows * outputs], new int[rows.Rows], new double[rows.Rows]);
        var blocks = (rows.Rows + OutOfBagRows - 1) / OutOfBagRows;
        var (lost, weighed) = (new double[blocks][], new double[blocks][]);
        Blocks.Run(rows.Rows, OutOfBagRows, context.Threads, context.Cancellation, (block, start, end) =>
        {
            var sums = new double[(end - start) * outputs];
            var values = rows.Features.ToRowMajor(start, end - start);
            (lost[block], weighed[block]) = (new double[_trees.Length], new double[_trees.Length]);
            for (var t = 0; t < _trees.Length; t++)
                for (var row = start; row < end; row++)
                {
                    var own = sums.AsSpan((row - start) * outputs, outputs);
                    if (!bags[t].Has(row))
                    {
                        AddTree(t, values.AsSpan((row - start) * Features, Features), own);
                        losses[row] = Loss(own, ++counts[row], rows.Targets[row]);
                    }

                    if (counts[row] == 0)
                        continue;
                    var weight = rows.Weights.Length == 0 ? 1 : (double)rows.Weights[row];
                    lost[block][t] += weight * losses[row];
                    weighed[block][t] += weight;
                }

            for (var row = start; row < end; row++)
            {
                for (var k = 0; k < outputs; k++)
                    predictions[row * outputs + k] = counts[row] == 0 ? float.NaN : (float)(sums[(row - start) * outputs + k] / counts[row]);
                losses[row] = counts[row] == 0 ? double.NaN : losses[row];
            }
        });

        var curve = new double[_trees.Length];
        for (var t = 0; t < curve.Length; t++)
            curve[t] = lost.Sum(own => own[t]) / weighed.Sum(own => own[t]);
        return new OutOfBag(outputs, predictions, counts, losses, curve);
    }

    /// <summary>The rows of a table with what is to be learnt, as numbers of this model.</summary>
    private LabelledRows Known(TabularData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return LabelledRows.Of(data, TableSource.Of(data.Table, Columns), Targets.Of(data, [.. Labels]).Values);
    }

    private Bag[] BagsOf(LabelledRows rows, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bagging.TakesAll)
            throw new InvalidOperationException("Every tree saw every row, so none is out of bag; fit with Bootstrap or a RowFraction below 1.");
        if (rows.Rows != _bagging.Rows || !TrainingMark.Of(rows).AsSpan().SequenceEqual(_mark))
            throw new ArgumentException("These are not the rows the forest was fitted on.", nameof(rows));
        var bags = new Bag[_trees.Length];
        Blocks.Run(bags.Length, 1, context.Threads, context.Cancellation, (tree, _, _) => bags[tree] = Bag.Of(_bagging, tree));
        return bags;
    }

    /// <summary>The squared error, or 1 where the most probable class is wrong.</summary>
    /// <param name="sums">The sums over trees for each output.</param>
    /// <param name="trees">How many trees were summed.</param>
    /// <param name="target">The target.</param>
    private double Loss(ReadOnlySpan<double> sums, int trees, float target)
    {
        if (Classes == 0)
            return (sums[0] / trees - target) * (sums[0] / trees - target);
        var best = 0;
        for (var k = 1; k < sums.Length; k++)
            best = sums[k] > sums[best] ? k : best;
        return best == (int)target ? 0 : 1;
    }
}
