using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Linear;

/// <summary>Quantile regression by a primal-dual interior-point method.</summary>
/// <remarks>
/// <para>Portnoy and Koenker, "The Gaussian hare and the Laplacian tortoise", Statistical Science 12 (1997), with a ridge besides. Errors are u − v with u, v ≥ 0; the
/// dual of row i is aᵢ, between (q − 1)wᵢ and qwᵢ, with the distances t and s from these ends. At the optimum Xᵀa = Pβ, y − Xβ = u − v, us = 0 and
/// vt = 0. Each step is one of Newton's towards us = vt = μ, first to μ = 0 to see how far that goes, then to a μ of that and corrected for what the first neglects
/// (Mehrotra, "On the implementation of a primal-dual interior point method", SIAM J. Optimization 2, 1992). With D = 1/(u/s + v/t) it is</para>
/// <code>(P + XᵀDX)·Δβ = XᵀDρ − (Pβ − Xᵀa),  Δa = D(ρ − XΔβ),  Δu = (c − su + uΔa)/s,  Δv = (d − tv − vΔa)/t,
/// ρ = y − Xβ − u + v − (c/s − u) + (d/t − v)</code>
/// <para>where c and d are what us and vt should become.</para>
/// </remarks>
internal sealed class QuantileInterior
{
    private const double StepShare = 0.9995;

    private readonly QuantileRows _rows;
    private readonly double[] _penalties;
    private readonly FitContext _context;
    private readonly double[] _a;
    private readonly double[] _s;
    private readonly double[] _t;
    private readonly double[] _u;
    private readonly double[] _v;
    private readonly double[] _d;
    private readonly double[] _rho;
    private readonly double[] _scores;
    private readonly double[] _moves;
    private readonly double[] _du;
    private readonly double[] _dv;
    private readonly double[] _beta;
    private readonly double[] _right;
    private readonly double[] _sums;

    public QuantileInterior(QuantileRows rows, double quantile, double[] penalties, FitContext context)
    {
        (_rows, _penalties, _context, Coefficients) = (rows, penalties, context, new double[rows.Size]);
        double[] Of() => new double[rows.Count];
        (_a, _s, _t, _u, _v, _d) = (Of(), Of(), Of(), Of(), Of(), Of());
        (_rho, _scores, _moves, _du, _dv) = (Of(), Of(), Of(), Of(), Of());
        (_beta, _right, _sums) = (new double[rows.Size], new double[rows.Size], new double[rows.Size]);
        // Least squares to begin with; the duals in the middle of their boxes are near 0 for the median.
        var equations = rows.Gram(rows.Weights);
        rows.Sum([.. rows.Weights.Select((weight, i) => weight * rows.Targets[i])], Coefficients);
        Solve(equations, Coefficients);
        rows.Multiply(Coefficients, _scores);
        for (var i = 0; i < rows.Count; i++)
        {
            var error = rows.Targets[i] - _scores[i];
            // The target's deviation is 1, and no error begins at an end.
            (_u[i], _v[i]) = (Math.Max(error, 0) + 0.1, Math.Max(-error, 0) + 0.1);
            (_s[i], _t[i]) = (quantile * rows.Weights[i], (1 - quantile) * rows.Weights[i]);
        }
    }

    public double[] Coefficients { get; }

    /// <summary>Goes to the optimum.</summary>
    /// <param name="tolerance">The mean gap at which to end.</param>
    /// <param name="mostSteps">The most steps.</param>
    /// <returns>The mean gap left.</returns>
    /// <exception cref="NotConvergedException">The steps are used up.</exception>
    public double Run(double tolerance, int mostSteps)
    {
        var gap = double.PositiveInfinity;
        for (var step = 0; step < mostSteps; step++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            gap = (Dot.Of(_u, _s) + Dot.Of(_v, _t)) / _rows.Count;
            if (gap <= tolerance && Infeasibility() <= Math.Max(tolerance, 1e-9))
                return gap;
            Step(gap / 2);
        }

        throw new NotConvergedException($"Quantile regression left a gap of {gap:G3} between primal and dual after {mostSteps} steps; expected {tolerance}. Give more steps or a greater tolerance.", mostSteps, gap);
    }

    private double Infeasibility()
    {
        _rows.Sum(_a, _sums);
        var greatest = 0.0;
        for (var k = 0; k < _sums.Length; k++)
            greatest = Math.Max(greatest, Math.Abs(_penalties[k] * Coefficients[k] - _sums[k]) / _rows.Count);
        return greatest;
    }

    private void Step(double mean)
    {
        for (var i = 0; i < _d.Length; i++)
            _d[i] = 1 / (_u[i] / _s[i] + _v[i] / _t[i]);
        var equations = _rows.Gram(_d);
        for (var k = 0; k < _right.Length; k++)
            equations[k * _right.Length + k] += _penalties[k];
        Factor(equations);
        Direction(equations, 0, isCorrected: false);
        var (primal, dual) = Lengths(1);
        var ahead = 0.0;
        for (var i = 0; i < _d.Length; i++)
            ahead += (_u[i] + primal * _du[i]) * (_s[i] - dual * _moves[i]) + (_v[i] + primal * _dv[i]) * (_t[i] + dual * _moves[i]);
        var share = ahead / _d.Length / 2 / mean;
        Direction(equations, share * share * share * mean, isCorrected: true);
        (primal, dual) = Lengths(StepShare);
        // With a ridge β stands on both sides; unequal steps would part them.
        if (Array.Exists(_penalties, penalty => penalty > 0))
            primal = dual = Math.Min(primal, dual);
        Axpy.Add(primal, _beta, Coefficients);
        Axpy.Add(primal, _du, _u);
        Axpy.Add(primal, _dv, _v);
        Axpy.Add(dual, _moves, _a);
        Axpy.Add(-dual, _moves, _s);
        Axpy.Add(dual, _moves, _t);
    }

    /// <summary>Fills Δβ, Δa, Δu and Δv.</summary>
    /// <param name="factor">Of the equations.</param>
    /// <param name="goal">μ.</param>
    /// <param name="isCorrected">Whether products of the moves before are made up for.</param>
    private void Direction(double[] factor, double goal, bool isCorrected)
    {
        _rows.Multiply(Coefficients, _scores);
        for (var i = 0; i < _d.Length; i++)
        {
            var (above, below) = (goal, goal);
            if (isCorrected)
                (above, below) = (goal + _du[i] * _moves[i], goal - _dv[i] * _moves[i]);
            // What us and vt lack, kept where the moves will stand.
            (_du[i], _dv[i]) = (above, below);
            _rho[i] = _rows.Targets[i] - _scores[i] - above / _s[i] + below / _t[i];
            _scores[i] = _d[i] * _rho[i];
        }

        _rows.Sum(_scores, _right);
        _rows.Sum(_a, _sums);
        for (var k = 0; k < _right.Length; k++)
            _right[k] -= _penalties[k] * Coefficients[k] - _sums[k];
        _right.CopyTo(_beta, 0);
        Cholesky.Solve(factor, _beta.Length, _beta);
        _rows.Multiply(_beta, _scores);
        for (var i = 0; i < _d.Length; i++)
        {
            _moves[i] = _d[i] * (_rho[i] - _scores[i]);
            _du[i] = (_du[i] - _s[i] * _u[i] + _u[i] * _moves[i]) / _s[i];
            _dv[i] = (_dv[i] - _t[i] * _v[i] - _v[i] * _moves[i]) / _t[i];
        }
    }

    /// <summary>How far both moves may go, at most 1, before something becomes 0; of that a share.</summary>
    private (double Primal, double Dual) Lengths(double share)
    {
        var (primal, dual) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < _d.Length; i++)
        {
            if (_du[i] < 0)
                primal = Math.Min(primal, -_u[i] / _du[i]);
            if (_dv[i] < 0)
                primal = Math.Min(primal, -_v[i] / _dv[i]);
            if (_moves[i] > 0)
                dual = Math.Min(dual, _s[i] / _moves[i]);
            else if (_moves[i] < 0)
                dual = Math.Min(dual, -_t[i] / _moves[i]);
        }

        return (Math.Min(1, share * primal), Math.Min(1, share * dual));
    }

    private static void Solve(double[] equations, double[] right)
    {
        Factor(equations);
        Cholesky.Solve(equations, right.Length, right);
    }

    /// <summary>Near the optimum some rows weigh 10¹⁵ times as much as others: what rounding takes from the diagonal is given back.</summary>
    private static void Factor(double[] equations)
    {
        var size = (int)Math.Sqrt(equations.Length);
        for (var ridge = 0.0; ; ridge = Math.Max(1e-15, 100 * ridge))
        {
            var factor = equations.AsSpan().ToArray();
            for (var k = 0; k < size; k++)
                factor[k * size + k] *= 1 + ridge;
            if (!Cholesky.TryFactor(factor, size))
            {
                if (ridge > 1)
                    throw new NotConvergedException("The equations of quantile regression lost all their digits; give a greater tolerance.", 0, double.NaN);
                continue;
            }

            factor.CopyTo(equations, 0);
            return;
        }
    }
}
