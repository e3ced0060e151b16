using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima.Likelihood;

/// <content>What happens to a single lane.</content>
internal sealed partial class LaneSearch
{
    private void Begin(int lane, ArmaTask task)
    {
        var (shape, orders) = (_table.Shape, task.Orders);
        _tasks[lane] = task;
        var slots = _slots[lane] = new int[orders.Count];
        var (slot, k) = (0, 0);
        foreach (var (own, room) in new[] { (orders.Ar, shape.Ar), (orders.SeasonalAr, shape.SeasonalAr), (orders.Ma, shape.Ma), (orders.SeasonalMa, shape.SeasonalMa) })
        {
            for (var i = 0; i < own; i++)
                slots[k++] = slot + i;
            slot += room;
        }

        var start = _table.Margin + shape.Steps - task.Data.Steps;
        Fill(lane, start, task.Data);
        for (var beside = 1; _alone && beside <= orders.Count; beside++)
            Fill(beside, start, task.Data);
        for (var i = 0; i < slots.Length; i++)
        {
            var (lower, upper) = Bounds(task, i);
            _point[lane][i] = _trial[i * Width + lane] = Math.Clamp(task.Point[i], lower, upper);
        }

        (_rounds[lane], _growth[lane], _raise[lane]) = (0, 4, task.Raise);
        (_promise[lane], _objective[lane]) = (double.PositiveInfinity, double.PositiveInfinity);
    }

    private void Fill(int lane, int start, ArmaData data)
    {
        _table.Origin[start * Width + lane] = 1;
        _table.Start[lane] = start;
        var missing = _table.Shape.Columns - data.Columns.Length;
        (_table.Missing[lane], _table.Gaps[lane]) = (missing, data.Gaps);
        _table.Observations[lane] = data.Observations;
        for (var at = lane; at < _table.Values.Length; at += Width)
            _table.Values[at] = 0;
        for (var c = 0; c < data.Columns.Length; c++)
        {
            var place = (missing + c) * _table.Row + start * Width + lane;
            foreach (var value in data.Columns[c])
            {
                _table.Values[place] = value;
                place += Width;
            }
        }

        for (var at = lane; at < _table.Place.Length; at += Width)
            _table.Place[at] = 0;
    }

    /// <summary>A lane without a task computes zeros.</summary>
    private void Rest(int lane)
    {
        _tasks[lane] = null;
        _table.Origin[_table.Start[lane] * Width + lane] = 0;
        _table.Start[lane] = _table.Margin;
        _table.Observations[lane] = 0;
        for (var at = lane; at < _table.Values.Length; at += Width)
            _table.Values[at] = 0;
        for (var at = lane; at < _table.Place.Length; at += Width)
            _table.Place[at] = 0;
    }

    private void Release(int lane)
    {
        var task = _tasks[lane]!;
        task.Objective = _objective[lane];
        task.IsOpen = double.IsFinite(task.Objective) && _rounds[lane] >= _most;
        task.Raise = Math.Min(_raise[lane], 1);
        _point[lane].AsSpan(0, task.Point.Length).CopyTo(task.Point);
        Rest(lane);
    }

    /// <summary>Finds out whether the trial point is better, and how far to trust the next step.</summary>
    private void Judge(int lane)
    {
        if (_tasks[lane] is not { } task)
            return;
        _rounds[lane]++;
        var fall = _objective[lane] - _trialObjective[lane];
        if (!(fall > 0))
        {
            _raise[lane] *= _growth[lane];
            _growth[lane] *= 2;
            return;
        }

        var kept = fall / _promise[lane];
        if (double.IsFinite(fall))
            _raise[lane] = Math.Max(LeastRaise, _raise[lane] * (kept > 0.75 ? 0.2 : kept < 0.25 ? 3 : 1));
        _growth[lane] = 4;
        (_objective[lane], task.Squares) = (_trialObjective[lane], _trialSquares[lane]);
        task.Place = _alone ? SinglePlace.At(_table, lane) : null;
        var count = task.Orders.Count;
        var precision = 2 * _table.Observations[lane] / Math.Max(_trialSquares[lane], double.Epsilon);
        for (var c = 0; c < task.Coefficients.Length; c++)
            task.Coefficients[c] = _trialCoefficients[c * Width + lane];
        for (var i = 0; i < count; i++)
        {
            var side = Side(lane, i);
            _point[lane][i] = _trial[i * Width + lane];
            for (var j = 0; j <= i; j++)
                _curvature[lane][i * count + j] = precision * _products[(i * _count + j) * Width + lane] / (side * Side(lane, j));
            // Half the curvature times the step is what the difference has too much.
            _gradient[lane][i] = _differences[(i + 1) * Width + lane] / side - 0.5 * side * _curvature[lane][i * count + i];
        }
    }

    /// <summary>Solves for the step and what it promises, and makes the next trial point.</summary>
    private void Step(int lane)
    {
        if (_tasks[lane] is not { } task)
            return;
        var count = task.Orders.Count;
        Span<double> matrix = stackalloc double[count * count];
        Span<double> right = stackalloc double[count];
        Span<double> lower = stackalloc double[count];
        Span<double> upper = stackalloc double[count];
        Span<double> step = stackalloc double[count];
        _curvature[lane].AsSpan(0, count * count).CopyTo(matrix);
        for (var i = 0; i < count; i++)
        {
            matrix[i * (count + 1)] = matrix[i * (count + 1)] * (1 + _raise[lane]) + double.Epsilon;
            right[i] = -_gradient[lane][i];
            var (least, most) = Bounds(task, i);
            lower[i] = Math.Min(0, Reach * (least - _point[lane][i]));
            upper[i] = Math.Max(0, Reach * (most - _point[lane][i]));
        }

        BoundedStep.Solve(matrix, right, lower, upper, step);
        var promise = 0.0;
        for (var i = 0; i < count; i++)
        {
            var curved = 0.5 * _curvature[lane][i * (count + 1)] * step[i];
            for (var j = 0; j < i; j++)
                curved += _curvature[lane][i * count + j] * step[j];
            promise += step[i] * (right[i] - curved);
            _trial[i * Width + lane] = _point[lane][i] + step[i];
        }

        _promise[lane] = promise;
    }

    private bool HasEnded(int lane) =>
        _tasks[lane] is { } task
        && (!(_promise[lane] > _negligible) || _raise[lane] > GreatestRaise || _rounds[lane] >= _most
            || !double.IsFinite(_objective[lane]) || (_promise[lane] < Small && _objective[lane] - Small * _promise[lane] > task.Limit)
            || task.Squares < Exact * _table.Observations[lane]);

    /// <summary>The bounds of a partial autocorrelation.</summary>
    private static (double Lower, double Upper) Bounds(ArmaTask task, int coordinate) =>
        coordinate < task.Orders.Ar + task.Orders.SeasonalAr ? (-LargestAr, LargestAr) : (-1, 1);
}
