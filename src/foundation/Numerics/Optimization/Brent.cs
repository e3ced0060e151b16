namespace Kirana.Numerics.Optimization;

/// <summary>Minimization of a function of one variable without derivatives: golden section made faster by parabolas.</summary>
/// <remarks>Brent, "Algorithms for minimization without derivatives", 1973, chapter 5. NaN counts as +∞.</remarks>
public static class Brent
{
    /// <summary>(3 − √5)/2: where the golden section divides an interval.</summary>
    private const double GoldenSection = 0.38196601125010515;

    /// <summary>√u: nearer than this, relative to x, two values of a smooth function cannot be told apart.</summary>
    private const double RootOfPrecision = 1.4901161193847656e-8;

    /// <summary>Finds a minimum in an interval: the minimum, if there is only one. The ends themselves are approached, not evaluated.</summary>
    /// <param name="f">The function.</param>
    /// <param name="lower">The lower end, finite.</param>
    /// <param name="upper">The upper end, finite, above <paramref name="lower"/>.</param>
    /// <param name="tolerance">The wanted absolute accuracy of x, above 0; about 1.5e-8·|x| is the best there is.</param>
    /// <param name="maxIterations">The most iterations, one evaluation each, at least 1.</param>
    /// <returns>The best point seen; <see cref="LineMinimum.Converged"/> is false if the iterations ended first.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is empty or not finite, or a limit is not positive.</exception>
    public static LineMinimum Minimize(
        Func<double, double> f, double lower, double upper, double tolerance = 1e-8, int maxIterations = 200)
    {
        ArgumentNullException.ThrowIfNull(f);
        if (!double.IsFinite(lower))
            throw new ArgumentOutOfRangeException(nameof(lower), lower, "The lower end is a finite number.");
        if (!double.IsFinite(upper) || upper <= lower)
            throw new ArgumentOutOfRangeException(nameof(upper), upper, $"The upper end is a finite number above the lower end {lower}.");
        if (!(tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);

        var (a, b) = (lower, upper);
        // x is the best point, w the second best, v the former w.
        var x = a + GoldenSection * (b - a);
        var (w, v) = (x, x);
        var fx = Evaluate(f, x);
        var (fw, fv) = (fx, fx);
        double step = 0, stepBeforeLast = 0;

        for (var iteration = 1; iteration <= maxIterations; iteration++)
        {
            var middle = 0.5 * (a + b);
            var near = RootOfPrecision * Math.Abs(x) + tolerance / 3;
            if (Math.Abs(x - middle) <= 2 * near - 0.5 * (b - a))
                return new LineMinimum(x, fx, iteration, Converged: true);

            if (!TryParabola(x, w, v, fx, fw, fv, stepBeforeLast, a, b, out var parabolic))
            {
                stepBeforeLast = x < middle ? b - x : a - x;
                step = GoldenSection * stepBeforeLast;
            }
            else
            {
                stepBeforeLast = step;
                step = parabolic;
                var trial = x + step;
                if (trial - a < 2 * near || b - trial < 2 * near)
                    step = x < middle ? near : -near;
            }

            var u = x + (Math.Abs(step) >= near ? step : Math.CopySign(near, step));
            var fu = Evaluate(f, u);
            if (fu <= fx)
            {
                if (u < x)
                    b = x;
                else
                    a = x;
                (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu);
                continue;
            }

            if (u < x)
                a = u;
            else
                b = u;
            if (fu <= fw || w == x)
                (v, fv, w, fw) = (w, fw, u, fu);
            else if (fu <= fv || v == x || v == w)
                (v, fv) = (u, fu);
        }

        return new LineMinimum(x, fx, maxIterations + 1, Converged: false);
    }

    /// <summary>The step to the vertex of the parabola through the three points, if it stays inside and shrinks fast enough.</summary>
    private static bool TryParabola(
        double x, double w, double v, double fx, double fw, double fv, double stepBeforeLast, double a, double b, out double step)
    {
        var r = (x - w) * (fx - fv);
        var q = (x - v) * (fx - fw);
        var p = (x - v) * q - (x - w) * r;
        q = 2 * (q - r);
        step = -p / q;
        // A degenerate parabola gives NaN or an infinity, and both fail here.
        return Math.Abs(step) < 0.5 * Math.Abs(stepBeforeLast) && x + step > a && x + step < b;
    }

    private static double Evaluate(Func<double, double> f, double x)
    {
        var value = f(x);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
