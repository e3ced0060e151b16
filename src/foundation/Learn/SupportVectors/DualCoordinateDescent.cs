using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Learn.SupportVectors;

/// <summary>The dual of a linear machine, one variable at a time, with w kept up to date.</summary>
/// <remarks>
/// <para>Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008, algorithms 1 and 3; Ho and Lin, "Large-scale linear support vector
/// regression", JMLR 13 (2012), algorithm 4. With Q = xxᵀ the dual in β is min ½βᵀ(Q + D)β − zᵀβ + ε‖β‖₁ within lower ≤ β ≤ upper: of classes
/// β = y·α, z = y, ε = 0 with β between 0 and yC; of numbers z is the target and β lies in ±C. The squared loss has no limits but D = 1/(2C). With w = Σ βᵢxᵢ the derivative
/// by βᵢ is wᵀxᵢ − zᵢ + Dᵢβᵢ, so a step costs O(p).</para>
/// <para>Variables at a limit, or at the kink at 0, whose derivatives point outwards by more than the worst violation of the epoch before are left out (shrinking); when the rest is done,
/// all are looked at again. The order is shuffled every epoch.</para>
/// </remarks>
internal sealed class DualCoordinateDescent(LinearRows rows, int[] members, double[] targets, double[] lower, double[] upper, double[] diagonal, double epsilon)
{
    private readonly double[] _beta = new double[members.Length];

    /// <summary>w (p, and one more where there is a bias).</summary>
    public double[] Plane { get; } = new double[rows.Size];

    public int Epochs { get; private set; }

    /// <summary>The worst violation of the last epoch over all variables.</summary>
    public double Violation { get; private set; }

    /// <summary>The dual objective that was minimised.</summary>
    public double Dual
    {
        get
        {
            var sum = Dot.Of(Plane, Plane) / 2;
            for (var i = 0; i < _beta.Length; i++)
                sum += _beta[i] * (diagonal[i] * _beta[i] / 2 - targets[i]) + epsilon * Math.Abs(_beta[i]);
            return sum;
        }
    }

    /// <summary>Goes to the optimum.</summary>
    /// <param name="tolerance">The violation at which the search ends.</param>
    /// <param name="mostEpochs">The most epochs.</param>
    /// <param name="shrinking">Whether variables may be left out.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="cancellation">Looked at before each epoch.</param>
    /// <exception cref="NotConvergedException">The epochs are used up.</exception>
    public void Run(double tolerance, int mostEpochs, bool shrinking, ulong seed, CancellationToken cancellation)
    {
        int[] order = [.. Enumerable.Range(0, members.Length)];
        var (active, limit) = (order.Length, double.PositiveInfinity);
        while (Epochs < mostEpochs)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new RandomStream(seed, RandomUse.BatchOrder + (ulong)Epochs++);
            random.Shuffle(order.AsSpan(0, active));
            var isWhole = active == order.Length;
            var (worst, at) = (0.0, 0);
            while (at < active)
            {
                var i = order[at];
                var (slope, violation, outwards) = Slope(i);
                if (shrinking && outwards > limit)
                {
                    (order[at], order[active - 1]) = (order[active - 1], order[at]);
                    active--;
                    continue;
                }

                worst = Math.Max(worst, violation);
                if (violation > 1e-14)
                    Move(i, slope);
                at++;
            }

            Violation = worst;
            limit = worst > 0 ? worst : double.PositiveInfinity;
            if (worst > tolerance)
                continue;
            if (isWhole && active == order.Length)
                return;
            (active, limit) = (order.Length, double.PositiveInfinity);
        }

        throw new NotConvergedException($"The dual was violated by {Violation:G3} after {mostEpochs} epochs; expected {tolerance}. Scale the features, take a smaller C, or give more epochs.", mostEpochs, Dual);
    }

    /// <summary>The derivative without ε, how far the conditions of optimality fail, and how far they hold where a variable is at an end.</summary>
    private (double Slope, double Violation, double Outwards) Slope(int i)
    {
        var (beta, slope) = (_beta[i], Dot.Of(Plane, rows.Row(members[i])) - targets[i] + diagonal[i] * _beta[i]);
        // Upwards the derivative is slope + ε from 0 on, downwards slope − ε from 0 on.
        var (up, down) = (beta >= 0 ? slope + epsilon : slope - epsilon, beta > 0 ? slope + epsilon : slope - epsilon);
        var rise = beta < upper[i] ? Math.Max(0, -up) : 0;
        var fall = beta > lower[i] ? Math.Max(0, down) : 0;
        if (rise > 0 || fall > 0)
            return (slope, Math.Max(rise, fall), 0);
        var isAtEnd = beta <= lower[i] || beta >= upper[i] || (epsilon > 0 && beta is 0);
        var inwards = double.PositiveInfinity;
        if (beta < upper[i])
            inwards = Math.Min(inwards, up);
        if (beta > lower[i])
            inwards = Math.Min(inwards, -down);
        return (slope, 0, isAtEnd ? inwards : 0);
    }

    private void Move(int i, double slope)
    {
        var (old, curvature) = (_beta[i], rows.Squares[members[i]] + diagonal[i]);
        double next;
        if (!(curvature > 0))
            // A row of zeros without a bias: the objective is linear in its variable.
            next = slope + epsilon < 0 ? upper[i] : slope - epsilon > 0 ? lower[i] : 0;
        else if (slope + epsilon < curvature * old)
            next = old - (slope + epsilon) / curvature;
        else if (slope - epsilon > curvature * old)
            next = old - (slope - epsilon) / curvature;
        else
            next = 0;
        next = Math.Clamp(next, lower[i], upper[i]);
        _beta[i] = next;
        if (next - old is not 0 and var step)
            Axpy.Add(step, rows.Row(members[i]), Plane);
    }
}
