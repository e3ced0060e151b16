using Kirana.Learn.SupportVectors.Kernels;

namespace Kirana.Learn.SupportVectors;

internal sealed partial class DualSolver
{
    /// <summary>What must be left out at once, so that the copies pay.</summary>
    private const double WorthShrinking = 0.8;

    private KernelCache NewCache(KernelRows rows) =>
        new(rows.Padded, (long)_options.CacheMegabytes << 20, (variable, memory) =>
        {
            rows.Column(rows.Row(variable), memory);
            return memory;
        });

    /// <summary>Begins with all variables: F from the α that are not 0.</summary>
    private void Activate(int[] variables)
    {
        (_active, _rows) = (variables, _problem.Rows);
        _cache = NewCache(_rows);
        Arrange();
        for (var t = 0; t < variables.Length; t++)
        {
            _alpha[t] = _allAlpha[t];
            _f[t] = _problem.Signs[t] * _problem.Linear[t];
        }

        Mark();
        var column = new float[_rows.Padded];
        for (var t = 0; t < variables.Length; t++)
        {
            if (_alpha[t] == 0)
                continue;
            _cancellation.ThrowIfCancellationRequested();
            _rows.Column(_rows.Row(t), column);
            WorkingSet.Move(_f, column, _zeros, _problem.Signs[t] * _alpha[t], _sides[0].Up, _sides[0].Low, out _);
        }
    }

    private void Arrange()
    {
        var length = _rows.Padded;
        (_alpha, _f, _zeros, _diagonal) = (new double[length], new double[length], new float[length], _rows.Diagonal());
        _sides = _problem.KeepsClasses ? [new Side(true, length), new Side(false, length)] : [new Side(true, length)];
    }

    private void Mark()
    {
        foreach (var side in _sides)
            for (var t = 0; t < _active.Length; t++)
                Mark(side, t);
    }

    /// <summary>Leaves out variables at a limit that F pushes against it by more than any violation.</summary>
    private bool Shrink()
    {
        var kept = new List<int>(_active.Length);
        for (var t = 0; t < _active.Length; t++)
        {
            var own = !_problem.KeepsClasses || _problem.Signs[_active[t]] > 0 ? _sides[0] : _sides[1];
            var mayRiseOnly = own.Up[t] == 0 && own.Low[t] != 0;
            var mayFallOnly = own.Up[t] != 0 && own.Low[t] == 0;
            if (own.Rising < 0 || !(mayRiseOnly && _f[t] > own.Greatest || mayFallOnly && _f[t] < _f[own.Rising]))
                kept.Add(t);
        }

        if (kept.Count > WorthShrinking * _active.Length || kept.Count == 0)
            return false;
        Write();
        var (alpha, f, known) = (_alpha, _f, _cache.Known.ToArray());
        int[] places = [.. kept];
        _active = Array.ConvertAll(places, t => _active[t]);
        _rows = _rows.Take(places);
        _cache = NewCache(_rows);
        Arrange();
        var placeOf = new Dictionary<int, int>();
        for (var t = 0; t < places.Length; t++)
        {
            (_alpha[t], _f[t]) = (alpha[places[t]], f[places[t]]);
            placeOf[places[t]] = t;
        }

        Mark();
        foreach (var (variable, column) in known)
            if (placeOf.TryGetValue(variable, out var place))
            {
                var own = new float[_rows.Padded];
                for (var t = 0; t < places.Length; t++)
                    own[t] = column[places[t]];
                _cache.Add(place, own);
            }

        return true;
    }

    /// <summary>Takes all variables in again.</summary>
    private void Restore()
    {
        Write();
        Activate([.. Enumerable.Range(0, _problem.Count)]);
    }

    /// <summary>Writes down α of the active variables.</summary>
    private void Write()
    {
        for (var t = 0; t < _active.Length; t++)
            _allAlpha[_active[t]] = _alpha[t];
    }
}
