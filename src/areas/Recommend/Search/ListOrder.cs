namespace Kirana.Recommend.Search;

/// <summary>Gives lists out from the most promising on, in a heap: most searches want only a few of them.</summary>
internal ref struct ListOrder
{
    private readonly Span<ulong> _keys;
    private int _count;

    /// <param name="promises">What each list promises.</param>
    /// <param name="keys">Room for as many.</param>
    public ListOrder(ReadOnlySpan<float> promises, Span<ulong> keys)
    {
        _keys = keys;
        _count = promises.Length;
        for (var list = 0; list < promises.Length; list++)
            keys[list] = RankKey.Of(promises[list], list);
        for (var place = _count / 2 - 1; place >= 0; place--)
            Sink(place);
    }

    /// <summary>Takes the next list; of equal promises the lower.</summary>
    public bool TryNext(out int list, out float promise)
    {
        (list, promise) = (-1, 0);
        if (_count == 0)
            return false;
        (list, promise) = RankKey.Parts(_keys[0]);
        _keys[0] = _keys[--_count];
        Sink(0);
        return true;
    }

    private readonly void Sink(int place)
    {
        var key = _keys[place];
        for (var child = 2 * place + 1; child < _count; child = 2 * place + 1)
        {
            if (child + 1 < _count && _keys[child + 1] > _keys[child])
                child++;
            if (_keys[child] <= key)
                break;
            _keys[place] = _keys[child];
            place = child;
        }

        _keys[place] = key;
    }
}
