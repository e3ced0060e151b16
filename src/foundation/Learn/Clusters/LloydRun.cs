using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Clusters;

/// <summary>One start of <see cref="KMeans"/>.</summary>
internal sealed class LloydRun
{
    private const int BlockRows = 256;
    private const int MostChunks = 64;

    private readonly ClusterRows _rows;
    private readonly KMeans _options;
    private readonly FitContext _context;
    private readonly int[] _nearest;
    private readonly double[] _distances;
    private readonly int _chunkRows;
    private RandomStream _random;

    public LloydRun(ClusterRows rows, KMeans options, FitContext context, int start)
    {
        (_rows, _options, _context, _random) = (rows, options, context, new RandomStream(context.Seed, RandomUse.ClusterStart + (ulong)start));
        (_nearest, _distances) = (new int[rows.Count], new double[rows.Count]);
        (Centers, Sizes) = (new double[checked(options.Clusters * rows.Features)], new double[options.Clusters]);
        _chunkRows = Math.Max(BlockRows, ((rows.Count + MostChunks - 1) / MostChunks + BlockRows - 1) / BlockRows * BlockRows);
    }

    /// <summary>The centres (k × p) of scaled features.</summary>
    public double[] Centers { get; }

    /// <summary>The weight of each cluster's rows.</summary>
    public double[] Sizes { get; }

    /// <summary>Σ w·squared distance.</summary>
    public double Inertia { get; private set; }

    public int Rounds { get; private set; }

    public ReadOnlySpan<int> Nearest => _nearest;

    public void Run()
    {
        Draw();
        var limit = _options.Tolerance * Variance();
        for (; Rounds < _options.MostRounds; Rounds++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var before = Centers.AsSpan().ToArray();
            Move(Assign());
            if (ClusterRows.SquaredDistance(before, Centers) <= limit)
                break;
        }

        Assign();
        for (var i = 0; i < _distances.Length; i++)
            _distances[i] = ClusterRows.SquaredDistance(_rows.Row(i), Center(_nearest[i])) * _rows.Weights[i];
        Inertia = Sum.Of(_distances);
        Array.Clear(Sizes);
        for (var i = 0; i < _nearest.Length; i++)
            Sizes[_nearest[i]] += _rows.Weights[i];
    }

    private Span<double> Center(int cluster) => Centers.AsSpan(cluster * _rows.Features, _rows.Features);

    /// <summary>The mean variance of the features.</summary>
    private double Variance()
    {
        var (means, sum) = (new double[_rows.Features], 0.0);
        for (var i = 0; i < _rows.Count; i++)
            Axpy.Add(_rows.Weights[i] / _rows.WeightSum, _rows.Row(i), means);
        for (var i = 0; i < _rows.Count; i++)
            sum += _rows.Weights[i] / _rows.WeightSum * ClusterRows.SquaredDistance(_rows.Row(i), means);
        return sum / _rows.Features;
    }

    /// <summary>Centres by k-means++: each a row drawn by its squared distance from those before, the best of a few draws.</summary>
    private void Draw()
    {
        var (trials, candidate) = (2 + (int)Elementary.Log((double)_options.Clusters), new double[_rows.Count]);
        _rows.Row(Pick(_rows.Weights)).CopyTo(Center(0));
        for (var i = 0; i < _rows.Count; i++)
            _distances[i] = _rows.Weights[i] * ClusterRows.SquaredDistance(_rows.Row(i), Center(0));
        for (var k = 1; k < _options.Clusters; k++)
        {
            var (best, least) = (-1, double.PositiveInfinity);
            for (var trial = 0; trial < trials; trial++)
            {
                var row = Pick(_distances);
                Nearer(row, candidate);
                if (Sum.Of(candidate) is var sum && sum < least)
                    (best, least) = (row, sum);
            }

            Nearer(best, candidate);
            candidate.CopyTo(_distances, 0);
            _rows.Row(best).CopyTo(Center(k));
        }
    }

    private void Nearer(int row, double[] candidate) => Blocks.Run(_rows.Count, _chunkRows, _context.Threads, _context.Cancellation, (_, start, end) =>
    {
        for (var i = start; i < end; i++)
            candidate[i] = Math.Min(_distances[i], _rows.Weights[i] * ClusterRows.SquaredDistance(_rows.Row(i), _rows.Row(row)));
    });

    /// <summary>A row by its share of a sum.</summary>
    private int Pick(double[] shares)
    {
        var at = _random.NextDouble() * Sum.Of(shares);
        for (var i = 0; i < shares.Length; i++)
            if ((at -= shares[i]) < 0)
                return i;
        return _random.Next(shares.Length);
    }

    /// <summary>Finds each row's nearest centre.</summary>
    /// <returns>Of each chunk of rows the weighted sums of each cluster's rows, and its weight (k × (p + 1)).</returns>
    private double[][] Assign()
    {
        var (size, clusters) = (_rows.Features, _options.Clusters);
        var squares = new double[clusters];
        for (var k = 0; k < clusters; k++)
            squares[k] = Dot.Of(Center(k), Center(k));
        var parts = new double[(_rows.Count + _chunkRows - 1) / _chunkRows][];
        Blocks.Run(_rows.Count, _chunkRows, _context.Threads, _context.Cancellation, (chunk, first, end) =>
        {
            var (part, products) = (parts[chunk] = new double[clusters * (size + 1)], new double[BlockRows * clusters]);
            for (var start = first; start < end; start += BlockRows)
            {
                var count = Math.Min(BlockRows, end - start);
                var own = products.AsSpan(0, count * clusters);
                Gemm.MultiplyTransposed(count, clusters, size, _rows.Values.AsSpan(start * size, count * size), Centers, own);
                for (var i = 0; i < count; i++)
                {
                    // ‖c‖² − 2xᵀc is the squared distance but for ‖x‖².
                    var (best, least) = (0, double.PositiveInfinity);
                    for (var k = 0; k < clusters; k++)
                        if (squares[k] - 2 * own[i * clusters + k] is var distance && distance < least)
                            (best, least) = (k, distance);
                    _nearest[start + i] = best;
                    var sums = part.AsSpan(best * (size + 1), size + 1);
                    Axpy.Add(_rows.Weights[start + i], _rows.Row(start + i), sums[..^1]);
                    sums[^1] += _rows.Weights[start + i];
                }
            }
        });
        return parts;
    }

    private void Move(double[][] parts)
    {
        for (var chunk = 1; chunk < parts.Length; chunk++)
            Axpy.Add(1, parts[chunk], parts[0]);
        var (size, taken) = (_rows.Features, new HashSet<int>());
        for (var k = 0; k < _options.Clusters; k++)
        {
            var sums = parts[0].AsSpan(k * (size + 1), size + 1);
            if (sums[^1] > 0)
                for (var f = 0; f < size; f++)
                    Center(k)[f] = sums[f] / sums[^1];
            else
                // Nobody's centre moves to the row that lies farthest from its own.
                _rows.Row(Farthest(taken)).CopyTo(Center(k));
        }
    }

    private int Farthest(HashSet<int> taken)
    {
        var (best, greatest) = (0, -1.0);
        for (var i = 0; i < _rows.Count; i++)
            if (!taken.Contains(i) && ClusterRows.SquaredDistance(_rows.Row(i), Center(_nearest[i])) is var distance && distance > greatest)
                (best, greatest) = (i, distance);
        taken.Add(best);
        return best;
    }
}
