using Kirana.Data;

namespace Kirana.Learn.Linear;

/// <summary>Minimises ½‖y − Xw‖² + λ(α‖w‖₁ + ½(1 − α)‖w‖²) for one λ after another, each from the solution before.</summary>
/// <remarks>
/// Cyclic coordinate descent over the features that are not 0, wⱼ ← S(xⱼᵀr + ‖xⱼ‖²wⱼ, λα) / (‖xⱼ‖² + λ(1 − α)). Features that the sequential strong
/// rule, |xⱼᵀr| &lt; α(2λ − λ before), expects to stay 0 are looked at last (Tibshirani et al., "Strong rules for discarding predictors", JRSS B 74,
/// 2012); any feature that breaks the conditions of optimality joins. It ends by the duality gap, for which the residuals are shrunk until they are
/// feasible in the dual (Kim et al., "An interior-point method for large-scale ℓ₁-regularized least squares", IEEE JSTSP 1, 2007).
/// </remarks>
internal sealed class DescentPath
{
    // A change that moves the gap by so small a share of what is allowed waits for others.
    private const double StillShare = 0.25;

    private readonly Descent _problem;
    private readonly double _share;
    private readonly double _enough;
    private readonly int _mostSweeps;
    private readonly double[] _correlations;
    private readonly bool[] _isActive;
    private readonly int[] _active;
    private readonly double[] _coefficientsBefore;
    private double _lambdaBefore;
    private double _size = double.PositiveInfinity;
    private int _activeCount;

    /// <summary>Starts where all coefficients are 0.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="share">α, above 0 up to 1.</param>
    /// <param name="tolerance">The duality gap that is enough, as a share of ½‖y‖².</param>
    /// <param name="mostSweeps">The most sweeps for one λ.</param>
    public DescentPath(Descent problem, double share, double tolerance, int mostSweeps)
    {
        (_problem, _share, _enough, _mostSweeps) = (problem, share, tolerance * problem.TargetSquares / 2, mostSweeps);
        var size = problem.Squares.Length;
        (_correlations, _isActive, _active, _coefficientsBefore) = (new double[size], new bool[size], new int[size], new double[size]);
        for (var j = 0; j < size; j++)
            _correlations[j] = problem.Correlation(j);
        Largest = size == 0 ? 0 : _correlations.Max(Math.Abs) / share;
    }

    /// <summary>The least λ at which all coefficients are 0.</summary>
    public double Largest { get; }

    /// <summary>Moves the coefficients to the optimum of a smaller λ.</summary>
    /// <returns>The duality gap that is left.</returns>
    /// <exception cref="NotConvergedException">The sweeps are used up.</exception>
    public double Solve(double lambda, double before, CancellationToken cancellation)
    {
        var (l1, l2, aim) = (lambda * _share, lambda * (1 - _share), _enough);
        _activeCount = 0;
        for (var j = 0; j < _isActive.Length; j++)
        {
            _isActive[j] = false;
            if (_problem.Coefficients[j] is not 0)
                Join(j);
        }

        Foresee(lambda, before);
        for (var sweeps = 0; ;)
        {
            for (var isStill = false; !isStill; sweeps++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (sweeps == _mostSweeps)
                    throw new NotConvergedException($"Coordinate descent did not reach the duality gap {_enough:G3} at λ = {lambda:G4} in {sweeps} sweeps; give more, or a larger tolerance.", sweeps, Gap(l1, l2));
                var (step, size) = Sweep(l1, l2, StillShare * aim);
                // The gap is about the greatest error of a gradient times ‖w‖₁.
                isStill = step * size <= aim;
            }

            if (Admit(l1, _share * (2 * lambda - before), ofExpected: true) || Admit(l1, _share * (2 * lambda - before), ofExpected: false))
                continue;
            if (Gap(l1, l2) is var gap && gap <= _enough)
                return Math.Max(gap, 0);
            aim /= 4;
        }
    }

    /// <summary>The greatest failure of a condition of optimality at the last solution, ‖y‖ and each ‖xⱼ‖ being 1: xⱼᵀr − λ(1 − α)wⱼ is λα·sign(wⱼ), or, where wⱼ is 0, within ±λα.</summary>
    public double KktResidual(double lambda)
    {
        var (l1, l2, greatest) = (lambda * _share, lambda * (1 - _share), 0.0);
        for (var j = 0; j < _correlations.Length; j++)
        {
            if (_problem.Squares[j] is 0)
                continue;
            var own = _problem.Coefficients[j];
            var failure = own is 0 ? Math.Max(0, Math.Abs(_correlations[j]) - l1) : Math.Abs(_correlations[j] - l2 * own - Math.Sign(own) * l1);
            greatest = Math.Max(greatest, failure / Math.Sqrt(_problem.Squares[j]));
        }

        return _problem.TargetSquares > 0 ? greatest / Math.Sqrt(_problem.TargetSquares) : 0;
    }

    /// <summary>Moves coefficients on along the line through the two solutions before: between changes of sign a path bends little.</summary>
    private void Foresee(double lambda, double before)
    {
        var reach = _lambdaBefore > before ? (before - lambda) / (_lambdaBefore - before) : 0;
        for (var i = 0; i < _activeCount; i++)
        {
            var j = _active[i];
            var own = _problem.Coefficients[j];
            var step = reach * (own - _coefficientsBefore[j]);
            if (_coefficientsBefore[j] * own > 0 && own * (own + step) > 0)
                _problem.Move(j, step);
            _coefficientsBefore[j] = own;
        }

        _lambdaBefore = before;
    }

    /// <summary>Moves each active coefficient to its best place, but for those that are there as nearly as the gap needs.</summary>
    /// <param name="l1">λα.</param>
    /// <param name="l2">λ(1 − α).</param>
    /// <param name="least">The change of a gradient, by ‖w‖₁, from which on a coefficient moves.</param>
    /// <returns>The greatest change of a gradient by its own step, and ‖w‖₁.</returns>
    private (double Step, double Size) Sweep(double l1, double l2, double least)
    {
        var (greatest, size) = (0.0, 0.0);
        for (var i = 0; i < _activeCount; i++)
        {
            var j = _active[i];
            var (square, old) = (_problem.Squares[j], _problem.Coefficients[j]);
            var pull = _problem.Correlation(j) + square * old;
            var best = pull > l1 ? (pull - l1) / (square + l2) : pull < -l1 ? (pull + l1) / (square + l2) : 0;
            size += Math.Abs(best);
            var change = (square + l2) * Math.Abs(best - old);
            if (best.Equals(old) || change * _size < least)
                continue;
            _problem.Move(j, best - old);
            if (best is 0)
                _problem.Coefficients[j] = 0;
            greatest = Math.Max(greatest, change);
        }

        _size = size > 0 ? size : double.PositiveInfinity;
        return (greatest, size);
    }

    /// <summary>Lets features join that are 0 and should not be.</summary>
    /// <param name="l1">λα.</param>
    /// <param name="limit">The correlation before, from which on the strong rule expects a feature to join.</param>
    /// <param name="ofExpected">Whether only those it expects are looked at, or all; the latter leaves all correlations.</param>
    private bool Admit(double l1, double limit, bool ofExpected)
    {
        var count = _activeCount;
        for (var j = 0; j < _isActive.Length; j++)
        {
            if (_problem.Squares[j] is 0 || (ofExpected && (_isActive[j] || Math.Abs(_correlations[j]) < limit)))
                continue;
            var own = _problem.Correlation(j);
            if (!ofExpected)
                _correlations[j] = own;
            // Rounding lets no feature join.
            if (!_isActive[j] && Math.Abs(own) > l1 * (1 + 1e-12))
                Join(j);
        }

        return _activeCount > count;
    }

    private void Join(int feature)
    {
        _isActive[feature] = true;
        _active[_activeCount++] = feature;
    }

    private double Gap(double l1, double l2)
    {
        var (greatest, size, square, product) = (0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j < _correlations.Length; j++)
        {
            var own = _problem.Coefficients[j];
            greatest = Math.Max(greatest, Math.Abs(_correlations[j] - l2 * own));
            size += Math.Abs(own);
            square += own * own;
            product += own * _correlations[j];
        }

        var residual = _problem.ResidualSquares(_correlations);
        var shrink = greatest > l1 ? l1 / greatest : 1;
        return residual * (1 + shrink * shrink) / 2 + l1 * size - shrink * (residual + product) + l2 * (1 + shrink * shrink) * square / 2;
    }
}
