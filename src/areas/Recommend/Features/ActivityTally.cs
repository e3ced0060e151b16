using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Features;

/// <summary>Counts events item by item.</summary>
/// <param name="items">The number of items.</param>
/// <param name="until">The moment in UTC microseconds before which events count.</param>
internal sealed class ActivityTally(int items, long until)
{
    /// <summary>Figures of one item: users, share of repeats, days between them, and recent shares.</summary>
    public const int Width = 6;

    private readonly int[] _users = new int[items];
    private readonly int[] _returned = new int[items];
    private readonly int[] _gaps = new int[items];
    private readonly double[] _gapDays = new double[items];
    private readonly double[] _recent = new double[items * ItemActivity.HalfLives.Length];
    private readonly Dictionary<int, (int Times, long Last)> _own = [];

    /// <summary>The first and the last event of each item.</summary>
    public long[] Times { get; } = [.. Enumerable.Range(0, items * 2).Select(place => place % 2 == 0 ? long.MaxValue : long.MinValue)];

    /// <summary>Counts one user's events, which stand in the order of time.</summary>
    public void Add(ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        _own.Clear();
        for (var i = 0; i < items.Length && times[i] < until; i++)
        {
            var (item, time) = (items[i], times[i]);
            Times[2 * item] = Math.Min(Times[2 * item], time);
            Times[2 * item + 1] = Math.Max(Times[2 * item + 1], time);
            var age = ((double)until - time) / TimeSpan.MicrosecondsPerDay;
            for (var h = 0; h < ItemActivity.HalfLives.Length; h++)
                _recent[item * ItemActivity.HalfLives.Length + h] += Elementary.Exp(-Elementary.Log(2.0) * age / ItemActivity.HalfLives[h]);
            Meet(item, time);
        }
    }

    /// <summary>The figures (items × <see cref="Width"/>).</summary>
    public float[] Figures()
    {
        var figures = new float[items * Width];
        var sums = new double[ItemActivity.HalfLives.Length];
        for (var place = 0; place < _recent.Length; place++)
            sums[place % sums.Length] += _recent[place];
        for (var item = 0; item < items; item++)
        {
            var row = figures.AsSpan(item * Width, Width);
            row[0] = (float)Elementary.Log(1.0 + _users[item]);
            row[1] = _users[item] == 0 ? 0 : (float)_returned[item] / _users[item];
            row[2] = _gaps[item] == 0 ? float.NaN : (float)(_gapDays[item] / _gaps[item]);
            for (var h = 0; h < sums.Length; h++)
                // A floor of a millionth: an item without recent events is rare, not impossible.
                row[3 + h] = (float)Elementary.Log(1e-6 + (sums[h] > 0 ? _recent[item * sums.Length + h] / sums[h] : 0));
        }

        return figures;
    }

    /// <summary>One user meets an item, perhaps again. Within a day it is the same visit.</summary>
    private void Meet(int item, long time)
    {
        if (!_own.TryGetValue(item, out var before))
        {
            _users[item]++;
            _own[item] = (1, time);
            return;
        }

        if (time - before.Last < TimeSpan.MicrosecondsPerDay)
            return;
        if (before.Times == 1)
            _returned[item]++;
        _gaps[item]++;
        _gapDays[item] += (time - before.Last) / (double)TimeSpan.MicrosecondsPerDay;
        _own[item] = (before.Times + 1, time);
    }
}
