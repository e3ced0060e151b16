using System.Buffers;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Reranking;

/// <summary>How far the departments of a list are from those of a history, and what one more item changes about it.</summary>
/// <remarks>Steck, "Calibrated recommendations", RecSys 2018: K = Σ p(g)·log(p(g) / q̃(g)) with q̃ = (1 − α)·q + α·p, so that an absent
/// department costs much and not infinitely much. Only departments of the history count, since p is 0 elsewhere.</remarks>
internal ref struct DepartmentMix
{
    private const double Alpha = 0.01;

    private readonly int[] _departments;
    private readonly double[] _taste;
    private readonly int[] _listed;
    private int _count;

    /// <summary>Starts with an empty list.</summary>
    /// <param name="traits">The departments of items.</param>
    /// <param name="history">The items of the history.</param>
    /// <param name="weights">How much each says, positive.</param>
    public DepartmentMix(ItemTraits traits, ReadOnlySpan<int> history, ReadOnlySpan<float> weights)
    {
        _departments = traits.Departments;
        _taste = ArrayPool<double>.Shared.Rent(traits.DepartmentCount);
        _listed = ArrayPool<int>.Shared.Rent(traits.DepartmentCount);
        Count = traits.DepartmentCount;
        _taste.AsSpan(0, Count).Clear();
        _listed.AsSpan(0, Count).Clear();
        double sum = 0;
        for (var i = 0; i < history.Length; i++)
        {
            _taste[_departments[history[i]]] += weights[i];
            sum += weights[i];
        }

        for (var department = 0; department < Count && sum > 0; department++)
            _taste[department] /= sum;
    }

    private int Count { get; }

    /// <summary>For each department, what K falls by if an item of it is listed next.</summary>
    /// <param name="gains">One place for each department.</param>
    public readonly void Gains(Span<float> gains)
    {
        // K of the list as it is, and of one longer to which the new item has not been counted yet.
        double now = 0, without = 0;
        for (var department = 0; department < Count; department++)
            if (_taste[department] > 0)
            {
                now += Term(department, _listed[department], _count);
                without += Term(department, _listed[department], _count + 1);
            }

        for (var department = 0; department < Count; department++)
            gains[department] = (float)(now - without + (_taste[department] > 0
                ? Term(department, _listed[department], _count + 1) - Term(department, _listed[department] + 1, _count + 1)
                : 0));
    }

    /// <summary>Counts an item.</summary>
    public void Add(int item)
    {
        _listed[_departments[item]]++;
        _count++;
    }

    public readonly void Dispose()
    {
        ArrayPool<double>.Shared.Return(_taste);
        ArrayPool<int>.Shared.Return(_listed);
    }

    private readonly double Term(int department, int listed, int count)
    {
        var share = count == 0 ? 0 : (double)listed / count;
        return _taste[department] * Elementary.Log(_taste[department] / ((1 - Alpha) * share + Alpha * _taste[department]));
    }
}
