using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Makes the base paths, reconciles them and takes their quantiles: once over all series for what their sums say, once over the bottom.</summary>
/// <remarks>The paths of a step lie side by side. Threads take series of a block; what a block adds to its parents is added in the order of the
/// series, so the result is the same at any number of threads.</remarks>
internal sealed class PathRun(
    Reconciliation reconciliation, IReadOnlyList<IForecastModel> models, SeriesMatrix means, PathDraws draws, CoherentPaths options, FitContext context)
{
    private const int BlockSize = 128;
    private const int SliceSize = 8;

    /// <summary>Beyond this a path counts as this, so that sums stay finite.</summary>
    private const double Largest = 1e290;

    private readonly SeriesHierarchy _hierarchy = reconciliation.Hierarchy;
    private readonly int _columns = draws.Length;
    private readonly SeriesMatrix[] _quantiles = [.. options.Levels.Select(_ => new SeriesMatrix(means.Series, means.Steps))];

    public IReadOnlyList<SeriesMatrix> Run()
    {
        var aggregates = _hierarchy.AggregateCount;
        var (upper, gaps) = (new double[aggregates * _columns], new double[aggregates * _columns]);
        ForBlocks(0, (first, count, block) => Simulate(first, count, block), (series, path) =>
        {
            if (series < aggregates)
            {
                path.CopyTo(upper.AsSpan(series * _columns));
                Axpy.Add(1, path, gaps.AsSpan(series * _columns, _columns));
            }

            foreach (var parent in _hierarchy.ParentsOf(series))
                Axpy.Add(-1, path, gaps.AsSpan(parent * _columns, _columns));
        });

        var rule = reconciliation.Prepare(new BaseSums(means, upper, gaps, _columns), context);
        var sums = new double[aggregates * _columns];
        ForBlocks(aggregates, (first, count, block) =>
        {
            Simulate(first, count, block);
            rule.Apply(first, count, block);
            if (reconciliation.NonNegative)
                foreach (ref var value in block)
                    value = Math.Max(value, 0);
            for (var i = 0; i < count; i++)
                Summarise(first + i, block.Slice(i * _columns, _columns));
        }, (series, path) =>
        {
            foreach (var parent in _hierarchy.ParentsOf(series))
                Axpy.Add(1, path, sums.AsSpan(parent * _columns, _columns));
        });

        for (var i = aggregates - 1; i >= 0; i--)
            foreach (var child in _hierarchy.ChildrenOf(i))
                if (child < aggregates)
                    Axpy.Add(1, sums.AsSpan(child * _columns, _columns), sums.AsSpan(i * _columns, _columns));
        Blocks.Run(aggregates, 1, context.Threads, context.Cancellation, (_, i, _) => Summarise(i, sums.AsSpan(i * _columns, _columns)));
        return _quantiles;
    }

    private delegate void BlockWork(int first, int count, Span<double> block);

    private delegate void SeriesWork(int series, ReadOnlySpan<double> path);

    private void ForBlocks(int begin, BlockWork work, SeriesWork then)
    {
        var buffer = new double[BlockSize * _columns];
        for (var first = begin; first < _hierarchy.Count; first += BlockSize)
        {
            var from = first;
            var count = Math.Min(BlockSize, _hierarchy.Count - first);
            Blocks.Run(count, SliceSize, context.Threads, context.Cancellation, (_, start, end) =>
                work(from + start, end - start, buffer.AsSpan(start * _columns, (end - start) * _columns)));
            for (var i = 0; i < count; i++)
                then(first + i, buffer.AsSpan(i * _columns, _columns));
        }
    }

    private void Simulate(int first, int count, Span<double> block)
    {
        var (horizon, paths) = (means.Steps, options.Paths);
        var innovations = new double[_columns];
        for (var i = 0; i < count; i++)
        {
            var series = first + i;
            draws.Fill(series, innovations);
            var model = models[series] as IPathModel;
            var size = model is null ? Size(models[series].Residuals) : 0;
            for (var path = 0; path < paths; path++)
            {
                var steps = innovations.AsSpan(path * horizon, horizon);
                model?.Follow(steps, steps);
                for (var k = 0; k < horizon; k++)
                {
                    var mean = means[series, k];
                    var value = model is null ? mean + options.Width * size * steps[k] : mean + options.Width * (steps[k] - mean);
                    block[i * _columns + k * paths + path] = Math.Clamp(value, -Largest, Largest);
                }
            }
        }
    }

    private void Summarise(int series, ReadOnlySpan<double> path)
    {
        var sorted = new double[options.Paths];
        for (var k = 0; k < means.Steps; k++)
        {
            path.Slice(k * sorted.Length, sorted.Length).CopyTo(sorted);
            Array.Sort(sorted);
            for (var level = 0; level < _quantiles.Length; level++)
                _quantiles[level][series, k] = Quantile.Of(sorted, options.Levels[level]);
        }
    }

    private static double Size(ReadOnlySpan<double> residuals)
    {
        var (sum, count) = (0.0, 0);
        foreach (var residual in residuals)
        {
            if (double.IsNaN(residual))
                continue;
            sum += residual * residual;
            count++;
        }

        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }
}
