using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>Maximises the exact likelihood of many tasks, eight side by side; as soon as one has ended, the next takes its lane.</summary>
/// <remarks>
/// Each lane follows its own damped Gauss–Newton search (Levenberg 1944, Marquardt 1963) over partial autocorrelations, whose region is a
/// box. A round looks at a point and a little beside it in each coordinate: gradient and, from the residuals, curvature. Lanes never
/// meet: a task's result does not depend on its neighbours nor on the width of the machine's registers. A task alone has the other lanes
/// look beside its point, so that a round is one pass.
/// </remarks>
internal sealed partial class LaneSearch
{
    private const int Width = LaneTable.Width;

    /// <summary>Partial autocorrelations of an autoregression stay below this, so that the variance stays finite; those of a moving average may
    /// reach 1.</summary>
    public const double LargestAr = 0.99999;

    private const double Beside = 1e-6;
    private const double LeastRaise = 1e-8;
    private const double GreatestRaise = 1e10;

    /// <summary>Squared errors of numbers of magnitude 1 below this are rounding: the series follows its model without error.</summary>
    private const double Exact = 1e-26;

    /// <summary>How much of the way to its bound a step may take: on the border itself every gradient of a moving average vanishes, so that a
    /// search that jumped there would not come back.</summary>
    private const double Reach = 0.7;

    /// <summary>Once a step promises less than this, the search is so near its end that it falls no more than this many times the promise.</summary>
    private const double Small = 4;

    private readonly LaneTable _table;
    private readonly bool _scalar;
    private readonly double _negligible;
    private readonly int _most;
    private readonly int _count;
    private readonly bool _alone;
    private readonly ArmaTask?[] _tasks = new ArmaTask?[Width];
    private readonly int[][] _slots = new int[Width][];
    private readonly int[] _rounds = new int[Width];
    private readonly double[] _growth = new double[Width];
    private readonly double[] _raise = new double[Width];
    private readonly double[] _promise = new double[Width];
    private readonly double[] _objective = new double[Width];
    private readonly double[] _trialObjective = new double[Width];
    private readonly double[] _trialSquares = new double[Width];
    private readonly double[] _trialCoefficients;
    private readonly double[] _trial;
    private readonly double[] _differences;
    private readonly double[] _products;
    private readonly double[][] _point = new double[Width][];
    private readonly double[][] _gradient = new double[Width][];
    private readonly double[][] _curvature = new double[Width][];

    private LaneSearch(LaneShape shape, int most, double negligible, bool scalar, bool alone)
    {
        _table = new LaneTable(alone ? shape with { Coordinates = 0 } : shape);
        _count = shape.Coordinates;
        _alone = alone;
        _most = most;
        _negligible = negligible;
        _scalar = scalar;
        _trial = new double[Math.Max(1, _count) * Width];
        _trialCoefficients = new double[shape.Columns * Width];
        _differences = new double[(_count + 1) * Width];
        _products = new double[Math.Max(1, _count * _count) * Width];
        for (var lane = 0; lane < Width; lane++)
        {
            _point[lane] = new double[_count];
            _gradient[lane] = new double[_count];
            _curvature[lane] = new double[_count * _count];
            Rest(lane);
        }
    }

    /// <summary>Runs the searches.</summary>
    /// <param name="tasks">The tasks, of one season; similar ones should be neighbours.</param>
    /// <param name="most">The most rounds of each.</param>
    /// <param name="negligible">A step that promises less than this in −2 ln L ends a search.</param>
    /// <param name="cancellation">Ends the searches early.</param>
    /// <param name="scalar">Whether to compute lane after lane; the result is the same.</param>
    public static void Run(ReadOnlySpan<ArmaTask> tasks, int most, double negligible, CancellationToken cancellation, bool scalar = false)
    {
        if (tasks.Length == 0)
            return;
        var search = new LaneSearch(LaneShape.Of(tasks), most, negligible, scalar, alone: tasks.Length == 1 && tasks[0].Orders.Count < Width);
        var next = 0;
        for (var lane = 0; lane < Width && next < tasks.Length; lane++)
            search.Begin(lane, tasks[next++]);
        for (var active = Math.Min(Width, tasks.Length); active > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            search.Round();
            for (var lane = 0; lane < Width; lane++)
            {
                if (!search.HasEnded(lane))
                    continue;
                search.Release(lane);
                if (next < tasks.Length)
                    search.Begin(lane, tasks[next++]);
                else
                    active--;
            }
        }
    }

    private void Round()
    {
        if (_alone)
            LookAlone();
        else
            Look();
        for (var lane = 0; lane < Width; lane++)
        {
            Judge(lane);
            Step(lane);
        }
    }

    private void Look()
    {
        for (var evaluation = 0; evaluation <= _count; evaluation++)
        {
            Place(evaluation);
            Pass(evaluation);
            for (var lane = 0; lane < Width; lane++)
                Note(evaluation, lane);
        }

        var curvature = new Curvature(_table, _products);
        if (_scalar)
            LaneKernel.RunScalar(curvature);
        else
            LaneKernel.Run(curvature);
    }

    private void Pass(int evaluation)
    {
        var pass = new LikelihoodPass(_table, evaluation);
        if (_scalar)
            LaneKernel.RunScalar(pass);
        else
            LaneKernel.Run(pass);
    }

    /// <summary>Writes the places looked at: the trial points, or those a little beside them in one coordinate.</summary>
    private void Place(int evaluation)
    {
        for (var lane = 0; lane < Width; lane++)
        {
            if (_tasks[lane] is not { } task)
                continue;
            for (var k = 0; k < task.Orders.Count; k++)
                _table.Place[_slots[lane][k] * Width + lane] =
                    _trial[k * Width + lane] + (k == evaluation - 1 ? Side(lane, k) : 0);
        }
    }

    /// <summary>The side on which there is room.</summary>
    private double Side(int lane, int coordinate) => _trial[coordinate * Width + lane] > 0 ? -Beside : Beside;

    private void Note(int evaluation, int lane)
    {
        if (_tasks[lane] is not { } task)
            return;
        var objective = Objective(lane);
        if (evaluation > 0)
        {
            _differences[evaluation * Width + lane] = objective - _trialObjective[lane];
            return;
        }

        (_trialObjective[lane], _trialSquares[lane]) = (objective, _table.Squares[lane]);
        for (var c = 0; c < task.Coefficients.Length; c++)
            _trialCoefficients[c * Width + lane] = _table.Coefficients[(_table.Shape.Columns - 1 - task.Coefficients.Length + c) * Width + lane];
    }

    /// <summary>n ln S + ln |Γ| where a lane has looked; +∞ where it is no number.</summary>
    private double Objective(int lane)
    {
        var squares = _table.Squares[lane];
        var objective = Math.FusedMultiplyAdd(_table.Observations[lane], Elementary.Log(Math.Max(squares, double.Epsilon)), _table.Logarithms[lane]);
        return double.IsNaN(objective) || !double.IsFinite(squares) ? double.PositiveInfinity : objective;
    }
}
