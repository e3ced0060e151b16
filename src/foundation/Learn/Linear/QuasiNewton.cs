using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>L-BFGS for a smooth convex function, with an inverse matrix of the caller's in the place of a multiple of 1.</summary>
/// <remarks>Nocedal and Wright, "Numerical optimization", 2nd ed. 2006, algorithms 7.4 and 7.5, with steps halved until the value falls enough. With
/// nearly the true Hessian at the start, few steps are needed.</remarks>
internal static class QuasiNewton
{
    private const int Memory = 10;
    private const int MostHalvings = 40;
    private const double Armijo = 1e-4;

    /// <summary>Finds the least value.</summary>
    /// <param name="point">Where to begin; takes the optimum.</param>
    /// <param name="function">The value at a point, whose gradient it fills.</param>
    /// <param name="precondition">Replaces a gradient by about the inverse Hessian times it.</param>
    /// <param name="isEnough">Whether a gradient is small enough.</param>
    /// <param name="mostSteps">The most steps.</param>
    /// <returns>The steps, or −1 if they are used up.</returns>
    public static int Minimize(double[] point, Func<double[], double[], double> function, Action<double[]> precondition, Func<double[], bool> isEnough, int mostSteps)
    {
        var (gradient, next, nextGradient) = (new double[point.Length], new double[point.Length], new double[point.Length]);
        var (moves, changes) = (new List<double[]>(), new List<double[]>());
        var value = function(point, gradient);
        for (var step = 0; step <= mostSteps; step++)
        {
            if (isEnough(gradient))
                return step;
            var direction = Direction(gradient, moves, changes, precondition);
            var (slope, length, nextValue) = (Dot.Of(gradient, direction), 1.0, double.NaN);
            for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
            {
                point.CopyTo(next, 0);
                Axpy.Add(-length, direction, next);
                nextValue = function(next, nextGradient);
                // Near the optimum the value is all rounding; there a smaller gradient decides.
                if (nextValue <= value - Armijo * length * slope
                    || (nextValue <= value + 1e-14 * Math.Abs(value) && Dot.Of(nextGradient, nextGradient) < Dot.Of(gradient, gradient)))
                    break;
            }

            if (length < 1e-12 || !double.IsFinite(nextValue))
                return isEnough(gradient) ? step : -1;
            var (move, change) = (next.AsSpan().ToArray(), nextGradient.AsSpan().ToArray());
            Axpy.Add(-1, point, move);
            Axpy.Add(-1, gradient, change);
            if (Dot.Of(move, change) > 0)
            {
                moves.Add(move);
                changes.Add(change);
            }

            if (moves.Count > Memory)
            {
                moves.RemoveAt(0);
                changes.RemoveAt(0);
            }

            next.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
        }

        return -1;
    }

    /// <summary>The inverse matrix times the gradient, by the two loops of algorithm 7.4.</summary>
    private static double[] Direction(double[] gradient, List<double[]> moves, List<double[]> changes, Action<double[]> precondition)
    {
        var (direction, shares) = (gradient.AsSpan().ToArray(), new double[moves.Count]);
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            shares[i] = Dot.Of(moves[i], direction) / Dot.Of(moves[i], changes[i]);
            Axpy.Add(-shares[i], changes[i], direction);
        }

        precondition(direction);
        for (var i = 0; i < moves.Count; i++)
            Axpy.Add(shares[i] - Dot.Of(changes[i], direction) / Dot.Of(moves[i], changes[i]), moves[i], direction);
        return direction;
    }
}
