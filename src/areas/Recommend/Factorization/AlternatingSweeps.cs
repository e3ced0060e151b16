using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>The state of a factorisation while it is fitted: both sides' vectors, improved in turn.</summary>
internal sealed class AlternatingSweeps
{
    /// <summary>The longest first item vectors: small, so that the first users see nearly equal items.</summary>
    private const double InitialScale = 0.1;

    private readonly ImplicitAls _options;
    private readonly FitContext _context;
    private readonly int _width;
    private readonly Side _users;
    private readonly Side _items;
    private float[] _itemGram;

    public AlternatingSweeps(SparseRows confidences, ImplicitAls options, FitContext context)
    {
        _options = options;
        _context = context;
        _width = options.Factors;
        _users = new Side(confidences, FrequencyPenalty.For(confidences, options), _width);
        var transposed = confidences.Transposed();
        _items = new Side(transposed, FrequencyPenalty.For(transposed, options), _width);
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
    public double Run()
    {
        Improve(_users, _items.Factors, _itemGram);
        var userGram = BlockedGram.Of(_users.Factors, _width, _context);
        var objective = Improve(_items, _users.Factors, userGram) + _users.PenaltyPaid() + _items.PenaltyPaid();
        _itemGram = BlockedGram.Of(_items.Factors, _width, _context);
        // Σ s² over all pairs is ⟨XᵀX, YᵀY⟩.
        for (var i = 0; i < userGram.Length; i++)
            objective += (double)userGram[i] * _itemGram[i];
        return objective;
    }

    private void Initialize(int item)
    {
        var random = new RandomStream(_context.Seed, (ulong)item);
        foreach (ref var value in _items.VectorOf(item))
            value = (float)(InitialScale / Math.Sqrt(_width) * (2 * random.NextDouble() - 1));
    }

    /// <summary>Improves a side, and returns what its pairs with feedback then cost beyond s².</summary>
    private double Improve(Side side, float[] fixedFactors, float[] gram)
    {
        var isExact = _options.Solver == AlsSolver.Cholesky;
        var costs = new double[side.Blocks.Length];
        Blocks.Run(costs.Length, 1, _context.Threads, _context.Cancellation, (place, _, _) =>
        {
            var scratch = ArrayPool<float>.Shared.Rent(isExact ? ExactSolution.ScratchFor(_width) : ConjugateGradient.ScratchFor(side));
            foreach (var rows in side.FilledRowsOf(side.Blocks[place]).Chunk(ConjugateGradient.RowsFor(_width)))
            {
                if (isExact)
                    foreach (var row in rows)
                        ExactSolution.Solve(side.SystemOf(row, fixedFactors, gram), side.VectorOf(row), scratch);
                else
                    ConjugateGradient.Improve(side, rows, fixedFactors, gram, _options.ConjugateGradientSteps, scratch);
                // While the vectors they were improved by are still in the cache.
                foreach (var row in rows)
                    costs[place] += Cost(side, row, fixedFactors);
            }

            ArrayPool<float>.Shared.Return(scratch);
        });
        return costs.Sum();
    }

    /// <summary>What a row's pairs with feedback cost beyond s², which all pairs cost: (1 + c)(1 − s)² − s² each.</summary>
    private double Cost(Side side, int row, float[] fixedFactors)
    {
        var cost = 0.0;
        var columns = side.Rows.ColumnsOf(row);
        var confidences = side.Rows.ValuesOf(row);
        for (var i = 0; i < columns.Length; i++)
        {
            double score = Dot.Of(side.VectorOf(row), fixedFactors.AsSpan(columns[i] * _width, _width));
            cost += (1.0 + confidences[i]) * (1 - score) * (1 - score) - score * score;
        }

        return cost;
    }
}
