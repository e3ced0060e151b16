using Kirana.Data;
using Kirana.Learn.SupportVectors.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>Sequential minimal optimisation: two variables at a time, on the line that keeps yᵀα, to the optimum or to their limits.</summary>
/// <remarks>
/// Platt (1998), with the pair of Fan, Chen and Lin, "Working set selection using second order information for training support vector
/// machines", JMLR 6 (2005), and the shrinking of Joachims (1999) as in Chang and Lin, "LIBSVM" (2011), §5. With F = y·∇ a step of length s
/// moves yα of i up and of j down and F by s·(Kᵢ − Kⱼ); one sweep updates F and finds the next i, a second one finds its partner.
/// Sums run in the order of the variables, so the result does not depend on the width of registers or on threads.
/// </remarks>
internal sealed partial class DualSolver
{
    /// <summary>Stands for the curvature along a pair where the kernel shows none.</summary>
    private const double LeastCurvature = 1e-12;

    private readonly DualProblem _problem;
    private readonly SolverOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly double[] _allAlpha;

    // The active variables; arrays are filled up to whole tiles with variables that cannot move.
    private int[] _active = [];
    private KernelRows _rows;
    private KernelCache _cache;
    private double[] _alpha = [];
    private double[] _f = [];
    private double[] _diagonal = [];
    private Side[] _sides = [];
    private float[] _zeros = [];
    private long _steps;

    private DualSolver(DualProblem problem, SolverOptions options, CancellationToken cancellation)
    {
        (_problem, _options, _cancellation) = (problem, options, cancellation);
        _allAlpha = (double[])problem.Start.Clone();
        (_rows, _cache) = (problem.Rows, NewCache(problem.Rows));
    }

    /// <summary>Finds the optimum.</summary>
    /// <exception cref="NotConvergedException">The steps are used up, or the dual has no optimum: with no limit on α, no surface separates the classes.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DualSolution Solve(DualProblem problem, SolverOptions options, CancellationToken cancellation) =>
        new DualSolver(problem, options, cancellation).Solve();

    private DualSolution Solve()
    {
        // Few rows need fewer steps than lie between two looks.
        _cancellation.ThrowIfCancellationRequested();
        Activate([.. Enumerable.Range(0, _problem.Count)]);
        var interval = Math.Min(_problem.Count, 1000);
        var (countdown, restores) = (interval, 0);
        var side = Most();
        while (true)
        {
            if (!(side.Violation > _options.Tolerance))
            {
                if (_active.Length == _problem.Count)
                    break;
                Restore();
                restores++;
                side = Most();
                continue;
            }

            if (_steps++ >= _options.MostSteps)
                throw new NotConvergedException($"The support vector machine did not converge in {_options.MostSteps} steps; the violation is {side.Violation:G3}, expected at most {_options.Tolerance:G3}.", (int)Math.Min(int.MaxValue, _steps), Objective());
            if ((_steps & 255) == 0)
                _cancellation.ThrowIfCancellationRequested();
            side = Step(side);
            if (_options.Shrinking && restores < 2 && --countdown == 0)
            {
                countdown = interval;
                if (Shrink())
                    side = Most();
            }
        }

        Write();
        var (threshold, margin) = Thresholds();
        return new DualSolution(_allAlpha, _f[.._problem.Count], Objective(), threshold, margin, side.Violation, _steps);
    }

    /// <summary>Takes one step with the variable that violates most and its partner.</summary>
    private Side Step(Side side)
    {
        var i = side.Rising;
        var column = _cache[i];
        var j = WorkingSet.Partner(_f, column, _diagonal, side.Low, _f[i], _diagonal[i], LeastCurvature);
        var partner = _cache[j];
        var curvature = Math.Max(LeastCurvature, _diagonal[i] + _diagonal[j] - 2.0 * column[j]);
        var (roomI, roomJ) = (Room(i, up: true), Room(j, up: false));
        var step = Math.Min((_f[j] - _f[i]) / curvature, Math.Min(roomI, roomJ));
        if (!double.IsFinite(step) || step > 1e12)
            throw new NotConvergedException("The dual has no optimum: without a limit on α no surface of this kernel separates the classes. Set C, which allows errors at a price.", (int)_steps, Objective());
        Set(i, step, step >= roomI);
        Set(j, -step, step >= roomJ);
        return Most(column, partner, step);
    }

    /// <summary>How far yα of a variable can rise, or fall.</summary>
    private double Room(int variable, bool up)
    {
        var original = _active[variable];
        return _problem.Signs[original] > 0 == up ? _problem.Limits[original] - _alpha[variable] : _alpha[variable];
    }

    private void Set(int variable, double rise, bool isAtLimit)
    {
        var original = _active[variable];
        var change = _problem.Signs[original] * rise;
        _alpha[variable] = !isAtLimit ? _alpha[variable] + change : change > 0 ? _problem.Limits[original] : 0;
        foreach (var side in _sides)
            Mark(side, variable);
    }

    private void Mark(Side side, int variable)
    {
        var original = _active[variable];
        var isMember = !_problem.KeepsClasses || _problem.Signs[original] > 0 == side.IsPositive;
        side.Up[variable] = isMember && Room(variable, up: true) > 0 ? 0 : double.PositiveInfinity;
        side.Low[variable] = isMember && Room(variable, up: false) > 0 ? 0 : double.NegativeInfinity;
    }

    /// <summary>The side that violates optimality most.</summary>
    private Side Most() => Most(_zeros, _zeros, 0);

    /// <summary>Moves F and tells the side that then violates optimality most.</summary>
    private Side Most(float[] first, float[] second, double step)
    {
        foreach (var side in _sides)
        {
            side.Rising = WorkingSet.Move(_f, first, second, step, side.Up, side.Low, out var greatest);
            side.Greatest = greatest;
            side.Violation = side.Rising < 0 ? double.NegativeInfinity : greatest - _f[side.Rising];
            // The first sweep moved F for all sides.
            (first, second, step) = (_zeros, _zeros, 0);
        }

        return _sides.Length == 1 || _sides[0].Violation >= _sides[1].Violation ? _sides[0] : _sides[1];
    }

    private double Objective()
    {
        var sum = 0.0;
        for (var t = 0; t < _active.Length; t++)
            sum += _alpha[t] * (_problem.Signs[_active[t]] * _f[t] + _problem.Linear[_active[t]]);
        return sum / 2;
    }

    /// <summary>ρ and the scale of the decision: F is ρ where 0 &lt; α &lt; C, and lies on one side of it at each limit.</summary>
    private (double Threshold, double Margin) Thresholds()
    {
        var levels = Array.ConvertAll(_sides, Level);
        // ν-classification: ∇ of both classes, ρ₁ = F and ρ₂ = −F, give the threshold and the margin between them.
        return _problem.KeepsClasses ? ((levels[0] + levels[1]) / 2, (levels[0] - levels[1]) / 2) : (levels[0], 1);
    }

    private double Level(Side side)
    {
        var (sum, free, least, greatest) = (0.0, 0, double.PositiveInfinity, double.NegativeInfinity);
        for (var t = 0; t < _active.Length; t++)
        {
            if (side.Up[t] == 0 && side.Low[t] == 0)
                (sum, free) = (sum + _f[t], free + 1);
            least = side.Up[t] == 0 ? Math.Min(least, _f[t]) : least;
            greatest = side.Low[t] == 0 ? Math.Max(greatest, _f[t]) : greatest;
        }

        return free > 0 ? sum / free : double.IsFinite(least) && double.IsFinite(greatest) ? (least + greatest) / 2 : double.IsFinite(least) ? least : greatest;
    }

    /// <summary>Variables among which one may rise while another falls.</summary>
    private sealed class Side(bool isPositive, int length)
    {
        public bool IsPositive { get; } = isPositive;

        public double[] Up { get; } = Filled(length, double.PositiveInfinity);

        public double[] Low { get; } = Filled(length, double.NegativeInfinity);

        public int Rising { get; set; }

        public double Greatest { get; set; }

        public double Violation { get; set; }

        private static double[] Filled(int length, double value)
        {
            var all = new double[length];
            Array.Fill(all, value);
            return all;
        }
    }
}
