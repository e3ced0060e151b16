namespace Kirana.Numerics.Optimization;

/// <summary>Minimization of a function of a few variables without derivatives by a simplex that crawls downhill.</summary>
/// <remarks>Nelder and Mead, The Computer Journal 7 (1965), with the dimension-dependent factors of Gao and Han, Computational
/// Optimization and Applications 51 (2012), eq. 4.1, which equal the classical ones in two dimensions. NaN counts as +∞, so a function
/// may return either outside its domain. Good up to about 20 variables.</remarks>
public static class NelderMead
{
    /// <summary>Finds a local minimum near a starting point.</summary>
    /// <param name="f">The function; the span it gets is valid during the call only.</param>
    /// <param name="start">The starting point, at least one variable, finite.</param>
    /// <param name="steps">The edge of the first simplex along each variable, finite and not 0; as long as <paramref name="start"/>.</param>
    /// <param name="tolerance">Ends when the simplex is smaller than this in every variable relative to 1 + |x|, and its values
    /// differ by less than this relative to 1 + |f|; above 0.</param>
    /// <param name="maxEvaluations">The most calls of <paramref name="f"/>, at least one more than there are variables; a last step
    /// may exceed it by the number of variables.</param>
    /// <returns>The best point seen; <see cref="Minimum.Converged"/> is false if the evaluations ended first.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no variable, the lengths differ, or a start or step cannot be used.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public static Minimum Minimize(
        Func<ReadOnlySpan<double>, double> f,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> steps,
        double tolerance = 1e-8,
        int maxEvaluations = 10_000)
    {
        ArgumentNullException.ThrowIfNull(f);
        if (start.IsEmpty)
            throw new ArgumentException("There is no variable to change.", nameof(start));
        if (start.Length != steps.Length)
            throw new ArgumentException($"There are {start.Length} variables, but {steps.Length} steps.", nameof(steps));
        for (var i = 0; i < start.Length; i++)
        {
            if (!double.IsFinite(start[i]))
                throw new ArgumentException($"Variable {i} starts at {start[i]}; a start is finite.", nameof(start));
            if (!double.IsFinite(steps[i]) || steps[i] == 0)
                throw new ArgumentException($"The step of variable {i} is {steps[i]}; a step is finite and not 0.", nameof(steps));
        }

        if (!(tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxEvaluations, start.Length);
        return new Simplex(f, start, steps).Descend(tolerance, maxEvaluations);
    }
}
