using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Maximises the likelihood of many tasks, eight side by side; as soon as one has ended, the next takes its lane.</summary>
/// <remarks>
/// Each lane follows its own damped Fisher scoring (Levenberg 1944, Marquardt 1963, Osborne 1992) over first states and weights
/// together: the derivatives come with the errors in one pass over the series, so a round costs one pass, and some ten rounds do where a
/// simplex needs thousands of evaluations. Lanes never meet: a task's result does not depend on its neighbours nor on the width of the
/// machine's registers.
/// </remarks>
internal sealed partial class LaneSearch
{
    private const int Width = LaneTable.Width;

    private const double LeastRaise = 1e-8;

    /// <summary>A step that failed is not tried again almost as it was.</summary>
    private const double LeastRaiseAfterFailure = 1e-3;

    private const double GreatestRaise = 1e10;

    /// <summary>Squared errors of numbers of magnitude 1 below this are rounding: the series follows its form without error.</summary>
    private const double Exact = 1e-26;

    private readonly LaneTable _table;
    private readonly bool _multiplicative;
    private readonly bool _scalar;
    private readonly LaneTask?[] _tasks = new LaneTask?[Width];
    private readonly double[] _growth = new double[Width];
    private readonly int[] _rounds = new int[Width];
    private readonly IReadOnlyList<LaneTask> _queue;
    private readonly int _most;
    private readonly LoneTable? _alone;
    private int _next;

    private LaneSearch(IReadOnlyList<LaneTask> queue, int season, bool multiplicative, int rounds, bool scalar)
    {
        _queue = queue;
        _most = rounds;
        _multiplicative = multiplicative;
        _scalar = scalar;
        _table = new LaneTable(season, queue.Max(task => task.Values.Length));
        if (queue.Count == 1)
            _alone = new LoneTable(season, queue[0].Values.Length);
    }

    /// <summary>Runs the tasks.</summary>
    /// <param name="tasks">Tasks of one kind of season. Those of similar length should stand together.</param>
    /// <param name="season">Steps in one season; 1 for forms without.</param>
    /// <param name="multiplicative">Whether the season is multiplicative.</param>
    /// <param name="rounds">The most rounds of a task.</param>
    /// <param name="cancellation">Ends the search between two rounds.</param>
    /// <param name="scalar">Whether to compute lane after lane.</param>
    public static void Run(IReadOnlyList<LaneTask> tasks, int season, bool multiplicative, int rounds, CancellationToken cancellation, bool scalar = false)
    {
        if (tasks.Count == 0)
            return;
        var search = new LaneSearch(tasks, season, multiplicative, rounds, scalar);
        search.Run(cancellation);
        search._table.Release();
        search._alone?.Release();
    }

    private void Run(CancellationToken cancellation)
    {
        for (var lane = 0; lane < Width; lane++)
            Take(lane);
        while (Longest() is > 0 and var steps)
        {
            cancellation.ThrowIfCancellationRequested();
            Array.Clear(_table.Logarithms);
            Gathering.CompleteSeason(_table, _multiplicative ? _table.Season : 0);
            if (_alone is not null)
                PassAlone(_alone);
            else
                Pass(steps);
            for (var lane = 0; lane < Width; lane++)
                Judge(lane);
            Run(new Adoption(_table));
            Run(new Elimination(_table));
            for (var lane = 0; lane < Width; lane++)
                if (_tasks[lane] is not null)
                    MoveWeights(lane);
            Run(new Substitution(_table));
            for (var lane = 0; lane < Width; lane++)
                if (HasEnded(lane))
                    Take(lane);
        }
    }

    private void Pass(int steps)
    {
        Array.Clear(_table.Products);
        var derivatives = new Derivatives(_table);
        if (_multiplicative)
            Run(new MultiplicativePass<Derivatives>(_table, derivatives, steps));
        else
            Run(new AdditivePass<Derivatives>(_table, derivatives, steps));
    }

    private void Run<TKernel>(TKernel kernel) where TKernel : struct, ILaneKernel
    {
        if (_scalar)
            LaneKernel.RunScalar(kernel);
        else
            LaneKernel.Run(kernel);
    }

    private int Longest() => (int)_table.Length.Max();

    /// <summary>Puts the next task into a lane, or lets the lane rest.</summary>
    private void Take(int lane)
    {
        if (_tasks[lane] is { } ended)
            Release(lane, ended);

        var task = _tasks[lane] = _next < _queue.Count ? _queue[_next++] : null;
        _rounds[lane] = 0;
        _table.Length[lane] = task?.Values.Length ?? 0;
        if (task is null)
            return;
        for (var t = 0; t < task.Values.Length; t++)
            _table.Values[t * Width + lane] = task.Values[t];
        for (var k = 0; k < _table.Count; k++)
            _table.Trial[k * Width + lane] = _table.Point[k * Width + lane] = task.Point[k];
        _table.Relative[lane] = task.Form.Error == ErrorKind.Multiplicative ? 1 : 0;
        _table.Trend[lane] = task.Form.Trend == TrendKind.None ? 0 : 1;
        _table.Damped[lane] = task.Form.Trend == TrendKind.Damped ? 1 : 0;
        _table.Objective[lane] = double.PositiveInfinity;
        _table.Raise[lane] = task.Raise;
        _growth[lane] = 4;
    }

    private void Release(int lane, LaneTask task)
    {
        task.Objective = _table.Objective[lane];
        task.IsOpen = double.IsFinite(task.Objective) && _rounds[lane] >= _most;
        task.Raise = Math.Min(_table.Raise[lane], 1);
        for (var k = 0; k < _table.Count; k++)
            task.Point[k] = _table.Point[k * Width + lane];
    }

    /// <summary>Finds out whether the trial point is better, and how far to trust the next step.</summary>
    private void Judge(int lane)
    {
        _table.Better[lane] = 0;
        if (_tasks[lane] is not { } task)
            return;
        _rounds[lane]++;
        var objective = Objective(lane, task);
        var fall = _table.Objective[lane] - objective;
        if (!(fall > 0) || !IsAdmissible(lane, task))
        {
            _table.Raise[lane] = Math.Max(_table.Raise[lane] * _growth[lane], LeastRaiseAfterFailure);
            _growth[lane] *= 2;
            return;
        }

        var kept = fall / _table.Promise[lane];
        if (double.IsFinite(fall))
            _table.Raise[lane] = Math.Max(LeastRaise, _table.Raise[lane] * (kept > 0.75 ? 0.2 : kept < 0.25 ? 3 : 1));
        _growth[lane] = 4;
        _table.Better[lane] = 1;
        _table.Objective[lane] = objective;
        _table.Precision[lane] = 2 * _table.Length[lane] / _table.Squares[lane];
    }

    private double Objective(int lane, LaneTask task)
    {
        if (task.Form.NeedsPositive && !(_table.Least[lane] > LaneTable.Smallest))
            return double.PositiveInfinity;
        var squares = Math.Max(_table.Squares[lane], double.Epsilon);
        return Math.FusedMultiplyAdd(_table.Length[lane], Elementary.Log(squares), 2 * _table.Logarithms[lane]);
    }

    private bool IsAdmissible(int lane, LaneTask task)
    {
        if (task.Form.Trend == TrendKind.None || _table.Season == 1)
            return true;
        var weights = _table.Trial.AsSpan(_table.States * Width + lane);
        var alpha = weights[0];
        return Admissibility.Holds(
            alpha, Coordinates.Beta(alpha, weights[Width]), Coordinates.Gamma(alpha, weights[2 * Width]), weights[3 * Width], _table.Season);
    }

    private void MoveWeights(int lane)
    {
        const int Count = Coordinates.Weights;
        Span<double> matrix = stackalloc double[Count * Count];
        Span<double> right = stackalloc double[Count];
        Span<double> lower = stackalloc double[Count];
        Span<double> upper = stackalloc double[Count];
        Span<double> step = stackalloc double[Count];
        var (states, count) = (_table.States, _table.Count);
        for (var i = 0; i < Count; i++)
        {
            var now = _table.Point[(states + i) * Width + lane];
            lower[i] = Math.Min(0, Coordinates.Lower[i] - now);
            upper[i] = Math.Max(0, Coordinates.Upper[i] - now);
            right[i] = _table.System[(count * count + states + i) * Width + lane];
            for (var j = 0; j <= i; j++)
                matrix[i * Count + j] = _table.System[((states + i) * count + states + j) * Width + lane];
        }

        BoundedStep.Solve(matrix, right, lower, upper, step);
        for (var i = 0; i < Count; i++)
            _table.Step[(states + i) * Width + lane] = step[i];
    }

    private bool HasEnded(int lane) =>
        _tasks[lane] is { } task
        && (!(_table.Promise[lane] > task.Negligible) || _table.Raise[lane] > GreatestRaise || _rounds[lane] >= _most
            || !double.IsFinite(_table.Objective[lane]) || _table.Squares[lane] < Exact * _table.Length[lane]);
}
