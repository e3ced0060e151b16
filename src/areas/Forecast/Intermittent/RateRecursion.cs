using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>The plain recursion of one series with known weights: errors and last states.</summary>
internal static class RateRecursion
{
    /// <summary>Runs a series.</summary>
    /// <param name="method">The method.</param>
    /// <param name="observed">The observations.</param>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="residuals">As many places: observation − forecast, NaN where there is none.</param>
    /// <returns>The state after the last step.</returns>
    public static RateState Run(in RateMethod method, ReadOnlySpan<double> observed, double alpha, double beta, Span<double> residuals)
    {
        using var scratch = new Scratch(observed.Length);
        var demand = scratch.Span;
        for (var t = 0; t < demand.Length; t++)
            demand[t] = Cleaned(observed[t]);
        // What is missing stands aside while the others are brought to magnitude 1.
        using var numbers = new Scratch(observed.Length);
        demand.CopyTo(numbers.Span);
        foreach (ref var value in numbers.Span)
            value = double.IsNaN(value) ? 0 : value;
        var unit = Magnitude.Normalise(numbers.Span);

        var state = First(method, demand, numbers.Span, alpha, beta, out var begin);
        residuals[..begin].Fill(double.NaN);
        for (var t = begin; t < demand.Length; t++)
        {
            residuals[t] = double.IsNaN(demand[t]) ? double.NaN : Magnitude.Finite(observed[t] - state.Rate(method) * unit);
            if (!double.IsNaN(demand[t]))
                state = state.After(method, numbers.Span[t]);
        }

        return state with { Size = Magnitude.Finite(state.Size * unit) };
    }

    /// <summary>An observation as demand: missing where it is not finite, none below zero.</summary>
    public static double Cleaned(double observation) => double.IsFinite(observation) ? Math.Max(0, observation) : double.NaN;

    private static RateState First(
        in RateMethod method, ReadOnlySpan<double> demand, ReadOnlySpan<double> numbers, double alpha, double beta, out int begin)
    {
        var (sum, demands, present, waited) = (0.0, 0, 0, 1);
        begin = 0;
        for (var t = 0; t < demand.Length; t++)
        {
            if (double.IsNaN(demand[t]))
                continue;
            present++;
            if (!(demand[t] > 0))
            {
                waited++;
                continue;
            }

            if (method.Start == DemandStart.First)
            {
                begin = t + 1;
                return RateState.Begin(method, alpha, beta, numbers[t], waited);
            }

            sum += numbers[t];
            demands++;
        }

        if (demands > 0)
            return RateState.Begin(method, alpha, beta, sum / demands, (double)present / demands);
        begin = method.Start == DemandStart.First ? demand.Length : 0;
        return RateState.Begin(method, alpha, beta, 0, 1) with { Elapsed = begin == 0 ? 1 : waited };
    }
}
