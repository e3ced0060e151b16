using System.Buffers;

namespace Kirana.Forecast.Intermittent;

/// <summary>Up to eight series whose buckets are smoothed side by side. Memory is rented and given back when disposed.</summary>
internal sealed class EightSeries(int capacity) : IDisposable
{
    private const double SafelySmall = 1e-100;
    private const double SafelyLarge = 1e100;

    private readonly double[] _rows = ArrayPool<double>.Shared.Rent(Math.Max(1, capacity) * (DemandTable.Width + 1));
    private readonly DemandTable _table = new(capacity);
    private readonly int[] _lengths = new int[DemandTable.Width];
    private readonly int[] _sizes = new int[DemandTable.Width];
    private readonly double[] _units = new double[DemandTable.Width];
    private readonly double[] _sums = new double[DemandTable.Width];
    private readonly int[] _levels = new int[DemandTable.Width];

    /// <summary>Puts a series into a lane.</summary>
    public void Load(int lane, ReadOnlySpan<double> values)
    {
        _lengths[lane] = values.Length;
        var row = Row(lane);
        var largest = 0.0;
        for (var t = 0; t < row.Length; t++)
        {
            var demand = row[t] = RateRecursion.Cleaned(values[t]);
            largest = demand > largest ? demand : largest;
        }

        _units[lane] = 1;
        if (largest is > SafelyLarge or (> 0 and < SafelySmall))
        {
            // A power of two changes no digit, and squares neither overflow nor vanish.
            var exponent = Math.Max(Math.ILogB(largest), -1000);
            foreach (ref var value in row)
                value *= Math.ScaleB(1, -exponent);
            _units[lane] = Math.ScaleB(1, exponent);
        }

        _sizes[lane] = Buckets.SizeFor(row);
    }

    /// <summary>Smooths the buckets of each series.</summary>
    /// <param name="alpha">The weight, or <see langword="null"/> for the best.</param>
    /// <param name="everyLevel">Whether all sizes of buckets up to the series' own are smoothed; else its own alone.</param>
    /// <param name="lanes">The number of series.</param>
    /// <param name="alone">Whether only lane 0 holds a series.</param>
    /// <param name="chosen">Gets for each series the sizes and weights, if not <see langword="null"/>.</param>
    public void Smooth(double? alpha, bool everyLevel, int lanes, bool alone, List<(int Size, double Alpha)>[]? chosen)
    {
        _sums.AsSpan().Clear();
        _levels.AsSpan().Clear();
        var most = everyLevel ? _sizes.AsSpan(0, lanes).ToArray().Max() : 1;
        Span<int> sizes = stackalloc int[DemandTable.Width];
        for (var level = 1; level <= most; level++)
        {
            for (var lane = 0; lane < DemandTable.Width; lane++)
                sizes[lane] = lane >= lanes || (everyLevel && level > _sizes[lane]) ? 0 : everyLevel ? level : _sizes[lane];
            Smooth(alpha, sizes, alone);
            for (var lane = 0; lane < lanes; lane++)
            {
                if (sizes[lane] == 0)
                    continue;
                _sums[lane] += _table.Size[lane];
                _levels[lane]++;
                chosen?[lane].Add((sizes[lane], _table.SizeWeight[lane]));
            }
        }
    }

    /// <summary>The demand expected in a step: the mean of all levels.</summary>
    public double Rate(int lane) => Models.Magnitude.Finite(_sums[lane] / _levels[lane] * _units[lane]);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_rows);
        _table.Dispose();
    }

    private Span<double> Row(int lane) => _rows.AsSpan(lane * capacity, _lengths[lane]);

    private void Smooth(double? alpha, ReadOnlySpan<int> sizes, bool alone)
    {
        var means = _rows.AsSpan(DemandTable.Width * capacity, capacity);
        _table.Steps = 0;
        for (var lane = 0; lane < DemandTable.Width; lane++)
            if (sizes[lane] > 0)
                _table.Steps = Math.Max(_table.Steps, _lengths[lane] / sizes[lane]);
        for (var lane = 0; lane < DemandTable.Width; lane++)
            _table.Load(lane, sizes[lane] == 0 ? [] : means[..Buckets.Means(Row(lane), sizes[lane], means)]);
        _table.SizeWeight.Fill(alpha ?? RateMethod.SmallestWeight);
        _table.SizeWeightLimit.Fill(alpha ?? RateMethod.LargestWeight);
        RateFitting.Run(new LevelSearch(_table, alpha is not null), alone);
    }
}
