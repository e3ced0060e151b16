using Kirana.Learn.Calibration;

namespace Kirana.Learn.SupportVectors;

/// <summary>One optimum: f(x) = Σ cᵢK(xᵢ, x) − ρ, with the certificates of how good it is. Immutable and thread-safe.</summary>
public sealed class BinaryMachine
{
    private readonly int[] _rows;
    private readonly double[] _coefficients;
    private readonly double[] _alpha;

    private BinaryMachine(DualProblem problem, DualSolution solution, int[] rows, double scale, double primal)
    {
        int[] support = [.. Enumerable.Range(0, solution.Alpha.Length).Where(i => solution.Alpha[i] > 0)];
        (_rows, _alpha) = (Array.ConvertAll(support, i => rows[i]), Array.ConvertAll(support, i => solution.Alpha[i] / scale));
        _coefficients = Array.ConvertAll(support, i => problem.Signs[i] * solution.Alpha[i] / scale);
        Bounded = support.Count(i => solution.Alpha[i] >= problem.Limits[i]);
        (Threshold, Dual, Primal) = (solution.Threshold / scale, solution.Objective / (scale * scale), primal);
        (Violation, Steps) = (solution.Violation, solution.Steps);
    }

    internal BinaryMachine(int[] rows, double[] coefficients, double[] alpha, int bounded, double threshold, double dual, double primal, double violation, long steps)
    {
        (_rows, _coefficients, _alpha, Bounded, Threshold) = (rows, coefficients, alpha, bounded, threshold);
        (Dual, Primal, Violation, Steps) = (dual, primal, violation, steps);
    }

    /// <summary>Which training rows the support vectors are; a row may occur twice where a number is predicted.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>α of each support vector, above 0.</summary>
    public ReadOnlySpan<double> Alpha => _alpha;

    /// <summary>c = y·α of each support vector.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The number of support vectors at the limit C: rows inside the margin or on the wrong side.</summary>
    public int Bounded { get; }

    /// <summary>ρ; the bias is −ρ.</summary>
    public double Threshold { get; }

    /// <summary>The dual objective that was minimised, ½αᵀQα + pᵀα.</summary>
    public double Dual { get; }

    /// <summary>The primal objective of the decision found; NaN where it has none in this form (ν, novelty).</summary>
    public double Primal { get; }

    /// <summary>Primal − (−dual): how far the decision can be from the best one; 0 at the optimum.</summary>
    public double Gap => Primal + Dual;

    /// <summary>How far the conditions of Karush, Kuhn and Tucker are violated; at most the tolerance.</summary>
    public double Violation { get; }

    /// <summary>What makes probabilities of decisions; <see langword="null"/> where none were asked for.</summary>
    public PlattCalibration? Calibration { get; private init; }

    /// <summary>Steps of the search.</summary>
    public long Steps { get; }

    /// <summary>The same optimum with what makes probabilities of its decisions.</summary>
    internal BinaryMachine With(PlattCalibration calibration) => new(_rows, _coefficients, _alpha, Bounded, Threshold, Dual, Primal, Violation, Steps) { Calibration = calibration };

    internal static BinaryMachine OfClasses(DualProblem problem, DualSolution solution, int[] rows, bool isNu)
    {
        if (isNu)
            return new BinaryMachine(problem, solution, rows, solution.Margin, double.NaN);
        var (square, errors) = (SquaredNorm(problem, solution), 0.0);
        for (var i = 0; i < problem.Count; i++)
            // ξ = max(0, 1 − y·f), and y·f = y·F + 1 − y·ρ.
            if (problem.Signs[i] * (solution.Threshold - solution.F[i]) is > 0 and var error)
                errors += double.IsInfinity(problem.Limits[i]) ? 0 : problem.Limits[i] * error;
        return new BinaryMachine(problem, solution, rows, 1, square / 2 + errors);
    }

    internal static BinaryMachine OfNumber(DualProblem problem, DualSolution solution, int[] rows)
    {
        var (square, errors) = (SquaredNorm(problem, solution), 0.0);
        for (var i = 0; i < problem.Count; i++)
            if (problem.Signs[i] * (solution.Threshold - solution.F[i]) is > 0 and var error)
                errors += problem.Limits[i] * error;
        return new BinaryMachine(problem, solution, rows, 1, square / 2 + errors);
    }

    internal static BinaryMachine OfNovelty(DualProblem problem, DualSolution solution, int[] rows) => new(problem, solution, rows, 1, double.NaN);

    /// <summary>‖w‖² = αᵀQα = Σ α·(∇ − p).</summary>
    private static double SquaredNorm(DualProblem problem, DualSolution solution)
    {
        var sum = 0.0;
        for (var i = 0; i < problem.Count; i++)
            sum += solution.Alpha[i] * (problem.Signs[i] * solution.F[i] - problem.Linear[i]);
        return sum;
    }
}
