using System.Buffers;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Hierarchy;

/// <summary>ỹ = ŷ − W·Cᵀu at the bottom, W being a diagonal d and factors E: ŷ + d Σ u of the parents − Eᵀ(CEᵀ)ᵀu.</summary>
internal sealed class TraceRule : IBottomRule
{
    private readonly SeriesHierarchy _hierarchy;
    private readonly ErrorCovariance _covariance;
    private readonly double[] _multipliers;
    private readonly double[] _pull;
    private readonly int _columns;

    /// <param name="hierarchy">The hierarchy.</param>
    /// <param name="covariance">W.</param>
    /// <param name="factors">CEᵀ, (aggregates × factors).</param>
    /// <param name="multipliers">u, (aggregates × columns).</param>
    /// <param name="columns">The number of columns.</param>
    public TraceRule(SeriesHierarchy hierarchy, ErrorCovariance covariance, double[] factors, double[] multipliers, int columns)
    {
        (_hierarchy, _covariance, _multipliers, _columns) = (hierarchy, covariance, multipliers, columns);
        _pull = new double[covariance.Width * columns];
        for (var i = 0; i < hierarchy.AggregateCount; i++)
            for (var t = 0; t < covariance.Width; t++)
                Axpy.Add(factors[i * covariance.Width + t], multipliers.AsSpan(i * columns, columns), _pull.AsSpan(t * columns, columns));
    }

    public void Apply(int first, int count, Span<double> values)
    {
        var width = _covariance.Width;
        if (width > 0)
        {
            var rented = ArrayPool<double>.Shared.Rent(count * _columns);
            var product = rented.AsSpan(0, count * _columns);
            Gemm.Multiply(count, _columns, width, _covariance.Factors.AsSpan(first * width, count * width), _pull, product);
            Axpy.Add(-1, product, values);
            ArrayPool<double>.Shared.Return(rented);
        }

        for (var i = 0; i < count; i++)
            foreach (var parent in _hierarchy.ParentsOf(first + i))
                Axpy.Add(_covariance.Diagonal[first + i], _multipliers.AsSpan(parent * _columns, _columns), values.Slice(i * _columns, _columns));
    }
}
