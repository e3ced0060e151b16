using System.Runtime.InteropServices;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Memory.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Linear;

/// <summary>The descent of <see cref="StochasticGradientRegression"/> over rows side by side, each with a 1 for the intercept at its end.</summary>
internal sealed class BatchDescent
{
    /// <summary>Rows ahead of the one in hand whose memory is asked for: in shuffled order the hardware cannot foresee them.</summary>
    private const int Ahead = 8;

    /// <summary>Doubles in a cache line.</summary>
    private const int LineElements = 8;

    private readonly StochasticGradientRegression _options;
    private readonly FitContext _context;
    private readonly double[] _rows;
    private readonly double[] _target;
    private readonly double[] _shares;
    private readonly int _size;

    public BatchDescent(StochasticGradientRegression options, DesignMatrix x, double[] target, double[] shifts, double[] deviations, FitContext context)
    {
        (_options, _context, _target, _size) = (options, context, target, x.Features + 1);
        _shares = Array.ConvertAll(x.Weights, weight => weight * x.Rows / x.WeightSum);
        (_rows, Weights) = (new double[checked(x.Rows * _size)], new double[_size]);
        var column = new double[x.Rows];
        for (var f = 0; f < x.Features; f++)
        {
            if (deviations[f] is 0)
                continue;
            x.Read(f, 0, shifts[f], column);
            for (var i = 0; i < column.Length; i++)
                _rows[i * _size + f] = column[i] / deviations[f];
        }

        for (var i = 0; i < x.Rows && options.WithIntercept; i++)
            _rows[i * _size + x.Features] = 1;
    }

    /// <summary>The coefficients, then the intercept (p + 1).</summary>
    public double[] Weights { get; }

    public List<LossPoint> History { get; } = [];

    public int Epoch { get; private set; }

    public bool HasSettled { get; private set; }

    public void Run()
    {
        var (velocity, gradient, place) = (new double[_size], new double[_size], _options.IsNesterov ? new double[_size] : Weights);
        int[] order = [.. Enumerable.Range(0, _target.Length)];
        History.Add(new LossPoint(0, Loss()));
        while (Epoch < _options.Epochs && !HasSettled)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var random = new RandomStream(_context.Seed, RandomUse.BatchOrder + (ulong)Epoch);
            random.Shuffle(order.AsSpan());
            var rate = _options.RateOf(Epoch);
            for (var start = 0; start < order.Length; start += _options.BatchRows)
            {
                if (_options.IsNesterov)
                    Lead(velocity, place);
                var count = Math.Min(_options.BatchRows, order.Length - start);
                gradient.AsSpan().Clear();
                AddGradient(order, start, start + count, place, gradient);
                Scale.By(_options.Momentum, velocity);
                Axpy.Add(-rate / count, gradient, velocity);
                Axpy.Add(1, velocity, Weights);
            }

            Epoch++;
            if (Epoch % _options.HistoryEvery == 0 || Epoch == _options.Epochs)
                Record();
        }
    }

    /// <summary>w + γv.</summary>
    private void Lead(double[] velocity, double[] place)
    {
        Weights.CopyTo(place, 0);
        Axpy.Add(_options.Momentum, velocity, place);
    }

    /// <summary>Σ (xᵀw − y)·x of a batch.</summary>
    private void AddGradient(int[] order, int first, int end, double[] place, double[] gradient)
    {
        for (var at = first; at < end; at++)
        {
            if (at + Ahead < order.Length)
                Fetch(order[at + Ahead]);
            var i = order[at];
            var row = _rows.AsSpan(i * _size, _size);
            var error = Dot.Of(row, place) - _target[i];
            Axpy.Add(_shares.Length == 0 ? error : error * _shares[i], row, gradient);
        }
    }

    private void Fetch(int row)
    {
        ref var origin = ref MemoryMarshal.GetArrayDataReference(_rows);
        for (var element = 0; element < _size; element += LineElements)
            Prefetch.Read(in origin, (nuint)row * (nuint)_size + (nuint)element);
    }

    private void Record()
    {
        var loss = Loss();
        if (!double.IsFinite(loss) || loss > 1e12 * Math.Max(History[0].Loss, double.Epsilon))
            throw new NotConvergedException($"The loss grew from {History[0].Loss:G3} to {loss:G3} in {Epoch} epochs; expected it to fall. Take a smaller learning rate, or let the features be standardised.", Epoch, loss);
        HasSettled = _options.LeastGain > 0 && loss > History[^1].Loss * (1 - _options.LeastGain);
        History.Add(new LossPoint(Epoch, loss));
    }

    private double Loss()
    {
        var sum = 0.0;
        for (var i = 0; i < _target.Length; i++)
        {
            var error = Dot.Of(_rows.AsSpan(i * _size, _size), Weights) - _target[i];
            sum += (_shares.Length == 0 ? 1 : _shares[i]) * error * error;
        }

        return sum / _target.Length;
    }
}
