using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Clusters;

/// <summary>One start of <see cref="GaussianMixture"/>.</summary>
internal sealed class MixtureRun
{
    private const int BlockRows = 128;

    private readonly ClusterRows _rows;
    private readonly GaussianMixture _options;
    private readonly FitContext _context;
    private readonly double[] _shares;
    private readonly double[] _logs;

    public MixtureRun(ClusterRows rows, GaussianMixture options, FitContext context, ReadOnlySpan<int> clusters)
    {
        (_rows, _options, _context) = (rows, options, context);
        (_shares, _logs) = (new double[checked(rows.Count * options.Components)], new double[rows.Count]);
        (Shares, Means) = (new double[options.Components], new double[options.Components * rows.Features]);
        Covariances = new double[checked(options.Components * CovarianceSize)];
        for (var i = 0; i < clusters.Length; i++)
            _shares[clusters[i] * rows.Count + i] = rows.Weights[i];
    }

    /// <summary>The weight of each component (k).</summary>
    public double[] Shares { get; }

    /// <summary>The means (k × p).</summary>
    public double[] Means { get; }

    /// <summary>The covariances (k × p × p), or variances (k × p).</summary>
    public double[] Covariances { get; }

    /// <summary>The weighted mean log-likelihood of a row.</summary>
    public double LogLikelihood { get; private set; } = double.NegativeInfinity;

    public int Rounds { get; private set; }

    public bool HasSettled { get; private set; }

    private int CovarianceSize => _options.Covariance == MixtureCovariance.Full ? _rows.Features * _rows.Features : _rows.Features;

    public void Run()
    {
        for (; Rounds < _options.MostRounds && !HasSettled; Rounds++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Maximise();
            var before = LogLikelihood;
            Expect();
            HasSettled = LogLikelihood - before <= _options.Tolerance;
        }
    }

    /// <summary>Weights, means and covariances by the rows' shares.</summary>
    private void Maximise()
    {
        var (size, count) = (_rows.Features, _rows.Count);
        Blocks.Run(_options.Components, 1, _context.Threads, _context.Cancellation, (k, _, _) =>
        {
            var own = _shares.AsSpan(k * count, count);
            // Nobody's component keeps its place, and a weight of next to nothing.
            var all = Math.Max(Sum.Of(own), 10 * double.Epsilon);
            Shares[k] = all / _rows.WeightSum;
            var mean = Means.AsSpan(k * size, size);
            mean.Clear();
            for (var i = 0; i < count; i++)
                Axpy.Add(own[i] / all, _rows.Row(i), mean);
            var covariance = Covariances.AsSpan(k * CovarianceSize, CovarianceSize);
            covariance.Clear();
            if (_options.Covariance == MixtureCovariance.Diagonal)
            {
                for (var i = 0; i < count; i++)
                    for (var f = 0; f < size; f++)
                        covariance[f] += own[i] / all * (_rows.Row(i)[f] - mean[f]) * (_rows.Row(i)[f] - mean[f]);
                foreach (ref var variance in covariance)
                    variance += _options.Floor;
                return;
            }

            var block = new double[BlockRows * size];
            for (var start = 0; start < count; start += BlockRows)
            {
                var rows = Math.Min(BlockRows, count - start);
                for (var i = 0; i < rows; i++)
                    for (var f = 0; f < size; f++)
                        block[i * size + f] = Math.Sqrt(own[start + i] / all) * (_rows.Row(start + i)[f] - mean[f]);
                Syrk.AddGram(block.AsSpan(0, rows * size), rows, size, covariance);
            }

            for (var f = 0; f < size; f++)
                covariance[f * size + f] += _options.Floor;
        });
    }

    /// <summary>The rows' shares by Bayes' rule.</summary>
    private void Expect()
    {
        var densities = new MixtureDensities(_options.Covariance, Shares, Means, Covariances, _rows.Features);
        var (count, components) = (_rows.Count, _options.Components);
        Blocks.Run(count, BlockRows, _context.Threads, _context.Cancellation, (_, start, end) =>
        {
            var (logs, scratch) = (new double[components], new double[_rows.Features]);
            for (var i = start; i < end; i++)
            {
                _logs[i] = _rows.Weights[i] * densities.Of(_rows.Row(i), logs, scratch);
                for (var k = 0; k < components; k++)
                    _shares[k * count + i] = _rows.Weights[i] * logs[k];
            }
        });
        LogLikelihood = Sum.Of(_logs) / _rows.WeightSum;
    }
}
