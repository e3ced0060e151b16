using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Memory.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>The state of a factorisation while it is fitted: both sides' vectors, improved in turn.</summary>
internal sealed class AlternatingSweeps
{
    /// <summary>The longest first item vectors: small, so that the first users see nearly equal items.</summary>
    private const double InitialScale = 0.1;

    /// <summary>Vectors fetched for the next row: more would drive out those of the row at hand.</summary>
    private const int FetchedAhead = 64;

    private const int BytesPerLine = 64;

    /// <summary>Below this gain of a sweep, a share of the objective, what steps from zero leave is no longer small beside it.</summary>
    private const double LeastGainFromZero = 1e-4;

    private readonly ImplicitAls _options;
    private readonly FitContext _context;
    private readonly int _width;
    private readonly Side _users;
    private readonly Side _items;
    private float[] _itemGram;
    private bool _fromZero;
    private double _objective = double.PositiveInfinity;

    public AlternatingSweeps(SparseRows confidences, ImplicitAls options, FitContext context)
    {
        _options = options;
        _context = context;
        _width = options.Factors;
        var isExact = options.Solver == AlsSolver.Cholesky;
        _fromZero = !isExact;
        _users = new Side(confidences, FrequencyPenalty.For(confidences, options), _width, isExact);
        var transposed = confidences.Transposed();
        _items = new Side(transposed, FrequencyPenalty.For(transposed, options), _width, isExact);
        for (var item = 0; item < transposed.RowCount; item++)
            if (transposed.LengthOf(item) > 0)
                Initialize(item);
        _itemGram = BlockedGram.Of(_items.Factors, _width, context);
    }

    /// <summary>The items' vectors (items × factors).</summary>
    public float[] ItemFactors => _items.Factors;

    /// <summary>The users' vectors (users × factors).</summary>
    public float[] UserFactors => _users.Factors;

    /// <summary>The regularisation rule of users, which shoppers share.</summary>
    public FrequencyPenalty UserPenalty => _users.Penalty;

    /// <summary>Improves users, then items, and returns the objective reached.</summary>
    /// <remarks>The first sweeps move so far that a row's last vector is no better a start than zero, which need not be turned into the
    /// basis. Once they gain little, rows start from their last vector: from there the objective falls whatever the number of steps.</remarks>
    public double Run()
    {
        var objective = Sweep();
        if (_fromZero && !(objective < (1 - LeastGainFromZero) * _objective))
        {
            _fromZero = false;
            objective = Sweep();
        }

        return _objective = objective;
    }

    private double Sweep()
    {
        Improve(_users, _items, new FactorBasis(_itemGram, _width));
        var userBasis = new FactorBasis(BlockedGram.Of(_users.Factors, _width, _context), _width);
        var objective = Improve(_items, _users, userBasis) + _users.PenaltyPaid() + _items.PenaltyPaid();
        _itemGram = BlockedGram.Of(_items.Factors, _width, _context);
        // Σ s² over all pairs is ⟨XᵀX, YᵀY⟩, of which XᵀX is diagonal now.
        for (var j = 0; j < _width; j++)
            objective += (double)userBasis.Spectrum[j] * _itemGram[j * _width + j];
        return objective;
    }

    private void Initialize(int item)
    {
        var random = new RandomStream(_context.Seed, (ulong)item);
        foreach (ref var value in _items.VectorOf(item))
            value = (float)(InitialScale / Math.Sqrt(_width) * (2 * random.NextDouble() - 1));
    }

    /// <summary>Turns both sides into the basis of the fixed one, improves the other, and returns what its pairs with feedback then cost beyond s².</summary>
    private double Improve(Side side, Side other, FactorBasis basis)
    {
        basis.Turn(other, _context);
        var isExact = _options.Solver == AlsSolver.Cholesky;
        var needed = Math.Max(Side.RowsPerBlock * _width, isExact ? ExactSolution.ScratchFor(_width) : ConjugateGradient.ScratchFor(side));
        var costs = new double[side.Blocks.Length];
        Blocks.Run(costs.Length, 1, _context.Threads, _context.Cancellation, (place, _, _) =>
        {
            var scratch = ArrayPool<float>.Shared.Rent(needed + side.LongestRow);
            var vectors = side.VectorsOf(side.Blocks[place]);
            // What the rows start from must stand in the same basis; an exact solution starts from nothing.
            if (!isExact && !_fromZero)
                basis.Turn(vectors, scratch.AsSpan(0, vectors.Length));
            var rows = side.FilledRowsOf(side.Blocks[place]);
            for (var i = 0; i < rows.Length; i++)
            {
                var row = rows[i];
                if (i + 1 < rows.Length)
                    Fetch(side.Rows.ColumnsOf(rows[i + 1]), other);
                var system = side.SystemOf(row, other, basis.Spectrum);
                var scores = scratch.AsSpan(needed, system.Columns.Length);
                if (isExact)
                {
                    ExactSolution.Solve(system, side.VectorOf(row), scratch);
                    system.Products(side.VectorOf(row), scores);
                }
                else
                    ConjugateGradient.Improve(system, _fromZero, side.VectorOf(row), scores, _options.ConjugateGradientSteps, scratch);
                costs[place] += Cost(system.Confidences, scores);
            }

            ArrayPool<float>.Shared.Return(scratch);
        });
        return costs.Sum();
    }

    /// <summary>Fetches the vectors that the next row will read, in an order the hardware cannot foresee.</summary>
    private void Fetch(ReadOnlySpan<int> columns, Side other)
    {
        columns = columns[..Math.Min(columns.Length, FetchedAhead)];
        if (other.Brief is { } brief)
            Fetch(columns, brief, BytesPerLine / sizeof(ushort));
        else
            Fetch(columns, other.Factors, BytesPerLine / sizeof(float));
    }

    private void Fetch<T>(ReadOnlySpan<int> columns, T[] vectors, int perLine) where T : unmanaged
    {
        foreach (var column in columns)
            for (var at = 0; at < _width; at += perLine)
                Prefetch.Read(in vectors[column * _width], (nuint)at);
    }

    /// <summary>What a row's pairs with feedback cost beyond s², which all pairs cost: (1 + c)(1 − s)² − s² each.</summary>
    private static double Cost(ReadOnlySpan<float> confidences, ReadOnlySpan<float> scores)
    {
        var cost = 0.0;
        for (var i = 0; i < scores.Length; i++)
            cost += (1.0 + confidences[i]) * (1.0 - scores[i]) * (1.0 - scores[i]) - (double)scores[i] * scores[i];
        return cost;
    }
}
