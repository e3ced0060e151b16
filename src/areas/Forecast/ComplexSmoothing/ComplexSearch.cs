using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Optimization;

namespace Kirana.Forecast.ComplexSmoothing;

/// <summary>Finds weights and first states of one form with the least squared error.</summary>
/// <remarks>Errors are linear in the first states: for given weights those are a least-squares problem. Without a season, where there are two,
/// it is solved for every point of the search over the weights; else search and solution take turns, so that the error falls each time.</remarks>
internal sealed class ComplexSearch
{
    private const int Turns = 3;
    private const double Tolerance = 1e-6;

    // Makes the normal equations definite where a state does not count (α₁ = 1) or two cannot be told apart (level and season).
    private const double Ridge = 1e-9;

    // Above 1 a forecast grows by about (α₁ − 1) / α₀ of itself a step, for ever; on short series more than this is never borne out.
    private const double LargestImaginary = 1.05;

    private readonly double[] _values;
    private readonly int _phases;
    private readonly ComplexSeason _season;
    private readonly double[] _errors;
    private readonly double[] _first;
    private readonly double[] _states;
    private readonly double[] _responses;

    /// <summary>Prepares a search.</summary>
    /// <param name="values">The series without gaps, of magnitude about 1, at least two seasons long.</param>
    /// <param name="season">The form.</param>
    /// <param name="phases">Steps in one season.</param>
    public ComplexSearch(double[] values, ComplexSeason season, int phases)
    {
        (_values, _season, _phases) = (values, season, season == ComplexSeason.None ? 1 : phases);
        _errors = new double[values.Length];
        _first = new double[ComplexRecursion.States(season, _phases)];
        _states = new double[_first.Length];
        _responses = new double[values.Length * (_first.Length + 1)];
        Weights = new double[ComplexRecursion.Weights(season)];
    }

    /// <summary>The best weights.</summary>
    public double[] Weights { get; private set; }

    /// <summary>The states after the series, the next phase first.</summary>
    public double[] Last => _states;

    /// <summary>The errors of the best model.</summary>
    public double[] Errors => _errors;

    /// <summary>Akaike's criterion corrected for short series, weights, first states and the variance counted; +∞ where it has no value.</summary>
    public double Aicc { get; private set; }

    /// <summary>Searches.</summary>
    public void Run()
    {
        // The start and the steps of the simplex; 1.3 + i makes a nearly flat forecast.
        double[] start = [1.3, 1, .. _season switch { ComplexSeason.Partial => [0.1], ComplexSeason.Full => [1.3, 1], _ => Array.Empty<double>() }];
        Weights = start;
        Start();
        double[] steps = Array.ConvertAll(start, _ => 0.1);
        var turns = _season == ComplexSeason.None ? 1 : Turns;
        for (var turn = 0; turn < turns; turn++)
        {
            Solve(Weights);
            Weights = NelderMead.Minimize(Objective, Weights, steps, Tolerance, 150 * start.Length).X;
        }

        Solve(Weights);
        var squares = Evaluate(Weights, turn: true);
        double n = _values.Length;
        double count = Weights.Length + _first.Length + 1;
        Aicc = n - count - 1 > 0 && double.IsFinite(squares)
            ? n * (squares > 0 ? Elementary.Log(squares / n) : double.NegativeInfinity) + 2 * count + 2 * count * (count + 1) / (n - count - 1)
            : double.PositiveInfinity;
    }

    /// <summary>Whether errors are forgotten: the recursion's matrix has its eigenvalues inside the unit circle, the paper's equation 13.</summary>
    public static bool IsStable(double real, double imaginary) =>
        Square(real - 2.5) + Square(imaginary) > 1.25 && Square(real - 0.5) + Square(imaginary - 1) > 0.25 && Square(real - 1.5) + Square(imaginary - 0.5) < 1.5;

    private static bool IsBounded(double real, double imaginary) => IsStable(real, imaginary) && imaginary <= LargestImaginary;

    private static double Square(double value) => value * value;

    private static bool IsAdmissible(ReadOnlySpan<double> weights) =>
        IsBounded(weights[0], weights[1]) && (weights.Length < 4 || IsBounded(weights[2], weights[3])) && (weights.Length != 3 || weights[2] is >= 0 and <= 1);

    private double Objective(ReadOnlySpan<double> weights)
    {
        if (!IsAdmissible(weights))
            return double.PositiveInfinity;
        var own = weights.ToArray();
        if (_season == ComplexSeason.None)
            Solve(own);
        return Evaluate(own, turn: false);
    }

    private double Evaluate(double[] weights, bool turn)
    {
        _first.CopyTo(_states, 0);
        var recursion = new ComplexRecursion(_season, _phases, weights, _states);
        var squares = recursion.Run(_values, _errors);
        if (turn)
            recursion.Turn();
        return squares;
    }

    /// <summary>The first season's mean as the level; the phases lie above it as their first value does.</summary>
    private void Start()
    {
        var count = Math.Min(_values.Length, Math.Max(_phases, 10));
        var level = 0.0;
        for (var t = 0; t < count; t++)
            level += _values[t] / count;
        var seasonal = _season == ComplexSeason.Simple ? 0 : 2;
        if (seasonal == 2)
            (_first[0], _first[1]) = (level, level / 1.1);
        for (var phase = 0; phase < _phases && _season != ComplexSeason.None; phase++)
        {
            _first[seasonal + phase] = _season == ComplexSeason.Simple ? _values[phase] : _values[phase] - level;
            if (_season != ComplexSeason.Partial)
                _first[seasonal + _phases + phase] = _first[seasonal + phase] / 1.1;
        }
    }

    /// <summary>Moves the first states to the best ones for some weights: e(t) + Σ δ(j) r(j, t) has the least squares, r(j, t) the error at t of a
    /// series of zeros whose state j begins as 1.</summary>
    private void Solve(double[] weights)
    {
        var (n, order) = (_values.Length, _first.Length);
        var width = order + 1;
        Evaluate(weights, turn: false);
        for (var t = 0; t < n; t++)
            _responses[t * width + order] = _errors[t];
        for (var j = 0; j < order; j++)
        {
            _states.AsSpan().Clear();
            _states[j] = 1;
            var recursion = new ComplexRecursion(_season, _phases, weights, _states);
            for (var t = 0; t < n; t++)
            {
                var error = _responses[t * width + j] = -recursion.Forecast;
                recursion.Move(error);
            }
        }

        var gram = new double[width * width];
        Syrk.AddGram(_responses, n, width, gram);
        var (matrix, change) = (new double[order * order], new double[order]);
        var trace = 0.0;
        for (var i = 0; i < order; i++)
            trace += gram[i * width + i];
        for (var i = 0; i < order; i++)
        {
            gram.AsSpan(i * width, order).CopyTo(matrix.AsSpan(i * order));
            matrix[i * order + i] += Ridge * trace;
            change[i] = -gram[i * width + order];
        }

        if (!Cholesky.TryFactor(matrix, order))
            return;
        Cholesky.Solve(matrix, order, change);
        for (var i = 0; i < order; i++)
            if (double.IsFinite(change[i]))
                _first[i] += change[i];
    }
}
