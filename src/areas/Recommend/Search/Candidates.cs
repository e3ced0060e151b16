using Kirana.Numerics.Kernels;
using Kirana.Numerics.Memory.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>The rows that may belong to the best of one search, and what they must reach.</summary>
/// <remarks>A rough value differs from the true one by at most its slack. At least the wanted number of rows have a value − slack that reaches the
/// floor; a row whose value + slack lies below it is not among the best. Values are in units of the query's step. Rows gather; when
/// room grows short, those below the floor are dropped. What is left is computed exactly at the end, or before that where too many
/// rows are too close to each other.</remarks>
internal sealed class Candidates
{
    /// <summary>Rows offered at once.</summary>
    public const int Chunk = 1024;

    /// <summary>How far ahead of the inner products vectors are fetched.</summary>
    private const int Ahead = 6;

    private const int FloatsPerLine = 16;

    private readonly RisingFloor _floor = new();
    private readonly RankSort _sort = new();
    private float[] _values = [];
    private float[] _slacks = [];
    private float[] _floors = [];
    private int[] _lists = [];
    private int[] _rows = [];
    private ulong[] _exact = [];
    private VectorList[] _all = [];
    private ReadOnlyMemory<float> _query;
    private int _count;
    private int _exactCount;
    private int _wanted;
    private float _step;

    /// <summary>What value + slack must reach; −∞ as long as too few rows were offered.</summary>
    public float Floor => _floor.Value;

    /// <summary>Begins a search.</summary>
    /// <param name="lists">The lists whose rows will be offered.</param>
    /// <param name="query">The query.</param>
    /// <param name="step">t, the unit of values.</param>
    /// <param name="wanted">How many best rows are wanted, at least 1.</param>
    public void Begin(VectorList[] lists, ReadOnlyMemory<float> query, float step, int wanted)
    {
        (_all, _query, _step, _wanted) = (lists, query, step, wanted);
        (_count, _exactCount) = (0, 0);
        _floor.Clear();
        // Room for the wanted, as many that are near, as many to come before those below the floor are dropped, and a chunk.
        var capacity = 4 * wanted + 4 * Chunk;
        if (_values.Length >= capacity)
            return;
        (_values, _slacks, _floors) = (new float[capacity], new float[capacity], new float[capacity]);
        (_lists, _rows, _exact) = (new int[capacity], new int[capacity], new ulong[capacity + wanted]);
        _sort.Reserve(_exact.Length);
    }

    /// <summary>Takes rows of a list that reach the floor.</summary>
    /// <param name="list">The list.</param>
    /// <param name="first">The list's row that place 0 stands for.</param>
    /// <param name="places">The rows, at most <see cref="Chunk"/>.</param>
    /// <param name="values">Their values.</param>
    /// <param name="perLength">How much slack a unit of length has.</param>
    /// <param name="perError">How much slack a unit of error has.</param>
    /// <param name="allowed">The handles that may be found; <see langword="null"/> for all.</param>
    public void Offer(int list, int first, ReadOnlySpan<int> places, ReadOnlySpan<float> values, float perLength, float perError, HandleSet? allowed)
    {
        var from = _all[list];
        var rising = !float.IsNegativeInfinity(_floor.Value);
        for (var i = 0; i < places.Length; i++)
        {
            var row = first + places[i];
            if (allowed is not null && !allowed.Contains(from.Handles[row]))
                continue;
            var slack = perLength * from.Lengths[row] + perError * from.Errors[row];
            (_values[_count], _slacks[_count]) = (values[i], slack);
            if (rising)
                _floor.Add(values[i] - slack);
            _lists[_count] = list;
            _rows[_count++] = row;
        }

        if (!rising && _count >= _wanted)
            StartFloor();
        if (_count <= _values.Length - Chunk)
            return;
        Drop();
        if (_count > _values.Length - 2 * Chunk)
            Settle();
        else if (_count >= _wanted)
            StartFloor();
    }

    /// <summary>Computes what is left exactly and gives out the best.</summary>
    /// <param name="results">Takes them, best first.</param>
    /// <returns>How many there are: as many as were wanted, or all there are.</returns>
    public int Finish(Span<ScoredItem> results)
    {
        Drop();
        Compute();
        var keys = _sort.Descending(_exact.AsSpan(0, _exactCount));
        var found = Math.Min(_wanted, keys.Length);
        for (var i = 0; i < found; i++)
        {
            var (handle, score) = RankKey.Parts(keys[i]);
            results[i] = new ScoredItem(handle, score);
        }

        (_all, _query) = ([], default);
        return found;
    }

    private void StartFloor()
    {
        for (var i = 0; i < _count; i++)
            _floors[i] = _values[i] - _slacks[i];
        _floor.Start(_floors.AsSpan(0, _count), _wanted);
    }

    /// <summary>Drops the rows below the floor.</summary>
    private void Drop()
    {
        var (kept, floor) = (0, _floor.Value);
        for (var i = 0; i < _count; i++)
        {
            (_values[kept], _slacks[kept], _lists[kept], _rows[kept]) = (_values[i], _slacks[i], _lists[i], _rows[i]);
            kept += _values[i] + _slacks[i] >= floor ? 1 : 0;
        }

        _count = kept;
    }

    /// <summary>Computes the gathered rows exactly and keeps the best; the least of them becomes a number that the wanted reach.</summary>
    private void Settle()
    {
        Compute();
        if (_exactCount < _wanted)
            return;
        var least = RankKey.Parts(Selection.Largest(_exact.AsSpan(0, _exactCount), _wanted)).Score / _step;
        _exactCount = _wanted;
        // The quotient is rounded: a hair lower it is below every row of the same score.
        _floor.Reach(MathF.BitDecrement(MathF.BitDecrement(least)));
    }

    private void Compute()
    {
        var query = _query.Span;
        for (var i = 0; i < Math.Min(Ahead, _count); i++)
            Fetch(i);
        for (var i = 0; i < _count; i++)
        {
            if (i + Ahead < _count)
                Fetch(i + Ahead);
            var list = _all[_lists[i]];
            _exact[_exactCount++] = RankKey.Of(Dot.Of(list.Row(_rows[i]), query), list.Handles[_rows[i]]);
        }

        _count = 0;
    }

    private void Fetch(int candidate)
    {
        var row = _all[_lists[candidate]].Row(_rows[candidate]);
        for (var at = 0; at < row.Length; at += FloatsPerLine)
            Prefetch.Read(in row[0], (nuint)at);
    }
}
