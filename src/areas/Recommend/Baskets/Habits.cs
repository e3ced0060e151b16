using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sessions;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Baskets;

/// <summary>How often and how lately each item lay in a shopper's baskets, in rented arrays.</summary>
internal readonly ref struct Habits : IDisposable
{
    private readonly int[] _items;
    private readonly float[] _values;
    private readonly int _count;

    /// <summary>Goes through the baskets, the latest first.</summary>
    /// <param name="learner">How baskets are cut and fade.</param>
    /// <param name="shopper">The history and the moment.</param>
    public Habits(NextBasket learner, Shopper shopper)
    {
        var most = Math.Min(shopper.Items.Length, learner.LongestHistory);
        _items = ArrayPool<int>.Shared.Rent(most);
        _values = ArrayPool<float>.Shared.Rent(most);
        using var sums = new SumTable(most);
        var (end, number, pause) = (shopper.Items.Length, 0, (long)learner.Pause.TotalMicroseconds);
        for (; end > 0 && number < learner.Baskets; number++)
        {
            var start = BasketCut.StartOf(shopper.Times, end, pause);
            var days = Math.Max(0, (double)shopper.Now - shopper.Times[end - 1]) / TimeSpan.MicrosecondsPerDay;
            var share = (float)(Powers.Of(learner.GroupDecay, number / learner.GroupSize) * Powers.Of(learner.BasketDecay, number % learner.GroupSize)
                * Elementary.Exp(-Elementary.Log(2.0) * days / learner.DayHalfLife));
            using var basket = new WeighedHistory(new Shopper(shopper.Items[start..end], shopper.Weights[start..end], shopper.Times[start..end], shopper.Now), 1, most);
            end = start;
            foreach (var item in basket.Items)
                if (sums.Of(item) > 0 || _count < most)
                {
                    if (sums.Of(item) == 0 && share > 0)
                        _items[_count++] = item;
                    sums.Add(item, share);
                }
        }

        _items.AsSpan(0, _count).Sort();
        for (var i = 0; i < _count; i++)
            _values[i] = sums.Of(_items[i]) / number;
    }

    /// <summary>The items, ascending.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>u of each.</summary>
    public Span<float> Values => _values.AsSpan(0, _count);

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_items);
    }
}
