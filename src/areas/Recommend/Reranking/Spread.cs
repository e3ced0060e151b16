using System.Buffers;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Reranking;

/// <summary>How much each candidate differs from the items listed so far, kept up to date item by item.</summary>
/// <remarks>For the determinant, row s of <see cref="_projections"/> holds for every candidate its part along the s-th listed item after those
/// before it (a Cholesky factor grown row by row), and <see cref="_values"/> what is left of its length, squared.</remarks>
internal ref struct Spread
{
    private const float LeastLength = 1e-10f;

    private readonly IItemSimilarity _similarity;
    private readonly bool _isVolume;
    private readonly ReadOnlySpan<int> _candidates;
    private readonly int _places;
    private readonly float[] _values;
    private readonly float[] _alike;
    private readonly float[] _logs;
    private readonly float[] _projections;
    private readonly float[] _factor;
    private readonly int[] _listed;
    private int _count;

    /// <summary>Starts with an empty list.</summary>
    /// <param name="similarity">How alike items are.</param>
    /// <param name="isVolume">Whether it is measured by volume and not by the most alike item.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="places">The most items that will be listed.</param>
    public Spread(IItemSimilarity similarity, bool isVolume, ReadOnlySpan<int> candidates, int places)
    {
        (_similarity, _isVolume, _places) = (similarity, isVolume, places);
        _candidates = candidates;
        _values = ArrayPool<float>.Shared.Rent(candidates.Length);
        _alike = ArrayPool<float>.Shared.Rent(candidates.Length);
        _logs = ArrayPool<float>.Shared.Rent(isVolume ? candidates.Length : 0);
        _projections = ArrayPool<float>.Shared.Rent(isVolume ? candidates.Length * places : 0);
        _factor = ArrayPool<float>.Shared.Rent(isVolume ? places * places : 0);
        _listed = ArrayPool<int>.Shared.Rent(places);
        _values.AsSpan(0, candidates.Length).Fill(isVolume ? 1 : float.NegativeInfinity);
    }

    /// <summary>What listing a candidate next does for the list's variety; 0 for the first item, negative for one like those above it.</summary>
    /// <param name="candidate">The candidate's place among the candidates.</param>
    public readonly float Of(int candidate) => _count == 0 ? 0
        : _isVolume ? _logs[candidate]
        : -_values[candidate];

    /// <summary>Takes note of a listed item.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="candidate">Its place among the candidates, or −1.</param>
    public void Add(int item, int candidate)
    {
        var alike = _alike.AsSpan(0, _candidates.Length);
        _similarity.Of(item, _candidates, alike);
        if (_isVolume)
        {
            Project(item, candidate, alike);
            for (var i = 0; i < alike.Length; i++)
                alike[i] = Math.Max(_values[i], LeastLength);
            Elementary.Log(alike, _logs.AsSpan(0, alike.Length));
        }
        else
            for (var i = 0; i < alike.Length; i++)
                _values[i] = Math.Max(_values[i], alike[i]);
        _listed[_count++] = item;
    }

    public readonly void Dispose()
    {
        ArrayPool<float>.Shared.Return(_values);
        ArrayPool<float>.Shared.Return(_alike);
        ArrayPool<float>.Shared.Return(_logs);
        ArrayPool<float>.Shared.Return(_projections);
        ArrayPool<float>.Shared.Return(_factor);
        ArrayPool<int>.Shared.Return(_listed);
    }

    private readonly void Project(int item, int candidate, ReadOnlySpan<float> alike)
    {
        var own = _factor.AsSpan(_count * _places, _places);
        var squared = candidate >= 0 ? RowOf(candidate, own) : Solve(item, own);
        var left = _projections.AsSpan(_count * _candidates.Length, _candidates.Length);
        if (!(squared > LeastLength))
        {
            // The item lies among those before it and adds no direction.
            own[_count] = 0;
            left.Clear();
            return;
        }

        var length = own[_count] = MathF.Sqrt(squared);
        alike.CopyTo(left);
        for (var s = 0; s < _count; s++)
            Axpy.Add(-own[s], _projections.AsSpan(s * _candidates.Length, _candidates.Length), left);
        Scale.By(1 / length, left);
        for (var i = 0; i < left.Length; i++)
            _values[i] -= left[i] * left[i];
    }

    private readonly float RowOf(int candidate, Span<float> own)
    {
        for (var s = 0; s < _count; s++)
            own[s] = _projections[s * _candidates.Length + candidate];
        return _values[candidate];
    }

    /// <summary>The row of an item that is no candidate, by forward substitution.</summary>
    private readonly float Solve(int item, Span<float> own)
    {
        _similarity.Of(item, _listed.AsSpan(0, _count), own[.._count]);
        var squared = 1f;
        for (var s = 0; s < _count; s++)
        {
            var row = _factor.AsSpan(s * _places, _places);
            own[s] = row[s] > 0 ? (own[s] - Dot.Of(row[..s], own[..s])) / row[s] : 0;
            squared -= own[s] * own[s];
        }

        return squared;
    }
}
