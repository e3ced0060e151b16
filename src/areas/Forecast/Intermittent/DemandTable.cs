using System.Buffers;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>Eight demand series side by side: the value of step t of lane i lies at 8t + i.</summary>
/// <remarks>A lane without a series holds missing values only. Memory is rented and given back when disposed.</remarks>
internal sealed class DemandTable(int capacity) : IDisposable
{
    /// <summary>Series in a table.</summary>
    public const int Width = LaneKernel.Lanes;

    private readonly double[] _values = ArrayPool<double>.Shared.Rent(Math.Max(1, capacity) * Width);
    private readonly double[] _columns = new double[8 * Width];

    /// <summary>The number of steps, at most the capacity; set before series are loaded.</summary>
    public int Steps { get; set; } = capacity;

    /// <summary>The demand of each step, 0 or more; NaN where missing (steps × 8).</summary>
    public Span<double> Values => _values.AsSpan(0, Steps * Width);

    /// <summary>The size of demand: before <see cref="RateSearch{TRhythm}"/> the first, after it the last.</summary>
    public Span<double> Size => Column(0);

    /// <summary>The interval or probability of demand, likewise.</summary>
    public Span<double> Rhythm => Column(1);

    /// <summary>The least and, later, the chosen α.</summary>
    public Span<double> SizeWeight => Column(2);

    /// <summary>The largest α.</summary>
    public Span<double> SizeWeightLimit => Column(3);

    /// <summary>The least and, later, the chosen β.</summary>
    public Span<double> RhythmWeight => Column(4);

    /// <summary>The largest β.</summary>
    public Span<double> RhythmWeightLimit => Column(5);

    /// <summary>The largest demand.</summary>
    public Span<double> Largest => Column(6);

    /// <summary>What brings the values back to units of the series, a power of two.</summary>
    public Span<double> Unit => Column(7);

    /// <summary>Puts a series into a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="values">Its values; none for an empty lane. Steps that are lacking count as missing.</param>
    public void Load(int lane, ReadOnlySpan<double> values)
    {
        var place = lane;
        var target = _values.AsSpan(0, Steps * Width);
        for (var t = 0; t < values.Length; t++, place += Width)
            target[place] = values[t];
        for (; place < target.Length; place += Width)
            target[place] = double.NaN;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    private Span<double> Column(int column) => _columns.AsSpan(column * Width, Width);
}
