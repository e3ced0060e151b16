using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>What a shopper said, item by item, and how the shopper judges departments. Rented; dispose of it.</summary>
/// <remarks>
/// <para>The latest <see cref="Most"/> opinions count; wishes and dwells those of the last <see cref="LookedAt.Days"/> days, a wish until the item is bought.</para>
/// <para>The shopper's own mean b_u is Σ (r − μ − b_i) / (n + λ), and a department's Σ (r − μ − b_i − b_u) / (n_d + λ) over its ratings: who is hard to please says
/// nothing of a department, and what everybody praises says nothing of a shopper. See <see cref="ItemOpinions"/> for μ, b_i and λ.</para>
/// </remarks>
internal readonly ref struct SaidOf
{
    private const int Most = 1000;

    private readonly int[] _items;
    private readonly Said[] _said;
    private readonly float[] _departments;
    private readonly ItemTraits? _traits;
    private readonly int _count;

    /// <summary>Gathers.</summary>
    /// <param name="shopper">Who.</param>
    /// <param name="opinions">What everybody said, or <see langword="null"/>: then nothing is gathered.</param>
    /// <param name="traits">What is known of items, or <see langword="null"/>.</param>
    /// <param name="bought">What the shopper bought, ascending.</param>
    /// <param name="boughtAt">When, beside <paramref name="bought"/>.</param>
    public SaidOf(Shopper shopper, ItemOpinions? opinions, ItemTraits? traits, scoped ReadOnlySpan<int> bought, scoped ReadOnlySpan<long> boughtAt)
    {
        var all = opinions is null ? default : shopper.Opinions;
        var first = Math.Max(0, all.Items.Length - Most);
        var count = all.Items.Length - first;
        (_traits, _items, _said) = (traits, ArrayPool<int>.Shared.Rent(count), ArrayPool<Said>.Shared.Rent(count));
        _departments = ArrayPool<float>.Shared.Rent(count == 0 ? 0 : traits?.DepartmentCount ?? 0);
        var oldest = shopper.Now - LookedAt.Days * TimeSpan.MicrosecondsPerDay;
        for (var i = 0; i < count; i++)
        {
            var (item, time) = (all.Items[first + i], all.Times[first + i]);
            _items[i] = item;
            _said[i] = Opinion.Of(all.Codes[first + i]) switch
            {
                { Kind: OpinionKind.Rating, Value: var rating } => Said.Nothing with { Rating = rating, RatedAt = time },
                _ when time < oldest => Said.Nothing,
                { Kind: OpinionKind.Dwell, Value: var seconds } => Said.Nothing with { Dwell = Elementary.Log(1 + seconds), Dwells = 1 },
                _ => time <= ShopperFacts.TimesOf(item, bought, boughtAt).Last ? Said.Nothing : Said.Nothing with { WishedAt = time },
            };
        }

        _count = Joined(count);
        if (_count > 0)
            Judge(opinions!);
    }

    /// <summary>What the shopper said of an item.</summary>
    public Said Of(int item) => _items.AsSpan(0, _count).BinarySearch(item) is var at and >= 0 ? _said[at] : Said.Nothing;

    /// <summary>How the shopper judges the item's department; NaN if nothing of it was judged.</summary>
    public float DepartmentRating(int item) => _traits is null || _count == 0 ? float.NaN : _departments[_traits.Departments[item]];

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_departments);
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<Said>.Shared.Return(_said);
    }

    // Dwells are summed in the order of the sort, which is the same for the same opinions.
    private int Joined(int count)
    {
        _items.AsSpan(0, count).Sort(_said.AsSpan(0, count));
        var joined = 0;
        for (var i = 0; i < count; i++)
            if (joined > 0 && _items[joined - 1] == _items[i])
                _said[joined - 1] = _said[joined - 1].With(_said[i]);
            else
                (_items[joined], _said[joined++]) = (_items[i], _said[i]);
        return joined;
    }

    private void Judge(ItemOpinions opinions)
    {
        var (sum, rated) = (0.0, 0);
        for (var i = 0; i < _count; i++)
            if (!float.IsNaN(_said[i].Rating))
                (sum, rated) = (sum + _said[i].Rating - opinions.Shop.Rating - opinions.RatingOf(_items[i]), rated + 1);
        var departments = _departments.AsSpan(0, _traits?.DepartmentCount ?? 0);
        departments.Fill(float.NaN);
        if (rated == 0 || _traits is null)
            return;
        var own = sum / (rated + opinions.UserStrength);
        var counts = ArrayPool<int>.Shared.Rent(departments.Length);
        counts.AsSpan(0, departments.Length).Clear();
        for (var i = 0; i < _count; i++)
        {
            if (float.IsNaN(_said[i].Rating))
                continue;
            var department = _traits.Departments[_items[i]];
            var away = (float)(_said[i].Rating - opinions.Shop.Rating - opinions.RatingOf(_items[i]) - own);
            departments[department] = counts[department]++ == 0 ? away : departments[department] + away;
        }

        for (var department = 0; department < departments.Length; department++)
            departments[department] /= (float)(counts[department] + opinions.UserStrength);
        ArrayPool<int>.Shared.Return(counts);
    }
}
