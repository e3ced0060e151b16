namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Whether a form with a season forgets its past: the roots of its characteristic polynomial lie inside the unit circle.</summary>
/// <remarks>Hyndman, Koehler, Ord and Snyder (2008), section 10.2. In the usual region forms without a slope or without a season always
/// do. Checked without finding roots, by the step-down recursion of Schur and Cohn.</remarks>
internal static class Admissibility
{
    // The reference implementation lets roots of 1 + 1e-10 pass.
    private const double Slack = 1e-10;

    /// <summary>Checks a form with slope and season.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="phi">φ, 1 where nothing is damped.</param>
    /// <param name="season">Steps in one season, at least 2.</param>
    public static bool Holds(double alpha, double beta, double gamma, double phi, int season)
    {
        var degree = season + 1;
        Span<double> terms = stackalloc double[degree + 1];
        Span<double> next = stackalloc double[degree + 1];
        terms[0] = 1;
        terms[1] = alpha + beta - phi;
        terms[2..season].Fill(alpha + beta - alpha * phi);
        terms[season] = alpha + beta - alpha * phi + gamma - 1;
        terms[season + 1] = phi * (1 - alpha - gamma);
        for (var left = degree; left > 0; left--)
        {
            var reflection = terms[left];
            if (!(Math.Abs(reflection) < 1 + Slack))
                return false;
            var rest = 1 - reflection * reflection;
            if (rest <= Slack)
                return true;
            for (var i = 0; i < left; i++)
                next[i] = (terms[i] - reflection * terms[left - i]) / rest;
            next[..left].CopyTo(terms);
        }

        return true;
    }
}
