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
    private readonly int[] _every;
    private readonly Side _users;
    private readonly Side _items;
    private float[] _itemGram;

    public AlternatingSweeps(SparseRows confidences, ImplicitAls options, FitContext context)
    {
        _options = options;
        _context = context;
        _width = options.Factors;
        _every = [.. Enumerable.Range(0, _width)];
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
        Improve(_items, _users.Factors, userGram);
        _itemGram = BlockedGram.Of(_items.Factors, _width, _context);
        return Objective(userGram);
    }

    private void Initialize(int item)
    {
        var random = new RandomStream(_context.Seed, (ulong)item);
        foreach (ref var value in _items.VectorOf(item))
            value = (float)(InitialScale / Math.Sqrt(_width) * (2 * random.NextDouble() - 1));
    }

    private void Improve(Side side, float[] fixedFactors, float[] gram)
    {
        var scratchLength = Math.Max(ConjugateGradient.ScratchFor(_width, side.LongestRow), ExactSolution.ScratchFor(_width));
        Blocks.Run(side.Blocks.Length, 1, _context.Threads, _context.Cancellation, (place, _, _) =>
        {
            var scratch = ArrayPool<float>.Shared.Rent(scratchLength);
            var (first, end) = side.RowsOf(side.Blocks[place]);
            for (var row = first; row < end; row++)
            {
                if (side.Rows.LengthOf(row) == 0)
                    continue;
                var system = new RowSystem(fixedFactors, gram, side.Rows.ColumnsOf(row), side.Rows.ValuesOf(row), side.Penalties[row]);
                if (_options.Solver == AlsSolver.Cholesky)
                    ExactSolution.Solve(system, side.VectorOf(row), scratch);
                else
                    ConjugateGradient.Improve(system, _every, side.VectorOf(row), _options.ConjugateGradientSteps, scratch);
            }

            ArrayPool<float>.Shared.Return(scratch);
        });
    }

    /// <summary>The objective over all pairs. Pairs without feedback cost s² each, and Σ s² over all pairs is ⟨XᵀX, YᵀY⟩, so only
    /// pairs with feedback are visited: those cost (1 + c)(1 − s)² instead of s².</summary>
    private double Objective(float[] userGram)
    {
        var parts = new double[_users.Blocks.Length];
        Blocks.Run(parts.Length, 1, _context.Threads, _context.Cancellation, (block, _, _) =>
        {
            var (first, end) = _users.RowsOf(block);
            for (var user = first; user < end; user++)
            {
                var vector = _users.VectorOf(user);
                var items = _users.Rows.ColumnsOf(user);
                var confidences = _users.Rows.ValuesOf(user);
                for (var i = 0; i < items.Length; i++)
                {
                    double score = Dot.Of(vector, _items.VectorOf(items[i]));
                    parts[block] += (1.0 + confidences[i]) * (1 - score) * (1 - score) - score * score;
                }
            }
        });

        var objective = _users.PenaltyPaid() + _items.PenaltyPaid();
        foreach (var part in parts)
            objective += part;
        for (var i = 0; i < userGram.Length; i++)
            objective += (double)userGram[i] * _itemGram[i];
        return objective;
    }
}
