namespace Kirana.Learn.Linear;

/// <summary>The options that all learners have who step down a loss with a price on coefficients.</summary>
internal static class DescentOptions
{
    /// <summary>Refuses options outside their ranges, all together.</summary>
    /// <param name="learner">The learner's name.</param>
    /// <param name="penalty">The price, from 0 up.</param>
    /// <param name="tolerance">Where it ends, above 0.</param>
    /// <param name="mostSteps">The most steps, at least 1.</param>
    /// <param name="more">What else is wrong; <see langword="null"/> for nothing.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public static void Check(string learner, double penalty, double tolerance, int mostSteps, string? more = null)
    {
        var faults = new List<string>();
        if (more is not null)
            faults.Add(more);
        if (penalty is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"Penalty is {penalty}; expected a finite number from 0 up");
        if (tolerance is not (> 0 and < double.PositiveInfinity))
            faults.Add($"Tolerance is {tolerance}; expected a finite number above 0");
        if (mostSteps < 1)
            faults.Add($"MostSteps is {mostSteps}; expected at least 1");
        if (faults.Count > 0)
            throw new ArgumentException($"{learner} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
